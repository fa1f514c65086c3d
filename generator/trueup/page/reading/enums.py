"""Enumerations: the values that a sentence names as all there are."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.reading.idioms import any_of, first, idioms, said
from trueup.page.reading.phrases import IS_HAN, KINDS, MODAL, UNSURE, is_prose
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label

# Sentences that name all values; what follows is the list.
_ALL: Final = r"\s*:?\s*(?P<all>.+)$"
_NAMES: Final = idioms(
    r"\b(?:values?|parameter|options?|type|mode|status|state|it)"
    rf" {MODAL} (?:only )?be(?: set to)?(?: one of)?{_ALL}",
    rf"\b{MODAL} (?:only )?be (?:set to|either|one of){_ALL}",
    rf"\b(?:options?|{KINDS} (?:values?|options?))\s*(?:are|is|includes?|:|can be)+{_ALL}",
    rf"\b(?:value )?range\s*(?:is|:)+{_ALL}",
    rf"\bvalues?\s*(?:are|is|:){_ALL}",
    # Chinese
    rf"取值(?:范围|包括)?(?:只能|必须|可以)?(?:为|是|:|包括|有)+{_ALL}",
    rf"可选值?(?:包括|有)?{IS_HAN}+{_ALL}",
    rf"有效值(?:包括|有)?{IS_HAN}+{_ALL}",
    rf"枚举值?(?:包括|有)?{IS_HAN}*{_ALL}",
    rf"选项(?:包括)?{IS_HAN}+{_ALL}",
    rf"(?:可以|只能|必须|可)(?:取值)?[为是]{_ALL}",
    rf"(?:参数值|值|类型)(?:可以|只能|可)?为{_ALL}",
    r"(?:支持|包括)(?P<all>[^,。]{1,300}?)[两三四五二\d]种",
)
_FIXED: Final = idioms(
    rf"\bfixed (?:to|at){_ALL}",
    rf"\bis always{_ALL}",
    rf"\bhas a fixed value of{_ALL}",
    rf"\bvalue must be{_ALL}",
    rf"固定(?:取值|值)?[为是]+{_ALL}",
)
_ONLY: Final = idioms(
    r"\bonly (?P<all>.{1,300}?) (?:is|are|can be) (?:supported|available|allowed|used)\b",
    r"\bonly supports? (?P<all>.+?)[.\s]*$",
    r"\bcan only be (?P<all>.+?)[.\s]*$",
    r"^\s*(?:currently, )?(?:data types of )?(?P<all>[^:]+?) (?:are supported|can be used)[.\s]*$",
    r"(?:仅|只|目前|当前)支持(?P<all>[^。]+)",
    r"支持(?P<all>[^,。]+)",
)
# Words that end in a short list of values.
_TAIL_LIST: Final = idioms(
    r"^[^:,]{3,60}:(?=[^:]*$)\s*(?P<all>.+? (?:or|and) .+?)[.\s]*$",
    r", either (?P<all>\S+ or \S+?)[.\s]*$",
    r", (?P<all>asc or desc|desc or asc)[.\s]*$",
)
_OPENING: Final = re.compile(
    r"^\s*(?:(?:either|one of|the following(?: values| options)?)\s*:?\s*)+"
)
_SPLIT: Final = re.compile(
    r"\s*(?:,\s*(?:or|and)\s+|,|;|/(?=\s)|\||、|\bor\b|\band\b|或者|或|和|以及|及)\s*",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(
    r"[\"']?[A-Za-z0-9_$*+][\w.\-:+*/$@]*[\"']?|[\"'][^\"']{1,40}[\"']|-\d+(?:\.\d+)?|[<>=!]{1,2}",
    re.ASCII,
)
_INTERVAL: Final = re.compile(r"-?[\d,.]+\s*[-~]\s*-?[\d,.]+")
_NO_WORD: Final = re.compile(r"[A-Z0-9_]|^(?:asc|desc)$")
_VERSION: Final = re.compile(r"v?\d+(?:\.\d+)+")
_PRODUCT: Final = re.compile(
    r"^(?:[A-Z][A-Za-z]*|version)\s+(?:versions?\s+)?(?=\d)|\s*版本$", re.IGNORECASE
)
_CONDITIONAL: Final = re.compile(r"\s*(?:if|when)\b|如果|当|若", re.IGNORECASE)
# Where a list of values ends, and the sentence goes on.
_STOP: Final = any_of(
    (
        r"\.\s|\.?$|;|。",
        r"(?:,\s*|\s+)(?:which|that|where|when|if|depending|respectively|indicating|meaning)\b",
        r",\s*(?:(?:and )?the default|default|corresponding)\b",
        " by default",
        r",\s*(?:默认|缺省|表示|分别|其中|必须|不)",
    )
)


def named(sentence: Sentence, context: Context) -> list[JsonValue]:
    """Read the values that a sentence names as all there are; none: it names none."""
    plain = sentence.plain
    if UNSURE.search(plain) or _CONDITIONAL.match(plain):
        return []
    if found := first(_FIXED, plain):
        return _values(said(found), context, least=1)
    if found := first(_NAMES, plain):
        return _values(said(found), context)
    if sentence.label is Label.RANGE:
        return _values(plain, context)
    if found := first(_ONLY, plain):
        return _versions(said(found), context) or _literals(said(found), context)
    if found := first(_TAIL_LIST, plain):
        return _values(said(found), context)
    return []


def _values(listed: str, context: Context, *, least: int = 2) -> list[JsonValue]:
    bare = re.sub(r"\([^()]*\)", "", listed)
    stop = next((hit for hit in _STOP.finditer(bare) if hit.start() > 0), None)
    alone = _OPENING.sub("", bare[: stop.start()] if stop else bare)
    parts = (part.strip(" .\t[]") for part in _SPLIT.split(alone) if part.strip())
    found = [_value(part, context) for part in parts]
    return [] if None in found or len(found) < least else found


def _value(part: str, context: Context) -> JsonValue:
    if not _TOKEN.fullmatch(part) or _INTERVAL.fullmatch(part) or is_prose(part):
        return None
    return context.literal(part)


def _literals(listed: str, context: Context) -> list[JsonValue]:
    """Read values that are plainly none of the words of prose: `OBS`, `x86_64`, 16."""
    found = _values(listed, context)
    texts = [each for each in found if isinstance(each, str)]
    return found if all(_NO_WORD.search(each) for each in texts) else []


def _versions(listed: str, context: Context) -> list[JsonValue]:
    """Read versions: `Flink 1.10 and 1.12`; other things that alone are supported are no values."""
    parts = [_PRODUCT.sub("", part.strip(" .")) for part in _SPLIT.split(listed)]
    if not all(_VERSION.fullmatch(part) for part in parts):
        return []
    return [value for part in parts if (value := context.literal(part)) is not None]
