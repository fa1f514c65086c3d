"""Lengths of text in characters, and counts of the items of arrays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject
from trueup.page.facts import Kind
from trueup.page.reading.idioms import any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, PRODUCT, TO, whole
from trueup.page.reading.sentences import Context, Sentence


class Said(NamedTuple):
    """A value that a sentence states of a kind."""

    kind: Kind
    value: JsonObject


_N: Final = rf"(?P<n>{PRODUCT})"
_A_TO_B: Final = rf"(?P<a>{NUMBER})\s*(?:characters?\s*)?{TO}(?P<b>{PRODUCT})"
_CHARACTERS: Final = (
    r"\s*个?\s*(?:(?:english|unicode|visible|ascii|valid|alphanumeric) )?"
    + either("characters?", r"chars?\b", "letters", "字符", "位字符", "digits and letters")
)
_NOT: Final = r"(?:can ?not|can't|must not|may not|should not|shall not|does not|do not|is not|not)"
_MOST: Final = either(
    "up to", "at most", "no more than", "not more than", "(?:a )?maximum(?: length)? of", rf"{_NOT} (?:exceed|be longer than|be more than|be greater than)",
    "within", "(?:fewer|less) than or equal to", "不?(?:能|可|得)?超过", r"最多[\u4e00-\u9fff]{0,4}", "最大(?:长度)?(?:支持)?为?",
    "最长为?", "不(?:能|可)?大于", "小于等于", "上限为?",
)  # fmt: skip
_LEAST: Final = either(
    "at least", "no fewer than", "no less than", "not less than", "(?:a )?minimum(?: length)? of",
    "最少", "至少", "不(?:能)?少于", "不(?:能)?小于", "最短为?",
)  # fmt: skip
_LENGTH: Final = either("length", "字符长度", "长度")
_RANGE: Final = r"(?:\s*(?:range|limit|限制|范围|取值范围))"
_IS: Final = either(
    "must be",
    "should be",
    "can be",
    "is",
    "are",
    ":",
    "=",
    "ranges?",
    "为",
    "是",
    "在",
    "应为",
    "必须为",
    "限制为",
)
_GREATEST: Final = either(
    r"max(?:imum|\.)? (?:string )?length",
    "maximum number of characters",
    "length limit",
    "最大长度",
    "长度上限",
)
_SMALLEST: Final = either(
    r"min(?:imum|\.)? (?:string )?length", "minimum number of characters", "最小长度", "最短长度"
)
_BETWEEN: Final = idioms(
    rf"{_A_TO_B}{_CHARACTERS}",
    rf"{_LENGTH}{_RANGE}?(?: of (?:the |this |a )?[\w\- ]+?)?\s*{_IS}*\s*(?:from|between|within)?\s*\[?{_A_TO_B}\]?(?!\d|\s*bytes?)",
)
_AT_MOST: Final = idioms(
    rf"(?<!not ){_MOST}\s*:?\s*{_N}{_CHARACTERS}",
    rf"{_N}{_CHARACTERS}(?:以内|或以下| or (?:fewer|less)| at most| max(?:imum)?)",
    rf"{_LENGTH}{_RANGE}\s*{_IS}*\s*{_N}{_CHARACTERS}",
    rf"{_GREATEST}(?: allowed)?(?: of [\w\- ]+?)?\s*{_IS}*\s*{_N}(?!\d|\s*bytes?)",
    rf"^(?:the )?{_LENGTH} {_MOST}\s*{_N}",
    rf"\bmaximum\s*:\s*{_N}{_CHARACTERS}",
)
_AT_LEAST: Final = idioms(
    rf"{_LEAST}\s*{_N}{_CHARACTERS}",
    rf"{_SMALLEST}(?: of [\w\- ]+?)?\s*{_IS}*\s*{_N}(?!\d|\s*bytes?)",
)
_EXACTLY: Final = idioms(
    rf"(?:must be|is|has|have|contains?|consists? of|exactly|length is|(?:string|value|id|length) of|长度(?:固定)?(?:为|是)|固定为|共|由)\s*(?:exactly |an? |fixed (?:to|at) )?{_N}{_CHARACTERS}",
    rf"\ba fixed length of {_N}",
    rf"\b(?:an? )?{_N}-(?:character|digit|char)\b",
    rf"(?:固定长度|长度固定为)\s*{_N}",
    rf"\bfixed length(?: of|:| is) {_N}\b",
    rf"\b{_N} characters (?:long|in length)\b",
)
_BELOW: Final = idioms(rf"(?:less|shorter|fewer) than {_N}{_CHARACTERS}", rf"少于{_N}{_CHARACTERS}")
# Numbers of characters that are not the length of the whole value.
_OF_A_PART: Final = any_of(
    (
        r"\b(?:prefix|suffix|consecutive|every|per)\b", r"\b(?:first|last) \d", r"\beach (?:tag|key|item|element|line|value|name|id)\b", "types of",
        "kinds of", "种字符", "以上的?组合",
    )
)  # fmt: skip
_MEASURES: Final = (
    r"(?:characters?|chars?|bytes?|seconds?|minutes?|hours?|days?|times|gb|mb|letters|digits)\b"
)
_ITEMS: Final = rf"(?:\s*[个条项组]| (?:[\w\-]+ ){{0,2}}?(?!{_MEASURES})[a-z_]+(?:s|es|\(s\))\b)"
_ITEMS_BETWEEN: Final = idioms(
    rf"(?:contains?|between|from|ranges?|includes?|number(?: of [\w ]+?)? (?:is|ranges from)|array length|数组长度|列表长度|元素个数|数量|个数|长度)(?:\s*(?:range|范围|限制|取值范围))?\s*(?:is|:|为|是|from)*\s*{_A_TO_B}(?!\s*(?:characters?|chars?|个?字符|bytes?))",
    rf"{_A_TO_B}{_ITEMS}",
)
_ITEMS_MOST: Final = idioms(
    rf"{_MOST}\s*{_N}(?:{_ITEMS})",
    rf"(?:max(?:imum|\.)? (?:number of (?!characters)[\w ]+?|array length|quantity|items)|最大(?:个数|数量|条数))\s*(?:is|:|为|是|=|allowed is)*\s*{_N}",
    rf"\bnumber of (?!characters)[\w ]+? {_MOST} {_N}",
    rf"{_MOST}\s*{_N}\s*(?:[.,。]|$)",
)
_ITEMS_LEAST: Final = idioms(
    rf"{_LEAST}\s*{_N}(?:{_ITEMS})", r"\bat least (?P<n>one) \w+ (?:is required|must be)"
)


def lengths(sentence: Sentence, context: Context) -> Iterator[Said]:
    """Read how long text may be, or how many items an array may have."""
    plain = sentence.plain
    if context.kind == "array" and not re.search(r"character|字符", plain, re.IGNORECASE):
        if found := _bounds(plain, "Items", _ITEMS_BETWEEN, _ITEMS_LEAST, _ITEMS_MOST):
            yield Said(Kind.COUNT, found)
    elif context.kind in ("string", "") and not _OF_A_PART.search(plain):
        found = _bounds(plain, "Length", _BETWEEN, _AT_LEAST, _AT_MOST) or _exactly(plain)
        if found:
            yield Said(Kind.LENGTH, found)


def _bounds(
    plain: str,
    of: str,
    between: tuple[re.Pattern[str], ...],
    least: tuple[re.Pattern[str], ...],
    most: tuple[re.Pattern[str], ...],
) -> JsonObject:
    if found := first(between, plain):
        return {f"min{of}": whole(found["a"]), f"max{of}": whole(found["b"])}
    bounds: JsonObject = {}
    for name, patterns in ((f"min{of}", least), (f"max{of}", most)):
        if hit := first(patterns, plain):
            bounds[name] = whole(hit["n"])
    if not bounds and of == "Length" and (below := first(_BELOW, plain)):
        bounds["maxLength"] = whole(below["n"]) - 1
    return bounds


def _exactly(plain: str) -> JsonObject:
    found = first(_EXACTLY, plain)
    if not found:
        return {}
    fixed = whole(found["n"])
    return {"minLength": fixed, "maxLength": fixed}
