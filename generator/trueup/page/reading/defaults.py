"""Defaults: a value, a quantity, or an expression over the fields beside it."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind
from trueup.page.reading.idioms import any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, SIZE
from trueup.page.reading.phrases import NAME, QUOTE
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label

# The field is not given: "if this parameter is not specified", 不填时
_LEFT_OUT: Final = r"\bif (?:(?:this|the) (?:parameter|field|value)|it)?\s*(?:is )?" + either(
    "not (?:specified|set|specify|configured|transferred|passed|carried|provided|included)",
    "left (?:blank|empty|unspecified)",
    "omitted",
    "empty",
    "unspecified",
)
_LEFT_OUT_HAN: Final = either(
    "不填", "不传", "不设置", "未设置", "为空", "不指定", "缺省", "不携带"
)
_OF: Final = rf"(?: of (?P<of>this parameter|this field|the parameter|it|{NAME}))?"
_OTHER_NOUN: Final = r"(?: (?!unit|range)[a-z]+(?: period)?)?"  # "the default retention period"
_REST: Final = r"\s*(?P<v>.+)"
# What stands in these places is the default.
_STATED: Final = idioms(
    rf"{_LEFT_OUT},? (?:the )?(?:system )?(?:(?:default )?value )?(?:is|uses|will be)?"
    rf"\s*(?P<v>{QUOTE}?[\w.\-/:]+{QUOTE}?) (?:is|will be) (?:used|applied)",
    rf"{_LEFT_OUT}\s*:{_REST}",
    rf"\bdefault{_OTHER_NOUN}{_OF}\s*(?:is set to|is|:|=|will be)+{_REST}",
    rf"\bdefault(?:s|ed) to {_REST}",
    rf"\bby default,? (?:the )?(?:value|default) (?:is|of){_REST}",
    r"\bby default,? (?P<v>\S+) is (?:used|returned|queried|displayed|applied)",
    rf"\bby default,? .{{0,60}}?\b(?:is set to|equals) {_REST}",
    r"\bby default,? .{0,60}?\b(?:is|are) (?P<v>[\"'\d-].*|true\b|false\b)",
    r"\bby default,? (?P<v>\d+) \w+ (?:is|are) ",
    r"(?<!\S)(?P<v>\S+) is used (?:by default\b|if (?:no|not|it|this|the)\b)",
    # An option that is marked: append (default)
    r"(?<![\w.\-])(?P<v>[A-Za-z0-9_.\-]+) ?\((?:(?:the )?default(?: value)?|默认值?)\)",
    rf"(?<!which )\b(?:is|set to) (?!used|set)(?P<v>{NUMBER}(?: ?{SIZE})?|\S+) by default\b",
    r"(?:^|\. )(?P<v>\S+) is the default\b",
    # Chinese: 不填时使用默认值10, 默认值为10
    rf"{_LEFT_OUT_HAN}(?:该参数|此参数|此字段)?[时则]?,?\s*则?(?:系统)?(?:使用)?"
    rf"(?:默认|取)(?:使用)?(?:值|取值)?[为是]?{_REST}",
    rf"(?:默认|缺省)(?:取?值|情况下)?[为是:,]*(?:取值为|设置为|使用)?{_REST}",
)
_MARKED: Final = re.compile(r"\((?:default(?: value)?|默认值?|缺省值?)\)", re.IGNORECASE)
# Words after "the default is" that name no value.
_NO_VALUE: Final = any_of(
    (
        r"n/a\b",
        r"(?-i:None|NONE)\b",
        r"(?:null|empty|blank|unit|used)\b",
        "left blank|no default|not set",
        r"(?:an?|the|that|this|no|all)\s",
        "determined|calculated|current|same",
        "空|无|不|与|由|当前|根据|占用",
    )
)
_QUOTED: Final = re.compile(r"[\"'](?P<inner>[^\"']*)[\"']")
_SPELT_OUT: Final = re.compile(r"an? [a-z]+ \((?P<inner>[^\w\s])\)")  # a comma (,)
_FORMULA: Final = re.compile(r"[(\w][\w\s()+\-*/]*[)\w]", re.ASCII)
_OPERATOR: Final = re.compile(r".[^+\-*/]*[+\-*/]", re.DOTALL)
_QUANTITY: Final = re.compile(rf"({NUMBER})\s*({SIZE})(?![A-Za-z0-9_/])")
_TOKEN: Final = re.compile(
    r"[-+]?\d{1,3}(?:,\d{3})+(?!\d)"
    r"|[-+]?\d+(?:\.\d+)?(?![\w\-:/]|\.\d)"
    r"|[A-Za-z0-9_$/*][\w.\-:/$*@+]*"
    r"|\[\]|\{\}",
    re.ASCII,
)
# The sentence says what holds in some cases only.
_CONDITIONAL: Final = re.compile(
    r"\s*(?:if|when) (?!(?:this|the (?:parameter|field|value)|it|left|not) |omitted|empty|unspecified)"
    r"|(?:当|如果|若)(?!不|未)",
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
    found = None if _CONDITIONAL.match(plain) else first(_STATED, plain)
    if found is None:
        return plain if sentence.label is Label.DEFAULT else None
    other = found.groupdict().get("of")
    if other and other in context.siblings and other != context.name:
        return None
    return str(found["v"])


def _computed(words: str, context: Context) -> tuple[Kind, JsonValue] | None:
    found = _FORMULA.match(words.lstrip("\"' "))
    if not found or not _OPERATOR.match(found[0][:-1]):
        return None
    expression = found[0]
    surplus = expression.count(")") - expression.count("(")
    while surplus > 0 and expression.endswith(")"):
        expression, surplus = expression[:-1], surplus - 1
    names = set(re.findall(NAME, expression))
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
