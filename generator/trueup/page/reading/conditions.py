"""Conditions: when a field has an effect at all. Advice, for a request; never a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.page.reading.idioms import either, first, idioms
from trueup.page.reading.phrases import NAME, QUOTE
from trueup.page.reading.sentences import Context, Sentence, literal

_EFFECT: Final = either(
    "valid(?: and mandatory)?",
    "effective",
    "available",
    "configurable",
    "applicable",
    "used",
    "supported",
    "displayed",
    "returned",
    "enabled",
    "required",
    "needs? to be (?:set|specified|configured)",
    "in effect",
    "takes? effect",
    "works",
    "meaningful",
    "has effect",
)
_NO_EFFECT: Final = either(
    "(?:does|do) not take effect",
    "is not (?:valid|effective|available|supported|required)",
    "is invalid",
    "is ignored",
    "has no effect",
    "not (?:valid|available|effective)",
)
_IT: Final = "(?:(?:this|the) (?:parameter|field|configuration|setting)|it)"
_IT_HAN: Final = "(?:该|此|本)?(?:参数|字段|配置)?"
_APPLIES_HAN: Final = either(
    "有效", "生效", "有意义", "起作用", "可用", "是", "为", "需要配置", "可配置", "可以设置"
)
_NOT_HAN: Final = either("不生效", "无效", "不可用", "不需要配置", "不起作用")
_TESTED: Final = "(?P<test>.{1,300}?)"
_TESTED_HAN: Final = "(?P<test>[^,;。]{1,100}?)"
_WHEN: Final = idioms(
    rf"^\s*(?:only )?(?:when|if) {_TESTED}, {_IT} (?:is (?:valid|effective|available)|takes? effect)",
    rf"\b{_EFFECT} only (?:when|if|for|in) (?P<test>.+)",
    rf"\bonly (?:be )?{_EFFECT} (?:when|if|for|in) (?P<test>.+)",
    rf"\bonly (?:when|if) {_TESTED},? (?:will )?{_IT}",
    rf"\b(?:set|specify|configure) {_IT} only (?:when|if) (?P<test>.+)",
    rf"\b{_IT} (?:is|can be) (?:configurable|configured|set|available|supported) (?:in|for) (?P<test>.+)",
    r"\b(?:valid|takes? effect) (?:when|if) (?P<test>.+)",
    # 仅当 mode 为 auto 时, 该参数才有效
    rf"(?:仅|只有|只|当|在){{1,3}}\s*{_TESTED_HAN}\s*时,?\s*才?{_IT_HAN}才?可?{_APPLIES_HAN}",
    # mode 为 auto 时有效
    r"(?P<test>[\w\"']{1,60}?(?:设置为|取值为|为|是|=)\s*[A-Za-z0-9_.\"'或]++)\s*时(?:有效|生效|有该)",
)
_WHEN_NOT: Final = idioms(
    rf"\b{_NO_EFFECT} (?:when|if) (?P<test>.+)",
    rf"^\s*(?:when|if) (?P<test>[^,;]+?), {_IT} {_NO_EFFECT}[.\s]*$",
    rf"当\s*{_TESTED_HAN}\s*时,?\s*{_IT_HAN}{_NOT_HAN}",
)
_EQUALS: Final = r"\s*" + either(
    "is set to",
    "is",
    "are",
    "==?",
    "equals(?: to)?",
    "has the value(?: of)?",
    # Chinese
    "取值为",
    "设置为",
    "配置为",
    "等于",
    "为",
    "是",
)
_LITERAL: Final = rf"{QUOTE}?+[A-Za-z0-9_.\-]++{QUOTE}?+"
_NO_VALUE: Final = r"(?!(?:not|set|empty|left|specified|given)\b)"
_OR: Final = r"\s*(?:,(?: or)?|\bor\b|/|或)\s*"
_VALUES: Final = rf"{_NO_VALUE}{_LITERAL}(?:{_OR}{_LITERAL}(?!\s*(?:is|为|=)))*"
# engine is v1 or v2, "mode" 设置为 auto
_TEST: Final = re.compile(
    rf"(?<![A-Za-z0-9_]){QUOTE}?(?P<field>[A-Za-z_][A-Za-z0-9_]*){QUOTE}?(?: (?:parameter|field|value))?"
    rf"{_EQUALS}\s*(?:either\s+)?(?P<values>{_VALUES})",
    re.IGNORECASE,
)
# low or high is true
_SHARED: Final = re.compile(rf"\b({NAME}) or ({NAME}) (?:is|are) (?:set to )?(\w+)", re.ASCII)
# the resource configuration version is v2
_PHRASE: Final = re.compile(
    r"(?:the )?\b(?P<phrase>[a-z][a-z ]{1,80}?) (?:is set to|is|equals) "
    rf"{QUOTE}?{_NO_VALUE}(?P<value>[\w.\-]+){QUOTE}?",
    re.IGNORECASE,
)
_VERSION: Final = r"\d++(?:\.\d++)++"
# Flink 1.15, Flink 1.15 or Flink 1.17, but not "1.15 or later"
_VERSIONS: Final = re.compile(
    rf"(?P<product>[A-Z][a-z]+) (?P<versions>{_VERSION}"
    rf"(?:\s*(?:,|and|or)\s*(?:and |or )?(?:[A-Z][a-z]+ )?{_VERSION})*)(?! (?:or|and) later|\+)"
)


def condition(sentence: Sentence, context: Context) -> JsonObject | None:
    """Read when the field has an effect; None: the sentence does not say so."""
    for part in sentence.plain.split(";"):
        if negative := first(_WHEN_NOT, part):
            test = _tested(negative["test"], context)
            return {"not": test} if test else None
        if found := first(_WHEN, part):
            return _tested(found["test"], context)
    return None


def _tested(words: str, context: Context) -> JsonObject | None:
    if version := _VERSIONS.match(words):
        name = f"{version['product'].casefold()}_version"
        return _is_one_of(name, re.findall(_VERSION, version["versions"]), context)
    joint = "all" if re.search(r"\band\b|且", words) else "any"
    tests = list(_tests(_SHARED.sub(r"\1 is \3 or \2 is \3", words), context))
    if len(tests) > 1:
        return {joint: tests}
    return mapping(tests[0]) if tests else None


def _tests(words: str, context: Context) -> Iterator[JsonValue]:
    """Give the tests of fields by their names; where there is none, of one that is spelt out."""
    named = False
    for hit in _TEST.finditer(words):
        if made := _test(hit["field"], hit["values"], context):
            named = True
            yield made
    phrase = None if named else _PHRASE.search(words)
    if phrase and (made := _test(_sibling(phrase["phrase"], context), phrase["value"], context)):
        yield made


def _test(name: str, values: str, context: Context) -> JsonObject | None:
    schema = context.siblings.get(name, {})
    read = [_value(each.strip(".\"'"), schema) for each in re.split(_OR, values) if each]
    return None if None in read else _is_one_of(name, read, context)


def _is_one_of(name: str, values: Sequence[JsonValue], context: Context) -> JsonObject | None:
    if name not in context.siblings or not values:
        return None
    return (
        {"field": name, "equals": values[0]}
        if len(values) == 1
        else {"field": name, "in": [*values]}
    )


def _value(words: str, schema: JsonObject) -> JsonValue:
    """Read a value of a sibling; true and false are booleans where the page tells no type."""
    plain = words.casefold()
    if not schema and plain in ("true", "false"):
        return plain == "true"
    found = literal(words, schema)
    return literal(words, {}) if found is None else found


def _sibling(phrase: str, context: Context) -> str:
    """Find the one field that a phrase spells out: "the resource configuration version"; "": none."""
    spoken = phrase.casefold().removeprefix("the ").split()
    fits = [
        name
        for name in context.siblings
        if len(parts := name.casefold().split("_")) == len(spoken)
        and all(word.startswith(part) for part, word in zip(parts, spoken, strict=True))
    ]
    return fits[0] if len(fits) == 1 else ""
