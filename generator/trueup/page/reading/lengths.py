"""Lengths of text in characters, and counts of the items of arrays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject
from trueup.page.facts import Kind
from trueup.page.reading.idioms import Idioms, any_of, either, first, idioms
from trueup.page.reading.numbers import NUMBER, PRODUCT, TO, whole
from trueup.page.reading.phrases import HAN, IS_HAN, NOT, OF_IT
from trueup.page.reading.sentences import Context, Sentence


class Said(NamedTuple):
    """A value that a sentence states of a kind."""

    kind: Kind
    value: JsonObject


class _Bounded(NamedTuple):
    """How pages bound one thing; `of`: what the schema's words call it."""

    of: str
    between: Idioms
    least: Idioms
    most: Idioms


_N: Final = rf"(?P<n>{PRODUCT})"
_A_TO_B: Final = rf"(?P<a>{NUMBER})\s*(?:characters?\s*)?{TO}(?P<b>{PRODUCT})"
_CHARACTERS: Final = (
    r"\s*个?\s*(?:(?:english|unicode|visible|ascii|valid|alphanumeric) )?"
    + either("characters?", r"chars?\b", "letters", "字符", "位字符", "digits and letters")
)
_NO_BYTES: Final = r"(?!\s*bytes?)"
_MOST: Final = either(
    "up to",
    "at most",
    "no more than",
    "not more than",
    "(?:a )?maximum(?: length)? of",
    rf"{NOT} (?:exceed|be (?:longer|more|greater) than)",
    "within",
    "(?:fewer|less) than or equal to",
    # Chinese
    "不?(?:能|可|得)?超过",
    rf"最多{HAN}{{0,4}}",
    "最大(?:长度)?(?:支持)?为?",
    "最长为?",
    "不(?:能|可)?大于",
    "小于等于",
    "上限为?",
)
_LEAST: Final = either(
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "(?:a )?minimum(?: length)? of",
    # Chinese
    "最少",
    "至少",
    "不能?少于",
    "不能?小于",
    "最短为?",
)
_LENGTH: Final = "(?:length|字符长度|长度)"
_RANGE: Final = r"\s*(?:range|limit|限制|范围|取值范围)"
_IS: Final = either(
    "(?:must|should|can) be", "is", "are", ":", "=", "ranges?", "为", "是", "在", "应为", "必须为", "限制为",
)  # fmt: skip
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
_LENGTHS: Final = _Bounded(
    of="Length",
    between=idioms(
        rf"{_A_TO_B}{_CHARACTERS}",  # 1 to 64 characters, 1~64个字符
        # The length of the name ranges from 1 to 64, 长度为[1-64]
        rf"{_LENGTH}(?:{_RANGE})?{OF_IT}\s*{_IS}*\s*(?:from|between|within)?\s*\[?{_A_TO_B}\]?{_NO_BYTES}",
    ),
    least=idioms(
        rf"{_LEAST}\s*{_N}{_CHARACTERS}",
        rf"{_SMALLEST}{OF_IT}\s*{_IS}*\s*{_N}{_NO_BYTES}",
    ),
    most=idioms(
        rf"(?<!not ){_MOST}\s*:?\s*{_N}{_CHARACTERS}",
        rf"{_N}{_CHARACTERS}(?: or (?:fewer|less)| at most| max(?:imum)?|以内|或以下)",
        rf"{_LENGTH}{_RANGE}\s*{_IS}*\s*{_N}{_CHARACTERS}",
        rf"{_GREATEST}(?: allowed)?{OF_IT}\s*{_IS}*\s*{_N}{_NO_BYTES}",
        rf"^(?:the )?{_LENGTH} {_MOST}\s*{_N}",
        rf"\bmaximum\s*:\s*{_N}{_CHARACTERS}",
    ),
)
_FEWER: Final = idioms(rf"(?:less|shorter|fewer) than {_N}{_CHARACTERS}", rf"少于{_N}{_CHARACTERS}")
_HAS: Final = either(
    "must be",
    "is",
    "has",
    "have",
    "contains?",
    "consists? of",
    "exactly",
    "(?:string|value|id|length) of",
    # Chinese
    "长度(?:固定)?[为是]",
    "固定为",
    "共",
    "由",
)
_EXACTLY: Final = idioms(
    rf"{_HAS}\s*(?:exactly |an? |fixed (?:to|at) )?{_N}{_CHARACTERS}",
    rf"\ba fixed length of {_N}",
    rf"\b{_N}-(?:character|digit|char)\b",  # a 32-digit number
    rf"\bfixed length(?: of|:| is) {_N}\b",
    rf"\b{_N} characters (?:long|in length)\b",
    rf"(?:固定长度|长度固定为)\s*{_N}",
)
# Numbers of characters that are not the length of the whole value.
_OF_A_PART: Final = any_of(
    (
        r"\b(?:prefix|suffix|consecutive|every|per)\b",
        r"\b(?:first|last) \d",
        r"\beach (?:tag|key|item|element|line|value|name|id)\b",
        "types of",
        "kinds of",
        "种字符",
        "以上的?组合",
    )
)
_MEASURES: Final = (
    r"(?:characters?|chars?|bytes?|seconds?|minutes?|hours?|days?|times|gb|mb|letters|digits)\b"
)
# What is counted: "10 items", "at most 3 custom tags", 10个.
_ITEMS: Final = rf"(?:\s*[个条项组]| (?:[\w\-]+ ){{0,2}}?(?!{_MEASURES})[a-z_]+(?:s|\(s\))\b)"
_IN_CHARACTERS: Final = re.compile("character|字符", re.IGNORECASE)
_COUNTED: Final = r"(?!characters)[\w ]{1,60}?"
_HOLDS: Final = either(
    "contains?",
    "between",
    "from",
    "ranges?",
    "includes?",
    rf"number(?: of {_COUNTED})? (?:is|ranges from)",
    "array length",
    # Chinese
    "数组长度",
    "列表长度",
    "元素个数",
    "数量",
    "个数",
    "长度",
)
_MOST_ITEMS: Final = either(
    rf"max(?:imum|\.)? (?:number of {_COUNTED}|array length|quantity|items)",
    "最大(?:个数|数量|条数)",
)
_COUNTS: Final = _Bounded(
    of="Items",
    between=idioms(
        # The array contains 1 to 10 tags, 数组长度为1~10
        rf"{_HOLDS}(?:\s*(?:range|范围|限制|取值范围))?\s*(?:is|from|{IS_HAN})*\s*{_A_TO_B}"
        r"(?!\s*(?:characters?|chars?|个?字符|bytes?))",
        rf"{_A_TO_B}{_ITEMS}",
    ),
    least=idioms(
        rf"{_LEAST}\s*{_N}{_ITEMS}",
        r"\bat least (?P<n>one) \w+ (?:is required|must be)",
    ),
    most=idioms(
        rf"{_MOST}\s*{_N}{_ITEMS}",
        rf"{_MOST_ITEMS}\s*(?:is|allowed is|=|{IS_HAN})*\s*{_N}",
        rf"\bnumber of {_COUNTED} {_MOST} {_N}",
        rf"{_MOST}\s*{_N}\s*(?:[.,。](?!\d)|$)",
    ),
)


def lengths(sentence: Sentence, context: Context) -> Iterator[Said]:
    """Read how long text may be, or how many items an array may have."""
    plain = sentence.plain
    found: JsonObject = {}
    if context.kind == "array" and not _IN_CHARACTERS.search(plain):
        found = _bounds(plain, _COUNTS)
    elif context.kind in ("string", "") and not _OF_A_PART.search(plain):
        found = _bounds(plain, _LENGTHS) or _fewer(plain) or _exactly(plain)
    if found:
        yield Said(Kind.COUNT if context.kind == "array" else Kind.LENGTH, found)


def _bounds(plain: str, bounded: _Bounded) -> JsonObject:
    least, most = f"min{bounded.of}", f"max{bounded.of}"
    if found := first(bounded.between, plain):
        return {least: whole(found["a"]), most: whole(found["b"])}
    hits = {least: first(bounded.least, plain), most: first(bounded.most, plain)}
    return {name: whole(hit["n"]) for name, hit in hits.items() if hit}


def _fewer(plain: str) -> JsonObject:
    found = first(_FEWER, plain)
    return {"maxLength": whole(found["n"]) - 1} if found else {}


def _exactly(plain: str) -> JsonObject:
    found = first(_EXACTLY, plain)
    if not found:
        return {}
    fixed = whole(found["n"])
    return {"minLength": fixed, "maxLength": fixed}
