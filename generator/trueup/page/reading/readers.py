"""All readers of one sentence, and the facts that they take from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.page.facts import Fact, Kind
from trueup.page.reading.advice import advice, parted
from trueup.page.reading.conditions import condition
from trueup.page.reading.defaults import default
from trueup.page.reading.enums import named
from trueup.page.reading.lengths import lengths
from trueup.page.reading.options import inline
from trueup.page.reading.ranges import range_of
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.reading.units import unit
from trueup.page.wordings import Label

_JSON: Final = re.compile(
    r"\bJSON[- ](?:format(?:ted)?|string|character string|text)|\bin (?:the )?JSON\b"
    r"|(?:format|string) (?:is|of|in) (?:a )?JSON\b|JSON\s*(?:格式|字符串)",
    re.IGNORECASE,
)


def facts_of(sentence: Sentence, context: Context) -> Iterator[Fact]:
    """Read all that a sentence states, and what it recommends."""
    if sentence.endless:
        return
    stated, recommending = parted(sentence)
    if recommending is not None:
        yield fact(Kind.ADVICE, advice(recommending, context), sentence)
    if stated is not None:
        yield from default_of(stated, context)
        if stated.label is not Label.DEFAULT:
            yield from _values(stated, context)
            yield from _about(stated, context)


def default_of(sentence: Sentence, context: Context) -> Iterator[Fact]:
    """Read the default that a sentence states."""
    if found := default(sentence, context):
        yield fact(*found, sentence)


def fact(kind: Kind, value: JsonValue, sentence: Sentence, meanings: tuple[str, ...] = ()) -> Fact:
    """Give a fact with the words and the place of its sentence."""
    return Fact(kind, value, sentence.words, sentence.span, meanings)


def _values(sentence: Sentence, context: Context) -> Iterator[Fact]:
    """Read which values the field may have."""
    for said in lengths(sentence, context):
        yield fact(said.kind, said.value, sentence)
    if intervals := range_of(sentence, context):
        yield fact(Kind.RANGE, intervals, sentence)
    elif listed := inline(sentence, context):
        meanings = tuple(each.meaning for each in listed)
        yield fact(Kind.ENUM, [each.value for each in listed], sentence, meanings)
    elif values := named(sentence, context):
        yield fact(Kind.ENUM, values, sentence)


def _about(sentence: Sentence, context: Context) -> Iterator[Fact]:
    """Read what the values are measured in, what they hold, and when they count."""
    if measure := unit(sentence.plain, context):
        yield fact(Kind.UNIT, measure, sentence)
    applies = condition(sentence, context)
    if applies is not None:
        yield fact(Kind.CONDITION, applies, sentence)
    if context.kind == "string" and _JSON.search(sentence.plain):
        yield fact(Kind.CONTENT, "application/json", sentence)
