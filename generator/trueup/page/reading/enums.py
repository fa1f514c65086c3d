"""Enumerations: in a list of options, or named in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.reading.idioms import any_of, either, first, idioms, said, words
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.wordings import Label


@dataclass(frozen=True, slots=True)
class Option:
    """A value of an enumeration, and what it is said to mean."""

    value: JsonValue
    meaning: str


_KINDS: Final = either(
    "value",
    "available",
    "valid",
    "possible",
    "supported",
    "allowed",
    "permitted",
    "enumerated",
    "enumeration",
    "parameter",
    "the",
)
_ARE: Final = either("are", "is", "include", "includes", "can be", "may be")
_MODAL: Final = either("can", "may", "must", "should", "could")
_FOLLOWING: Final = r"(?: as follows| (?:one|any) of the following(?: values| options)?)?"
_TAIL: Final = r"(?: and (?:is|are) case[ -](?:in)?sensitive)?\s*[:,.]*\s*$"
# Sentences that announce a list.
_INTRODUCES: Final = idioms(
    rf"\boptions?(?: {_ARE})?{_FOLLOWING}{_TAIL}",
    rf"\b{_KINDS} (?:values?|options?|types?)(?: {_ARE})?{_FOLLOWING}{_TAIL}",
    rf"\bvalues(?: are)?{_FOLLOWING}{_TAIL}",
    rf"\b{_MODAL} be(?: set to)?{_FOLLOWING}{_TAIL}",
    rf"\b(?:as follows|value range|one of the following(?: values| options)?|can be set to){_TAIL}",
    rf"\bthe following (?:values|options|types|\w+) (?:are|is) (?:supported|available){_TAIL}",
    rf"\b(?:two|three|four|five|several|\d) (?:options|values|types|modes){_TAIL}",
    r"(?:可选值?|取值(?:范围|如下|包括|有|说明)?|枚举值?|选项|包括|包含|分为|支持(?:的)?(?:类型|取值)?|含义|如下|可以?(?:为|是|取)|[两三四二]种可选"
    rf"|有[两三四二\d]种[\u4e00-\u9fff]{{0,4}})(?:如下|为|是|有|包括)?{_TAIL}",
)
# What parts a value from its meaning.
_SIGN: Final = either(
    r":(?=[\s\"]|$|[^\x00-\x7f])", r"\s+-+\s+", r"-(?=[\u4e00-\u9fff])", r"\s*=\s*(?!\S*=)",
    r",(?=\s*(?:indicat|mean|which|that|represent|表示)|\s?[\u4e00-\u9fff])", r"\s*\(", r"\s*表示", r"\s+(?=(?:indicates?|means?|represents?|refers to|specifies|is used)\b)",
    r"\s*[;.]\s*$", r"\s*$",
)  # fmt: skip
_ITEM: Final = re.compile(
    rf"^\s*(?:[\"'](?P<quoted>[^\"']+)[\"']|(?P<token>[A-Za-z0-9_+\-*/.$@]\S*?))(?P<sign>{_SIGN})(?P<rest>.*)$",
    re.DOTALL,
)
_REVERSED: Final = re.compile(
    r"\s*(?P<meaning>[^:]+?)\s*:\s*(?P<v>true|false)\s*[.;]?\s*$", re.IGNORECASE
)
_CASE: Final = re.compile(
    r"\s*If (?:the value is |it is |set to |this parameter is set to )?(?P<v>true|false),\s*(?P<meaning>.+)",
    re.IGNORECASE,
)
_DEFAULT_ITEM: Final = re.compile(
    r"\s*(?:(?:the )?default(?: value)?(?: is|:)|默认|缺省)", re.IGNORECASE
)
# Sentences that name all values; what follows is the list.
_ALL: Final = r"\s*:?\s*(?P<all>.+)$"
_NAMES: Final = idioms(
    rf"\b(?:values?|parameter|options?|type|mode|status|state|it) {_MODAL} (?:only )?be(?: set to)?(?: one of)?{_ALL}",
    rf"\b{_MODAL} (?:only )?be (?:set to|either|one of){_ALL}",
    rf"\b(?:options?|{_KINDS} (?:values?|options?))\s*(?:are|is|include|includes|:|can be)+{_ALL}",
    rf"\b(?:value )?range\s*(?:is|:)+{_ALL}",
    rf"\bvalues?\s*(?:are|is|:){_ALL}",
    rf"取值(?:范围|包括)?(?:只能|必须|可以)?(?:为|是|:|包括|有)+{_ALL}",
    rf"可选值?(?:包括|有)?(?:为|是|:)+{_ALL}",
    rf"有效值(?:包括|有)?(?:为|是|:)+{_ALL}",
    rf"枚举值?(?:包括|有)?(?:为|是|:)*{_ALL}",
    rf"选项(?:包括)?(?:为|是|:)+{_ALL}",
    rf"(?:可以|只能|必须|可)(?:取值)?(?:为|是){_ALL}",
    rf"(?:参数值|值|类型)(?:可以|只能|可)?为{_ALL}",
    r"(?:支持|包括)(?P<all>[^,。]+?)[两三四五二\d]种",
)
_FIXED: Final = idioms(
    rf"\bfixed (?:to|at){_ALL}",
    rf"\bis always{_ALL}",
    rf"\bhas a fixed value of{_ALL}",
    rf"\bvalue must be{_ALL}",
    rf"固定(?:取值|值)?(?:为|是)+{_ALL}",
)
_ONLY: Final = idioms(
    r"\bonly (?P<all>.+?) (?:is|are|can be) (?:supported|available|allowed|used)\b",
    r"\bonly supports? (?P<all>.+?)[.\s]*$",
    r"\bcan only be (?P<all>.+?)[.\s]*$",
    r"^\s*(?:currently, )?(?:data types of )?(?P<all>[^:]+?) (?:are supported|can be used)[.\s]*$",
    r"(?:仅|只|目前|当前)支持(?P<all>[^。]+)",
    r"支持(?P<all>[^,。]+?)(?:,|。|$)",
)
# Words that end in a short list of values.
_TAIL_LIST: Final = idioms(
    r"^[^:,]{3,60}:\s*(?P<all>[^:]+ (?:or|and) [^:]+?)[.\s]*$",
    r", either (?P<all>\S+ or \S+?)[.\s]*$",
    r", (?P<all>asc or desc|desc or asc)[.\s]*$",
)
_SPLIT: Final = re.compile(
    r"\s*(?:,\s*(?:or|and)\s+|,|;|/(?=\s)|\||、|\bor\b|\band\b|或者|或|和|以及|及)\s*",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(
    r"[\"']?[A-Za-z0-9_$*+][\w.\-:+*/$@]*[\"']?|[\"'][^\"']{1,40}[\"']|-\d+(?:\.\d+)?|[<>=!]{1,2}",
    re.ASCII,
)
_NUMERIC: Final = re.compile(r"-?[\d,.]+\s*[-~]\s*-?[\d,.]+")
# Words of prose, which are no values where a sentence names some.
_PROSE: Final = words(
    "a an the any empty null blank letters digits numbers number letter digit characters underscores hyphens spaces"
    " customized custom it them other others positive negative uppercase lowercase used set left specified changed"
    " modified configured obtained greater less one two string strings integer boolean not only more unlimited same"
    " different in by from to of for as with this that these those repeated duplicate queried n/a na"
)
_UNSURE: Final = any_of(
    (
        "for example", "such as", r"e\.g\.", "like ", "recommend", "例如", "比如", "建议", "如:", "不(?:能|可)",
        "can ?not be", "must not be", "should not be",
    )
)  # fmt: skip
_STOP: Final = any_of(
    (
        r"\.\s", r"\.?$", r",\s*(?:which|where|indicating|and the default|the default|default|meaning|corresponding)\b", ";", " by default",
        r",?\s+(?:which|that|where|when|if|depending|respectively|indicating|meaning)\b", "。", r",\s*(?:默认|缺省|表示|分别|其中|必须|不)",
    )
)  # fmt: skip
_STATED_INLINE: Final = re.compile(
    r"\s*(?:(?:and|or) )?(?:the value )?[\"']?(?P<v>-?\d+|true|false)[\"']?\s*(?::|为|表示|代表|-(?=\D)|=| indicates| means| represents| for)\s*(?P<meaning>[^:]+)",
    re.IGNORECASE,
)


def introduces(sentence: Sentence) -> bool:
    """Say whether a sentence announces a list of options."""
    return bool(first(_INTRODUCES, sentence.plain)) and not _UNSURE.search(sentence.plain)


def is_default(sentence: Sentence) -> bool:
    """Say whether an item of a list of options tells the default, and is no option."""
    return bool(_DEFAULT_ITEM.match(sentence.plain))


def option(sentence: Sentence, context: Context) -> Option | None:
    """Read an item of a list as an option: a value, and a sign before what it means; None: it is none."""
    plain = sentence.spaced
    if context.kind == "boolean" and (case := _CASE.match(plain)):
        return Option(case["v"].casefold() == "true", case["meaning"].strip())
    if context.kind == "boolean" and (turned := _REVERSED.match(plain)):
        return Option(turned["v"].casefold() == "true", turned["meaning"].strip())
    found = _ITEM.match(plain)
    if not found or is_default(sentence):
        return None
    written = found["quoted"] or found["token"].rstrip(".,;:")
    if not written or (not found["quoted"] and _is_prose(written)):
        return None
    value = context.literal(written)
    return None if value is None else Option(value, found["rest"].strip(" :,-()\"'"))


def is_plain_option(sentence: Sentence, context: Context) -> bool:
    """Say whether a sentence is an option even without a sign before it: `v1: …`, but not `Note: …`."""
    found = option(sentence, context)
    if found is None or not found.meaning:
        return False
    return not (isinstance(found.value, str) and found.value.isalpha() and found.value.istitle())


def options(items: Sequence[Sentence], context: Context) -> list[Option]:
    """Read a whole list of options; none where any item is neither an option nor a default."""
    read = [None if is_default(each) else option(each, context) for each in items]
    if not all(found or is_default(item) for item, found in zip(items, read, strict=True)):
        return []
    return [found for found in read if found]


def inline(sentence: Sentence, context: Context) -> list[Option]:
    """Read options that a sentence lists with their meanings: `0: waiting; 1: running`."""
    if context.kind not in ("integer", "number", "boolean", "string"):
        return []
    found = list(_inline(sentence.plain, context))
    # A value or two with a meaning of their own, such as -1, are no list of all values.
    negative = any(isinstance(each.value, int | float) and each.value < 0 for each in found)
    return found if len(found) > 1 and not negative else []


def _inline(plain: str, context: Context) -> Iterator[Option]:
    for part in re.split(r"[,;、。]|\.\s|\.$|\band (?=\d+ for )", plain):
        hit = _STATED_INLINE.fullmatch(part.split(":", 1)[1] if part.count(":") > 1 else part)
        value = context.literal(hit["v"]) if hit else None
        if hit and value is not None:
            yield Option(value, hit["meaning"].strip())


def named(sentence: Sentence, context: Context) -> list[JsonValue]:
    """Read the values that a sentence names as all there are; none: it names none."""
    plain = sentence.plain
    if _UNSURE.search(plain) or re.match(r"\s*(?:if|when)\b|如果|当|若", plain, re.IGNORECASE):
        return []
    if found := first(_FIXED, plain):
        return _values(said(found), context, least=1)
    if found := first(_NAMES, plain):
        return _values(said(found), context, least=2)
    if sentence.label is Label.RANGE:
        return _values(plain, context, least=2)
    if found := first(_ONLY, plain):
        return _versions(said(found), context) or _literals(said(found), context)
    if found := first(_TAIL_LIST, plain):
        return _values(said(found), context, least=2)
    return []


def _literals(listed: str, context: Context) -> list[JsonValue]:
    """Read values that are plainly none of the words of prose: `OBS`, `x86_64`, 16."""
    found = _values(listed, context, least=2)
    plainly = all(
        not isinstance(each, str) or re.search(r"[A-Z0-9_]|^(?:asc|desc)$", each) for each in found
    )
    return found if plainly else []


def _values(listed: str, context: Context, *, least: int) -> list[JsonValue]:
    bare = re.sub(r"\([^()]*\)", "", listed)
    stop = next((hit for hit in _STOP.finditer(bare) if hit.start() > 0), None)
    parts = _SPLIT.split(
        re.sub(
            r"^\s*(?:(?:either|one of|the following(?: values| options)?)\s*:?\s*)+",
            "",
            bare[: stop.start()] if stop else bare,
        )
    )
    found = [_named(part.strip(" .\t[]"), context) for part in parts if part.strip()]
    if None in found or len(found) < least:
        return []
    return found


def _named(part: str, context: Context) -> JsonValue:
    if not _TOKEN.fullmatch(part) or _NUMERIC.fullmatch(part) or _is_prose(part):
        return None
    return context.literal(part)


def _is_prose(word: str) -> bool:
    return word in _PROSE or (len(word) > 1 and word.istitle() and word.casefold() in _PROSE)


def _versions(listed: str, context: Context) -> list[JsonValue]:
    """Read versions: `Flink 1.10 and 1.12`; other things that alone are supported are no values."""
    product = re.compile(
        r"^(?:[A-Z][A-Za-z]*|version)\s+(?:versions?\s+)?(?=\d)|\s*版本$", re.IGNORECASE
    )
    parts = [product.sub("", part.strip(" .")) for part in _SPLIT.split(listed)]
    if not all(re.fullmatch(r"v?\d+(?:\.\d+)+", part) for part in parts):
        return []
    return [value for part in parts if (value := context.literal(part)) is not None]
