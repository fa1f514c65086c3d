"""Defaults: a value, a quantity, or an expression over the fields beside it."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind
from trueup.page.reading.idioms import any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, SIZE
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label

_LEFT_OUT_EN: Final = r"\bif (?:(?:this|the) (?:parameter|field|value)|it)?\s*(?:is )?" + either(
    "not (?:specified|set|specify|configured|transferred|passed|carried|provided|included)",
    "left (?:blank|empty|unspecified)",
    "omitted",
    "empty",
    "unspecified",
)
_LEFT_OUT_ZH: Final = either("不填", "不传", "不设置", "未设置", "为空", "不指定", "缺省", "不携带")
_OF: Final = r"(?: of (?P<of>this parameter|this field|the parameter|it|[A-Za-z_]\w*))?"
_OTHER_NOUN: Final = r"(?: (?!unit|range)[a-z]+(?: period)?)?"
# What stands after these words is the default.
_BEFORE: Final = idioms(
    rf"{_LEFT_OUT_EN},? (?:the )?(?:system )?(?:(?:default )?value )?(?:is|uses|will be)?\s*(?P<v>[\"']?[\w.\-/:]+[\"']?) (?:is|will be) (?:used|applied)",
    rf"{_LEFT_OUT_EN}\s*:\s*(?P<v>.+)",
    rf"\bdefault{_OTHER_NOUN}{_OF}\s*(?:is set to|is|:|=|will be)+\s*(?P<v>.+)",
    r"\bdefault(?:s|ed) to (?P<v>.+)",
    r"\bby default,? (?:the )?(?:value|default) (?:is|of)\s*(?P<v>.+)",
    r"\bby default,? (?P<v>\S+) is (?:used|returned|queried|displayed|applied)",
    r"\bby default,? .{0,60}?\b(?:is set to|equals) (?P<v>.+)",
    r"\bby default,? .{0,60}?\b(?:is|are) (?P<v>[\"'\d-].*|true\b|false\b)",
    r"\bby default,? (?P<v>\d+) \w+ (?:is|are) ",
    r"(?P<v>\S+) is used (?:by default\b|if (?:no|not|it|this|the)\b)",
    r"(?P<v>[A-Za-z0-9_.\-]+) ?\((?:(?:the )?default(?: value)?|默认值?)\)",
    rf"(?<!which )\b(?:is|set to) (?P<v>(?!used|set){NUMBER}(?: ?{SIZE})?|(?!used|set)\S+) by default\b",
    r"(?:^|\. )(?P<v>\S+) is the default\b",
    rf"{_LEFT_OUT_ZH}(?:该参数|此参数|此字段)?(?:时|则)?,?\s*(?:则)?(?:系统)?(?:使用)?(?:默认|取)(?:使用)?(?:值|取值)?(?:为|是)?\s*(?P<v>.+)",
    r"(?:默认|缺省)(?:取?值|情况下)?(?:为|是|:|,)*(?:取值为|设置为|使用)?\s*(?P<v>.+)",
)
_MARKED: Final = re.compile(r"\((?:default(?: value)?|默认值?|缺省值?)\)", re.IGNORECASE)
_NO_VALUE: Final = any_of(
    (
        r"n/a\b", r"(?-i:None|NONE)\b", r"null\b", r"empty\b", r"blank\b", "left blank", "no default", "not set",
        r"an?\s", r"the\s", r"that\s", r"this\s", r"no\s", r"all\s", "determined", "calculated", r"unit\b", "current", "same", r"used\b",
        "空", "无", "不涉及", "与", "由", "当前", "根据", "不", "占用",
    )
)  # fmt: skip
_QUOTED: Final = re.compile(r"[\"'](?P<inner>[^\"']*)[\"']")
_SPELT_OUT: Final = re.compile(r"an? [a-z]+ \((?P<inner>[^\w\s])\)")  # a comma (,)
_EXPRESSION: Final = re.compile(r"[(\w][\w\s()+\-*/]*[+\-*/][\w\s()+\-*/]*[)\w]", re.ASCII)
_QUANTITY: Final = re.compile(rf"({NUMBER})\s*({SIZE})(?![A-Za-z0-9_/])")
_TOKEN: Final = re.compile(
    r"[-+]?\d{1,3}(?:,\d{3})+(?!\d)|[-+]?\d+(?:\.\d+)?(?![\w\-:/]|\.\d)|[A-Za-z0-9_$/*][\w.\-:/$*@+]*|\[\]|\{\}",
    re.ASCII,
)
_CONDITIONAL: Final = re.compile(
    r"\s*(?:if|when) (?!this|the (?:parameter|field|value)|it |left|not |omitted|empty|unspecified)|(?:当|如果|若)(?!不|未)",
    re.IGNORECASE,
)
# A word that goes on as prose is no value: "the default queue is used".
_ABOUT_IT: Final = re.compile(
    r"\s+(?:and|which|that|if|when|indicating|meaning|is|by|for|unless|or)\b"
)


def default(sentence: Sentence, context: Context) -> tuple[Kind, JsonValue] | None:
    """Read the default that a sentence states: its kind (a value, or computed) and value; None: none."""
    words = _stated(sentence, context)
    if words is None:
        return None
    return _computed(words, context) or _value(words, context)


def marked(sentence: Sentence) -> bool:
    """Say whether an option is marked as the default: `append (default): …`."""
    return bool(_MARKED.search(sentence.plain))


def _stated(sentence: Sentence, context: Context) -> str | None:
    """Give the words that follow where a sentence names the default."""
    plain = sentence.plain
    found = None if _CONDITIONAL.match(plain) else first(_BEFORE, plain)
    if found is None:
        return plain if sentence.label is Label.DEFAULT else None
    other = found.groupdict().get("of")
    if other and other in context.siblings and other != context.name:
        return None
    return str(found["v"])


def _computed(words: str, context: Context) -> tuple[Kind, JsonValue] | None:
    found = _EXPRESSION.match(words.lstrip("\"' "))
    if not found:
        return None
    expression = found[0]
    while expression.count("(") < expression.count(")") and expression.endswith(")"):
        expression = expression[:-1]
    names = set(re.findall(r"[A-Za-z_]\w*", expression))
    return (Kind.COMPUTED, expression) if names and names <= set(context.siblings) else None


def _value(words: str, context: Context) -> tuple[Kind, JsonValue] | None:
    quoted = _QUOTED.match(words) or _SPELT_OUT.match(words)
    if not quoted and _NO_VALUE.match(words):
        return None
    literal = quoted["inner"] if quoted else _literal(words, context)
    if literal in ("[]", "{}"):
        return Kind.DEFAULT, [] if literal == "[]" else {}
    if literal is None or context.kind in ("object", "array"):
        return None
    value = context.literal(literal)
    return None if value is None else (Kind.DEFAULT, value)


def _literal(words: str, context: Context) -> str | None:
    text = context.kind in ("string", "")
    if text and (quantity := _QUANTITY.match(words)):
        return f"{quantity[1]} {quantity[2]}"
    found = _TOKEN.match(words)
    if not found:
        return None
    after = words[found.end() :]
    if text and re.match(r"\s+[a-z]", after) and not _ABOUT_IT.match(after):
        return None
    return found[0].rstrip(".:,") or found[0][:1]
