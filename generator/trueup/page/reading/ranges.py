"""Ranges of numbers, and of quantities in text."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.reading.idioms import any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, SIZE, TO, number
from trueup.page.reading.phrases import IS, IS_HAN, NAME, NOT, OF_IT, QUOTE
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label

_UNIT: Final = r"(?:\s*(?:%|[A-Za-z]+(?:/[A-Za-z]+)?|个|秒|分钟|小时|天|毫秒|次))?"
_NOT_BEFORE: Final = "(?<!not )(?<!no )(?<!not be )"
_NOT_BEFORE_HAN: Final = "(?<!不)(?<!不能)(?<!不得)(?<!不可)"
_ABOVE: Final = either(
    f"{_NOT_BEFORE}(?:greater|larger|more|higher) than(?! or equal)",
    ">(?!=)",
    f"{_NOT_BEFORE_HAN}大于(?!或?等于)",
)
_FROM: Final = either(
    "(?:greater|larger) than or equal to",
    "equal to or (?:greater|larger) than",
    "(?:no|not) less than",
    "at least",
    ">=|≥",
    "大于或?等于|不小于",
)
_BELOW: Final = either(
    f"{_NOT_BEFORE}(?:less|smaller|lower) than(?! or equal)",
    "<(?!=)",
    f"{_NOT_BEFORE_HAN}小于(?!或?等于)",
)
_UP_TO: Final = either(
    "(?:less|smaller) than or equal to",
    "equal to or (?:less|smaller) than",
    "(?:no|not) (?:more|greater) than",
    "at most",
    "up to",
    "<=|≤",
    "小于或?等于|不大于",
)
# What an interval that a range is made of may look like.
_BRACKETED: Final = (
    rf"(?P<open>[\[(])\s*(?P<oa>{NUMBER})\s*[,~\-]\s*(?P<ob>{NUMBER})\s*(?P<close>[\])])"
)
# "1, 2" may be an interval; "1, 2, 4" is none.
_COMMA: Final = rf"\s*,\s*(?!{NUMBER}\s*(?:,|and|or)\s*\d)"
_A_TO_B: Final = (
    r"(?:an? )?(?:integer |number |value )?(?:from\s+|between\s+)?"
    rf"(?P<a>{NUMBER}){_UNIT}(?:{TO}|{_COMMA})(?P<b>{NUMBER})"
)
_BOUND: Final = (
    rf"(?:(?P<above>{_ABOVE})|(?P<from>{_FROM})|(?P<below>{_BELOW})|(?P<up_to>{_UP_TO}))"
    rf"\s*(?P<n>{NUMBER})"
)
_KEYS: Final = {
    "above": "exclusiveMinimum",
    "from": "minimum",
    "below": "exclusiveMaximum",
    "up_to": "maximum",
}
_PART: Final = re.compile(rf"{_BRACKETED}|{_A_TO_B}|{_BOUND}|(?P<c>{NUMBER})", re.IGNORECASE)
_AND: Final = re.compile(rf"\s*(?:,\s*)?(?:and|且|并且)\s*{_BOUND}", re.IGNORECASE)
_OR: Final = re.compile(r"\s*(?:,\s*)?(?:or|或者?|、)\s*(?!later|above|below|more)", re.IGNORECASE)
_AFTER: Final = re.compile(_UNIT)
_A_VALUE: Final = "(?:an? )?(?:positive )?(?:integer |number |value )?"
# What stands after these words is a range, or several.
_BEFORE: Final = idioms(
    rf"\b(?:(?:value|valid|permitted|allowed) )?range{OF_IT}\s*{IS}\s*(?:from\b)?\s*",
    r"\b(?:in|within) the range(?: of)?(?: from)?\s*",
    r"\branges? (?:is )?from\s*",
    r"\branging from\s*",
    r"\bvalues? (?:from |(?:can|must|should) be (?=-?\d+ or ))",
    r"\bvalue (?:range )?(?:is|must be|should be|can be|ranges) "
    rf"{_A_VALUE}(?:that )?(?:ranges? |ranging )?(?:in the range of |in |from |between )",
    rf"\bmust be {_A_VALUE}(?:in the range of |from |between |within )",
    r"\bintegers? (?:ranging )?(?:from|between|in) ",
    # Chinese
    rf"取值范围{IS_HAN}*\s*",
    rf"范围{IS_HAN}+\s*",
    rf"取值{IS_HAN}*(?=\s*[\[(\d-])\s*",
)
_IS: Final = r"(?:\s*(?:is|:|=|of|为|是))+"
_NOUN: Final = "(?: value| number| size| limit| quota)?(?: allowed)?"
_VALUE: Final = rf"\s*:?\s*(?P<n>{NUMBER})"
_MINIMUM: Final = idioms(
    rf"\b(?:{NOT}|no) (?:be )?(?:less|smaller|lower) than{_VALUE}",
    rf"\bminimum{_NOUN}{_IS}(?: no less than)?{_VALUE}",
    rf"{_FROM}{_VALUE}",
    rf"最小值?{IS_HAN}*{_VALUE}",
    rf"(?P<n>{NUMBER}){_UNIT} or (?:greater|more|larger|above|higher)\b",
    rf"(?:不(?:能|可|得)?(?:小于|低于|少于)|至少为?|最少为?){_VALUE}",
)
_MAXIMUM: Final = idioms(
    rf"\b{NOT} (?:exceed|be (?:greater|larger|more|higher|longer|later|older) than){_VALUE}",
    rf"\bmaximum{_NOUN}(?: that can be set)?{_IS}{_VALUE}",
    rf"{_UP_TO}{_VALUE}",
    rf"最大值?{IS_HAN}*{_VALUE}",
    rf"(?:不(?:能|可|得)?(?:大于|超过|高于|多于)|最多为?|上限为?){_VALUE}",
)
_MORE: Final = idioms(rf"{_ABOVE}{_VALUE}")
_LESS: Final = idioms(rf"\bmust be (?:less|smaller) than{_VALUE}", rf"{_BELOW}{_VALUE}")
_POSITIVE: Final = idioms(
    r"(?:\b(?:must be|is|should be|can be|be)|:) an? positive (?:integer|number)", "正整数"
)
_NOT_NEGATIVE: Final = idioms(r"\bnon-?negative", r"not be (?:a )?negative", "非负", "不能为负")
# Sentences whose numbers are of another thing, or hold in some cases only.
_ELSEWHERE: Final = any_of(
    (
        r"^\s*(?:if|when|in case|once|in an?)\b",
        r"^\s*for (?!details|this)",
        r"^\s*(?:each\b|the (?:product|sum|total|ratio) of)",
        r"^\s*the value \S+ (?:indicates|means|represents)",
        rf"{NUMBER}\s*(?:times\b|倍|%\s*of\b)",
        rf"{NUMBER}\s*(?:characters?|chars?|个?字符)",
        r"\b(?:characters?|bytes|letters and digits)\b",
        "^(?:如果|当|若)",
        "^单个[^,]*不能超过",
    )
)
_ASIDE: Final = re.compile(r"\s*\([A-Za-z ]+\)")  # 1 (lowest) to 100 (highest)
_SUBJECT: Final = re.compile(
    rf"\s*{QUOTE}?(?P<name>{NAME}){QUOTE}?\s+(?:ranges?|must|is|can|cannot|should)\b", re.ASCII
)
_QUANTITY: Final = rf"\s*(?P<n>{NUMBER})\s*(?P<size>{SIZE})(?![A-Za-z])"
_LEAST_QUANTITY: Final = idioms(
    rf"\bminimum(?: value)?{_IS}(?: no less than)?{_QUANTITY}",
    rf"\b(?:must|should|can ?)(?:not be less than| be at least){_QUANTITY}",
    rf"最小值?{IS_HAN}+{_QUANTITY}",
)
_GREATEST_QUANTITY: Final = idioms(
    rf"\bmaximum(?: value)?{_IS}{_QUANTITY}",
    rf"\bvalue {NOT} (?:exceed|be (?:greater|larger|more) than){_QUANTITY}",
    rf"最大值?{IS_HAN}+{_QUANTITY}",
)


def range_of(sentence: Sentence, context: Context) -> list[JsonValue]:
    """Read the intervals that a sentence allows the field; none: it states no range."""
    plain = _ASIDE.sub("", sentence.plain)
    if _ELSEWHERE.search(plain) or _of_sibling(plain, context):
        return []
    if context.kind == "string":
        found = _quantities(plain)
        return [found] if found else []
    if not context.numeric:
        return []
    before = first(_BEFORE, plain)
    start = before.end() if before else 0 if sentence.label is Label.RANGE else None
    intervals = _intervals(plain, start) if start is not None else []
    limits = bounds(plain)
    return intervals or ([limits] if limits else [])


def bounds(plain: str) -> JsonObject:
    """Read a least and a greatest value out of words."""
    found: JsonObject = {}
    for key, patterns in (("minimum", _MINIMUM), ("maximum", _MAXIMUM)):
        if hit := first(patterns, plain):
            found[key] = number(hit["n"])
    if "minimum" not in found and (more := first(_MORE, plain)):
        found["exclusiveMinimum"] = number(more["n"])
    if "maximum" not in found and (less := first(_LESS, plain)):
        found["exclusiveMaximum"] = number(less["n"])
    if not any("inimum" in key for key in found) and first(_POSITIVE, plain):
        found["exclusiveMinimum"] = 0
    if not found and first(_NOT_NEGATIVE, plain):
        found["minimum"] = 0
    return found


def _of_sibling(plain: str, context: Context) -> bool:
    """Say whether a sentence is about another field: its subject is that field's name."""
    subject = _SUBJECT.match(plain) or _SUBJECT.match(plain.rpartition(". ")[2])
    if not subject or subject["name"] == context.name:
        return False
    return subject["name"] in context.siblings or "_" in subject["name"]


def _intervals(plain: str, start: int) -> list[JsonValue]:
    """Read alternatives such as `-1 or greater than 0`; none where they are single values, or prose goes on."""
    found: list[JsonObject] = []
    at = start
    while hit := _PART.match(plain, at):
        interval = _interval(hit)
        at = _past_unit(plain, hit.end())
        if more := _AND.match(plain, at):
            interval |= _bound(more)
            at = _past_unit(plain, more.end())
        found.append(interval)
        joint = _OR.match(plain, at)
        if not joint:
            break
        at = joint.end()
    prose = re.match(r"[A-Za-z0-9]", plain[at : at + 1])
    return [] if prose or all("const" in each for each in found) else [*found]


def _past_unit(plain: str, at: int) -> int:
    after = _AFTER.match(plain, at)
    # A word that joins alternatives is no unit.
    joint = _OR.match(plain, at) or _AND.match(plain, at)
    return after.end() if after and not joint else at


def _interval(hit: re.Match[str]) -> JsonObject:
    if hit["oa"] is not None:
        low = "minimum" if hit["open"] == "[" else "exclusiveMinimum"
        high = "maximum" if hit["close"] == "]" else "exclusiveMaximum"
        return {low: number(hit["oa"]), high: number(hit["ob"])}
    if hit["a"] is not None:
        return {"minimum": number(hit["a"]), "maximum": number(hit["b"])}
    if hit["c"] is not None:
        return {"const": number(hit["c"])}
    return _bound(hit)


def _bound(hit: re.Match[str]) -> JsonObject:
    key = next(key for group, key in _KEYS.items() if hit[group] is not None)
    return {key: number(hit["n"])}


def _quantities(plain: str) -> JsonObject:
    """Read bounds of text that holds a quantity: "the minimum value is 2 GB"."""
    found: JsonObject = {}
    for key, patterns in (("minimum", _LEAST_QUANTITY), ("maximum", _GREATEST_QUANTITY)):
        if hit := first(patterns, plain):
            found[key] = f"{hit['n']} {hit['size']}"
    return found
