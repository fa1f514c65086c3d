"""Conditions: when a field has an effect at all. Advice, for a request; never a rule."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.reading.idioms import either, first, idioms
from trueup.page.reading.sentences import Context, Sentence, literal

_EFFECT: Final = either(
    "valid(?: and mandatory)?", "effective", "available", "configurable", "applicable", "used", "supported", "displayed", "returned", "enabled",
    "required", "needs? to be (?:set|specified|configured)", "in effect", "takes? effect", "works", "meaningful", "has effect",
)  # fmt: skip
_NO_EFFECT: Final = either(
    "(?:does|do) not take effect", "is not (?:valid|effective|available|supported|required)", "is invalid", "is ignored", "has no effect",
    "not (?:valid|available|effective)",
)  # fmt: skip
_IT: Final = r"(?:(?:this|the) (?:parameter|field|configuration|setting)|it)"
_WHEN: Final = idioms(
    rf"^\s*(?:only )?(?:when|if) (?P<test>.+?), {_IT} (?:is (?:valid|effective|available)|takes? effect)",
    rf"\b{_EFFECT} only (?:when|if|for|in) (?P<test>.+)",
    rf"\bonly (?:be )?{_EFFECT} (?:when|if|for|in) (?P<test>.+)",
    rf"\bonly (?:when|if) (?P<test>.+?),? (?:will )?{_IT}",
    rf"\b(?:set|specify|configure) {_IT} only (?:when|if) (?P<test>.+)",
    rf"\b{_IT} (?:is|can be) (?:configurable|configured|set|available|supported) (?:in|for) (?P<test>.+)",
    r"\b(?:valid|takes? effect) (?:when|if) (?P<test>.+)",
    r"(?:仅|只有|只|当|在)+\s*(?P<test>[^,;。]+?)\s*时,?\s*才?(?:该|此|本)?(?:参数|字段|配置)?才?可?(?:有效|生效|有意义|起作用|可用|是|为|需要配置|可配置|可以设置)",
    r"(?P<test>[\w\"'\u4e00-\u9fff]+?(?:设置为|取值为|为|是|=)\s*[\w\"'.]+?)\s*时(?:有效|生效|有该)",
)
_WHEN_NOT: Final = idioms(
    rf"\b{_NO_EFFECT} (?:when|if) (?P<test>.+)",
    rf"^\s*(?:when|if) (?P<test>[^,;]+?), {_IT} {_NO_EFFECT}[.\s]*$",
    r"当\s*(?P<test>[^,;。]+?)\s*时,?\s*(?:该|此|本)?(?:参数|字段|配置)?(?:不生效|无效|不可用|不需要配置|不起作用)",
)
_EQUALS: Final = r"\s*(?:is set to|is|are|==?|equals(?: to)?|has the value(?: of)?|取值为|设置为|配置为|等于|为|是)\s*(?:either\s+)?"
_LITERAL: Final = r"[\"']?[A-Za-z0-9_.\-]+[\"']?"
_OR: Final = r"\s*(?:,(?: or)?|\bor\b|/|或)\s*"
_TEST: Final = re.compile(
    rf"(?<![A-Za-z0-9_])[\"']?(?P<field>[A-Za-z_][A-Za-z0-9_]*)[\"']?(?: (?:parameter|field|value))?{_EQUALS}"
    rf"(?P<values>(?!not\b|empty|left|specified|given|set\b){_LITERAL}(?:{_OR}{_LITERAL}(?!\s*(?:is|为|=)))*)",
    re.IGNORECASE,
)
_SHARED: Final = re.compile(
    r"([A-Za-z_]\w*) or ([A-Za-z_]\w*) (?:is|are) (?:set to )?(\w+)", re.ASCII
)
_PHRASE: Final = re.compile(
    r"(?:the )?(?P<phrase>[a-z][a-z ]+?) (?:is set to|is|equals) [\"']?(?P<value>[\w.\-]+)[\"']?",
    re.IGNORECASE,
)
_ONE_VERSION: Final = r"\d+(?:\.\d+)+"
_VERSIONS: Final = re.compile(
    rf"(?P<product>[A-Z][a-z]+) (?P<versions>{_ONE_VERSION}(?:\s*(?:,|and|or)\s*(?:and |or )?(?:[A-Z][a-z]+ )?{_ONE_VERSION})*)"
    r"(?! (?:or|and) later|\+)"
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
        return _of_version(version, context)
    joint = "all" if re.search(r"\band\b|且", words) else "any"
    words = _SHARED.sub(r"\1 is \3 or \2 is \3", words)
    tests = [
        made
        for hit in _TEST.finditer(words)
        if (made := _test(hit["field"], hit["values"], context))
    ]
    if not tests and (phrase := _PHRASE.search(words)):
        name = _sibling(phrase["phrase"], context)
        made = _test(name, phrase["value"], context) if name else None
        tests = [made] if made else []
    if len(tests) > 1:
        together: list[JsonValue] = list(tests)
        return {joint: together}
    return tests[0] if tests else None


def _test(name: str, values: str, context: Context) -> JsonObject | None:
    if name not in context.siblings:
        return None
    schema = context.siblings[name]
    read = [_value(each.strip(".\"'"), schema) for each in re.split(_OR, values) if each]
    if not read or any(each is None for each in read):
        return None
    return {"field": name, "equals": read[0]} if len(read) == 1 else {"field": name, "in": read}


def _value(words: str, schema: JsonObject) -> JsonValue:
    """Read a value of a sibling; true and false are booleans where the page tells no type."""
    plain = words.casefold()
    if not schema and plain in ("true", "false"):
        return plain == "true"
    found = literal(words, schema)
    return literal(words, {}) if found is None else found


def _of_version(version: re.Match[str], context: Context) -> JsonObject | None:
    """Read `Flink 1.15` as a test of the field `flink_version`, where there is one."""
    name = f"{version['product'].casefold()}_version"
    found: list[JsonValue] = list(re.findall(_ONE_VERSION, version["versions"]))
    if name not in context.siblings:
        return None
    return {"field": name, "equals": found[0]} if len(found) == 1 else {"field": name, "in": found}


def _sibling(phrase: str, context: Context) -> str | None:
    """Find the one field that a phrase spells out: "the resource configuration version"."""
    spoken = phrase.casefold().removeprefix("the ").split()
    fits = [
        name
        for name in context.siblings
        if len(parts := name.casefold().split("_")) == len(spoken)
        and all(word.startswith(part) for part, word in zip(parts, spoken, strict=True))
    ]
    return fits[0] if len(fits) == 1 else None
