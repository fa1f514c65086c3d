"""Ranges of numbers, and of quantities in text."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.reading.idioms import any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, SIZE, number
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label

_NUMBER: Final = rf"(?:{NUMBER})"
_UNIT: Final = r"(?:\s*(?:%|[A-Za-z]+(?:/[A-Za-z]+)?|个|秒|分钟|小时|天|毫秒|次))?"
_TO: Final = r"\s*(?:to|through|-|~|至|到|,)\s*"
_ABOVE: Final = either(
    r"(?<!not )(?<!no )(?<!not be )(?:greater|larger|more|higher) than(?! or equal)",
    ">(?!=)",
    "(?<!不)(?<!不能)(?<!不得)(?<!不可)大于(?!等于|或等于)",
)
_FROM: Final = either(
    "(?:greater|larger) than or equal to", "equal to or (?:greater|larger) than", "(?:no|not) less than", "at least", ">=", "≥", "大于等于", "大于或等于", "不小于",
)  # fmt: skip
_BELOW: Final = either(
    r"(?<!not )(?<!no )(?<!not be )(?:less|smaller|lower) than(?! or equal)",
    "<(?!=)",
    "(?<!不)(?<!不能)(?<!不得)(?<!不可)小于(?!等于|或等于)",
)
_UP_TO: Final = either(
    "(?:less|smaller) than or equal to", "equal to or (?:less|smaller) than", "(?:no|not) (?:more|greater) than", "at most", "up to", "<=", "≤", "小于等于", "小于或等于", "不大于",
)  # fmt: skip
_BOUNDS: Final = (
    ("exclusiveMinimum", re.compile(_ABOVE, re.IGNORECASE)),
    ("minimum", re.compile(_FROM, re.IGNORECASE)),
    ("exclusiveMaximum", re.compile(_BELOW, re.IGNORECASE)),
    ("maximum", re.compile(_UP_TO, re.IGNORECASE)),
)
_BOUND: Final = rf"(?P<bound>{_FROM}|{_UP_TO}|{_ABOVE}|{_BELOW})\s*(?P<n>{_NUMBER})"
_PART: Final = re.compile(
    rf"(?P<open>[\[(])\s*(?P<oa>{_NUMBER})\s*[,~\-]\s*(?P<ob>{_NUMBER})\s*(?P<close>[\])])"
    rf"|(?:an? )?(?:integer |number |value )?(?:from\s+|between\s+)?(?P<a>{_NUMBER}){_UNIT}(?:{_TO}|\s+and\s+)(?P<b>{_NUMBER})|{_BOUND}|(?P<c>{_NUMBER})",
    re.IGNORECASE,
)
_AND: Final = re.compile(rf"\s*(?:,\s*)?(?:and|且|并且)\s*{_BOUND}", re.IGNORECASE)
_OR: Final = re.compile(r"\s*(?:,\s*)?(?:or|或者?|、)\s*(?!later|above|below|more)", re.IGNORECASE)
_AFTER: Final = re.compile(_UNIT)
_A_VALUE: Final = r"(?:an? )?(?:positive )?(?:integer |number |value )?"
# What stands after these words is a range, or several.
_BEFORE: Final = idioms(
    r"\b(?:(?:value|valid|permitted|allowed) )?range(?: of (?:the |this )?[\w ]+?)?\s*(?:is|:|=)+\s*(?:from\b)?\s*",
    r"\b(?:in|within) the range(?: of)?(?: from)?\s*",
    r"\branges? (?:is )?from\s*",
    r"\branging from\s*",
    r"\bvalues? (?:from |(?:can|must|should) be (?=-?\d+ or ))",
    rf"\bvalue (?:range )?(?:is|must be|should be|can be|ranges) {_A_VALUE}(?:that )?(?:ranges? |ranging )?(?:in the range of |in |from |between )",
    rf"\bmust be {_A_VALUE}(?:in the range of |from |between |within )",
    r"\bintegers? (?:ranging )?(?:from|between|in) ",
    r"取值范围(?:为|是|:)*\s*",
    r"范围(?:为|是|:)+\s*",
    r"取值(?:为|是|:)*(?=\s*[\[(\d-])\s*",
)
_NOT: Final = r"(?:can ?not|can't|must not|may not|should not|shall not|does not|do not|is not|not)"
_IS: Final = r"(?:\s*(?:is|:|=|of|为|是))+"
_NOUN: Final = r"(?: value| number| size| limit| quota)?(?: allowed)?"
_VALUE: Final = rf"\s*:?\s*(?P<n>{_NUMBER})(?P<unit>{_UNIT})(?! times)"
_MINIMUM: Final = idioms(
    rf"\b(?:{_NOT}|no) (?:be )?(?:less|smaller|lower) than{_VALUE}",
    rf"\bminimum{_NOUN}{_IS}(?: no less than)?{_VALUE}",
    rf"{_FROM}{_VALUE}",
    rf"最小值?(?:为|是|:)*{_VALUE}",
    rf"(?P<n>{_NUMBER})(?P<unit>{_UNIT}) or (?:greater|more|larger|above|higher)\b",
    rf"(?:不(?:能|可|得)?(?:小于|低于|少于)|至少(?:为)?|最少为?){_VALUE}",
)
_MAXIMUM: Final = idioms(
    rf"\b{_NOT} (?:exceed|be (?:greater|larger|more|higher|longer|later|older) than){_VALUE}",
    rf"\bmaximum{_NOUN}(?: that can be set)?{_IS}{_VALUE}",
    rf"{_UP_TO}{_VALUE}",
    rf"最大值?(?:为|是|:)*{_VALUE}",
    rf"(?:不(?:能|可|得)?(?:大于|超过|高于|多于)|最多(?:为)?|上限为?){_VALUE}",
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
        r"^\s*(?:if|when|in case|once|in an?)\b", r"^\s*for (?!details|this)", r"^\s*(?:each\b|the (?:product|sum|total|ratio) of)", "^单个[^,]*不能超过", "^(?:如果|当|若)", rf"{_NUMBER}\s*(?:times\b|倍|%\s*of\b)",
        rf"{_NUMBER}\s*(?:characters?|chars?|个?字符)", r"\b(?:characters?|bytes|letters and digits)\b", r"^\s*the value \S+ (?:indicates|means|represents)",
    )
)  # fmt: skip
_ASIDE: Final = re.compile(r"\s*\([A-Za-z ]+\)")  # 1 (lowest) to 100 (highest)
_SUBJECT: Final = re.compile(
    r"\s*[\"']?(?P<name>[A-Za-z_]\w*)[\"']?\s+(?:ranges?|must|is|can|cannot|should)\b", re.ASCII
)
_QUANTITY: Final = rf"\s*(?P<n>{_NUMBER})\s*(?P<size>{SIZE})(?![A-Za-z])"
_LEAST_QUANTITY: Final = idioms(
    rf"\bminimum(?: value)?{_IS}(?: no less than)?{_QUANTITY}",
    rf"\b(?:must|should|can ?)(?:not be less than| be at least){_QUANTITY}",
    rf"最小值?(?:为|是|:)+{_QUANTITY}",
)
_GREATEST_QUANTITY: Final = idioms(
    rf"\bmaximum(?: value)?{_IS}{_QUANTITY}",
    rf"\bvalue {_NOT} (?:exceed|be (?:greater|larger|more) than){_QUANTITY}",
    rf"最大值?(?:为|是|:)+{_QUANTITY}",
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
            interval |= _bound(more["bound"], more["n"])
            at = _past_unit(plain, more.end())
        found.append(interval)
        joint = _OR.match(plain, at)
        if not joint:
            break
        at = joint.end()
    if re.match(r"[A-Za-z0-9]", plain[at : at + 1]) or all("const" in each for each in found):
        return []
    return list(found)


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
    if hit["bound"] is not None:
        return _bound(hit["bound"], hit["n"])
    return {"const": number(hit["c"])}


def _bound(words: str, value: str) -> JsonObject:
    key = next(key for key, pattern in _BOUNDS if pattern.fullmatch(words))
    return {key: number(value)}


def _quantities(plain: str) -> JsonObject:
    """Read bounds of text that holds a quantity: "the minimum value is 2 GB"."""
    found: JsonObject = {}
    for key, patterns in (("minimum", _LEAST_QUANTITY), ("maximum", _GREATEST_QUANTITY)):
        if hit := first(patterns, plain):
            found[key] = f"{hit['n']} {hit['size']}"
    return found
