"""Descriptions: all facts that the words of a row state, and the sentences that state none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping
from trueup.page.blocks import Code, Span
from trueup.page.facts import Fact, Kind, Unread
from trueup.page.reading import enums
from trueup.page.reading.advice import advice, parted
from trueup.page.reading.conditions import condition
from trueup.page.reading.defaults import default, marked
from trueup.page.reading.enums import Option
from trueup.page.reading.lengths import lengths
from trueup.page.reading.lists import OptionList, option_list
from trueup.page.reading.ranges import range_of
from trueup.page.reading.sentences import Context, Sentence
from trueup.page.reading.units import unit
from trueup.page.wordings import Label

_JSON: Final = re.compile(
    r"\bJSON[- ](?:format(?:ted)?|string|character string|text)|\bin (?:the )?JSON\b|(?:format"
    r"|string) (?:is|of|in) (?:a )?JSON\b|JSON\s*(?:格式|字符串)",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"^\s*(?:N/A|None|-|--|无|不涉及|NA)\s*[.。]?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Reader:
    """Goes through the sentences of a description once, and gathers."""

    context: Context
    parts: Sequence[Sentence | Code]
    facts: list[Fact] = field(default_factory=list)
    unread: list[Sentence] = field(default_factory=list)

    def read(self) -> None:
        at = 0
        while at < len(self.parts):
            part = self.parts[at]
            if isinstance(part, Code):
                self._shown(part)
                at += 1
                continue
            intro = enums.introduces(part) and not part.item
            start = at + 1 if intro else at
            listed = option_list(self.parts, start, self.context, introduced=intro)
            if listed is not None:
                if intro:
                    self._sentence(part, announced=True)
                self._options(listed)
                at = listed.end
                continue
            self._sentence(part)
            at += 1
        self._explained()

    def _options(self, listed: OptionList) -> None:
        told = [head for head in listed.heads if not enums.is_default(head)]
        self._enum(listed.options, " ".join(each.words for each in told), _over(told))
        for part in listed.sentences:
            if enums.is_default(part) or part not in listed.heads:
                self.facts.extend(self._default(part))
            elif marked(part) and (chosen := enums.option(part, self.context)):
                self.facts.append(_fact(Kind.DEFAULT, chosen.value, part))

    def _enum(self, found: Sequence[Option], words: str, span: Span) -> None:
        values = [each.value for each in found]
        if self._listed_already(values):
            return
        self.facts.append(
            Fact(Kind.ENUM, values, words, span, tuple(each.meaning for each in found))
        )

    def _listed_already(self, values: Sequence[JsonValue]) -> bool:
        return any(_alike(values, fact.value) for fact in self.facts if fact.kind is Kind.ENUM)

    def _sentence(self, sentence: Sentence, *, announced: bool = False) -> None:
        found = list(self._facts(sentence))
        self.facts.extend(each for each in found if each not in self.facts)
        if not found and not announced and not (sentence.label and _NOTHING.match(sentence.plain)):
            self.unread.append(sentence)

    def _facts(self, sentence: Sentence) -> Iterator[Fact]:
        stated, recommending = parted(sentence)
        if recommending is not None:
            yield _fact(Kind.ADVICE, advice(recommending, self.context), sentence)
        if stated is not None:
            yield from self._stated(stated)

    def _stated(self, sentence: Sentence) -> Iterator[Fact]:
        yield from self._default(sentence)
        if sentence.label is Label.DEFAULT:
            return
        for said in lengths(sentence, self.context):
            yield _fact(said.kind, said.value, sentence)
        if intervals := range_of(sentence, self.context):
            yield _fact(Kind.RANGE, intervals, sentence)
        elif listed := enums.inline(sentence, self.context):
            meanings = tuple(each.meaning for each in listed)
            yield replace(
                _fact(Kind.ENUM, [each.value for each in listed], sentence), meanings=meanings
            )
        elif (values := enums.named(sentence, self.context)) and not self._listed_already(values):
            yield _fact(Kind.ENUM, values, sentence)
        if measure := unit(sentence.plain, self.context):
            yield _fact(Kind.UNIT, measure, sentence)
        if (applies := condition(sentence, self.context)) is not None:
            yield _fact(Kind.CONDITION, applies, sentence)
        if self.context.kind == "string" and _JSON.search(sentence.plain):
            yield _fact(Kind.CONTENT, "application/json", sentence)

    def _default(self, sentence: Sentence) -> Iterator[Fact]:
        found = default(sentence, self.context)
        if found:
            yield _fact(found[0], found[1], sentence)

    def _shown(self, code: Code) -> None:
        value: JsonValue = code.code
        if self.context.kind in ("object", "array"):
            try:
                value = json.loads(code.code)
            except ValueError:
                value = code.code
        self.facts.append(Fact(Kind.EXAMPLE, value, code.code, code.span))

    def _explained(self) -> None:
        """Take sentences that explain a value of the enumeration for read."""
        values = [
            value for fact in self.facts if fact.kind is Kind.ENUM for value in _listed(fact.value)
        ]
        self.unread = [
            each
            for each in self.unread
            if not (
                each.opens
                and (found := enums.option(each, self.context))
                and found.meaning
                and found.value in values
            )
        ]


def described(
    parts: Sequence[Sentence | Code], context: Context
) -> tuple[tuple[Fact, ...], tuple[Unread, ...]]:
    """Read the sentences of a row: its facts, and the sentences that gave none."""
    reader = _Reader(context, parts)
    reader.read()
    reader.facts = _whole_ranges(together(reader.facts))
    unread = tuple(Unread(each.words, each.span) for each in reader.unread)
    return tuple(reader.facts), unread


def together(facts: Sequence[Fact]) -> list[Fact]:
    """Make one fact of a least and a greatest bound that a row states in two sentences."""
    found: list[Fact] = []
    for fact in facts:
        at = next((at for at, other in enumerate(found) if _complete(other, fact)), None)
        if at is None:
            found.append(fact)
        else:
            found[at] = _joined(found[at], fact)
    return found


def _whole_ranges(facts: Sequence[Fact]) -> list[Fact]:
    """Leave out a lone bound where the row states its whole range: it is of something else."""
    ranges = [fact for fact in facts if fact.kind is Kind.RANGE]
    whole = any(len(_bound(fact)) != 1 for fact in ranges)
    return [each for each in facts if not (whole and each in ranges and len(_bound(each)) == 1)]


def _complete(one: Fact, other: Fact) -> bool:
    """Say whether two facts bound the same thing, one from below and one from above."""
    if one.kind is not other.kind or one.kind not in (Kind.LENGTH, Kind.COUNT, Kind.RANGE):
        return False
    bounds = [_bound(one), _bound(other)]
    return all(len(each) == 1 for each in bounds) and _lower(bounds[0]) != _lower(bounds[1])


def _bound(fact: Fact) -> JsonObject:
    intervals = _listed(fact.value)
    return mapping(fact.value) or (mapping(intervals[0]) if len(intervals) == 1 else {})


def _lower(bound: JsonObject) -> bool:
    return any("min" in key.casefold() for key in bound)


def _joined(one: Fact, other: Fact) -> Fact:
    bounds = _bound(one) | _bound(other)
    words = one.words if one.words == other.words else f"{one.words} {other.words}"
    span = Span(one.span.line, one.span.column, other.span.end_line, other.span.end_column)
    return Fact(one.kind, [bounds] if one.kind is Kind.RANGE else bounds, words, span)


def _fact(kind: Kind, value: JsonValue, sentence: Sentence) -> Fact:
    return Fact(kind, value, sentence.words, sentence.span)


def _over(parts: Sequence[Sentence]) -> Span:
    first, last = parts[0].span, parts[-1].span
    return Span(first.line, first.column, last.end_line, last.end_column)


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _alike(one: Sequence[JsonValue], other: JsonValue) -> bool:
    return sorted(map(canonical, one)) == sorted(map(canonical, _listed(other)))
