"""Options: a value with what it is said to mean, as an item of a list, or within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.reading.idioms import either, first, idioms
from trueup.page.reading.phrases import ARE, HAN, KINDS, MEANS, MODAL, QUOTE, UNSURE, is_prose
from trueup.page.reading.sentences import Context, Sentence


@dataclass(frozen=True, slots=True)
class Option:
    """A value of an enumeration, and what it is said to mean."""

    value: JsonValue
    meaning: str


_OF_THESE: Final = "(?:one|any) of the following(?: values| options)?"
_FOLLOWING: Final = rf"(?: as follows| {_OF_THESE})?"
_TAIL: Final = r"(?: and (?:is|are) case[ -](?:in)?sensitive)?\s*[:,.]*\s*$"
_NOUN_HAN: Final = either(
    "可选值?",
    "取值(?:范围|如下|包括|有|说明)?",
    "枚举值?",
    "选项",
    "包括|包含|分为",
    "支持的?(?:类型|取值)?",
    "含义",
    "如下",
    "可以?[为是取]",
    "[两三四二]种可选",
    rf"有[两三四二\d]种{HAN}{{0,4}}",
)
# Sentences that announce a list.
_INTRODUCES: Final = idioms(
    rf"\boptions?(?: {ARE})?{_FOLLOWING}{_TAIL}",
    rf"\b{KINDS} (?:values?|options?|types?)(?: {ARE})?{_FOLLOWING}{_TAIL}",
    rf"\bvalues(?: are)?{_FOLLOWING}{_TAIL}",
    rf"\b{MODAL} be(?: set to)?{_FOLLOWING}{_TAIL}",
    rf"\b(?:as follows|value range|{_OF_THESE}|can be set to){_TAIL}",
    rf"\bthe following \w+ (?:are|is) (?:supported|available){_TAIL}",
    rf"\b(?:two|three|four|five|several|\d) (?:options|values|types|modes){_TAIL}",
    rf"{_NOUN_HAN}(?:如下|为|是|有|包括)?{_TAIL}",
)
# What parts a value from its meaning.
_SIGN: Final = either(
    r":(?=[\s\"]|$|[^\x00-\x7f])",
    r"\s+-+\s+",
    rf"-(?={HAN})",
    r"\s*=\s*(?!\S*=)",
    rf",(?=\s*(?:indicat|mean|which|that|represent|表示)|\s?{HAN})",
    r"\s*\(",
    r"\s*表示",
    rf"\s+(?=(?:{MEANS}|refers to|specifies|is used)\b)",
    r"\s*[;.]?\s*$",
)
_ITEM: Final = re.compile(
    r"^\s*(?:[\"'](?P<quoted>[^\"']+)[\"']|(?P<token>[A-Za-z0-9_+\-*/.$@]\S*?))"
    rf"(?P<sign>{_SIGN})(?P<rest>.*)$",
    re.DOTALL,
)
# Options of a boolean: "On: true", "If true, it is on".
_REVERSED: Final = re.compile(r"(?P<meaning>[^:]+):\s*(?P<v>true|false)\s*[.;]?\s*$", re.IGNORECASE)
_CASE: Final = re.compile(
    r"\s*If (?:the value is |it is |set to |this parameter is set to )?(?P<v>true|false),"
    r"\s*(?P<meaning>.+)",
    re.IGNORECASE,
)
_DEFAULT_ITEM: Final = re.compile(
    r"\s*(?:(?:the )?default(?: value)?(?: is|:)|默认|缺省)", re.IGNORECASE
)
_INLINE_PARTS: Final = re.compile(r"[,;、。]|\.\s|\.$|\band (?=\d+ for )")
_INLINE: Final = re.compile(
    rf"\s*(?:(?:and|or) )?(?:the value )?{QUOTE}?(?P<v>-?\d+|true|false){QUOTE}?"
    rf"\s*(?::|=|-(?=\D)| (?:{MEANS}|for)|为|表示|代表)\s*(?P<meaning>[^:]+)",
    re.IGNORECASE,
)


def introduces(sentence: Sentence) -> bool:
    """Say whether a sentence announces a list of options."""
    if sentence.endless or UNSURE.search(sentence.plain):
        return False
    return first(_INTRODUCES, sentence.plain) is not None


def is_default(sentence: Sentence) -> bool:
    """Say whether an item of a list of options tells the default, and is no option."""
    return bool(_DEFAULT_ITEM.match(sentence.plain))


def option(sentence: Sentence, context: Context) -> Option | None:
    """Read an item of a list as an option: a value, and a sign before what it means; None: it is none."""
    if sentence.endless or is_default(sentence):
        return None
    plain = sentence.spaced
    if context.kind == "boolean" and (found := _CASE.match(plain) or _REVERSED.match(plain)):
        return Option(found["v"].casefold() == "true", found["meaning"].strip())
    if not (found := _ITEM.match(plain)):
        return None
    written = found["quoted"] or found["token"].rstrip(".,;:")
    if not written or (not found["quoted"] and is_prose(written)):
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
    for part in _INLINE_PARTS.split(plain):
        hit = _INLINE.fullmatch(part.split(":", 1)[1] if part.count(":") > 1 else part)
        value = context.literal(hit["v"]) if hit else None
        if hit and value is not None:
            yield Option(value, hit["meaning"].strip())
