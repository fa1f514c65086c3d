"""Descriptions: all facts that the words of a row state, and the sentences that state none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_text import read_json
from trueup.document.json_values import JsonValue, canonical, sequence
from trueup.findings import Refused
from trueup.page.blocks import Code, Span
from trueup.page.facts import Fact, Kind, Unread
from trueup.page.reading.defaults import marked
from trueup.page.reading.lists import OptionList, Part, option_list
from trueup.page.reading.merging import merged
from trueup.page.reading.options import introduces, is_default, option
from trueup.page.reading.readers import default_of, fact, facts_of
from trueup.page.reading.sentences import Context, Sentence

_NOTHING: Final = re.compile(r"\s*(?:N/A|None|-|--|无|不涉及|NA)\s*[.。]?\s*", re.IGNORECASE)


def described(
    parts: Sequence[Part], context: Context
) -> tuple[tuple[Fact, ...], tuple[Unread, ...]]:
    """Read the sentences of a row: its facts, and the sentences that gave none."""
    reader = _Reader(context, parts)
    reader.read()
    unread = tuple(Unread(each.words, each.span) for each in reader.left())
    return tuple(merged(reader.facts)), unread


@dataclass(slots=True)
class _Reader:
    """Goes through the sentences of a description once, and gathers.

    `enums`: the values of the enumerations so far, in any order; `listless`: before it no list starts.
    """

    context: Context
    parts: Sequence[Part]
    facts: list[Fact] = field(default_factory=list)
    unread: list[Sentence] = field(default_factory=list)
    enums: set[tuple[str, ...]] = field(default_factory=set)
    listless: int = 0

    def read(self) -> None:
        at = 0
        while at < len(self.parts):
            part = self.parts[at]
            if isinstance(part, Code):
                self.facts.append(_shown(part, self.context))
            elif listed := self._list(at, part):
                self._options(listed)
                at = listed.end
                continue
            else:
                self._sentence(part)
            at += 1

    def left(self) -> Iterator[Sentence]:
        """Give what was not read; a sentence that explains a value of an enumeration was."""
        values = {value for each in self.enums for value in each}
        for sentence in self.unread:
            found = option(sentence, self.context) if sentence.opens else None
            if not (found and found.meaning and canonical(found.value) in values):
                yield sentence

    def _list(self, at: int, part: Sentence) -> OptionList | None:
        """Read a list that starts here, or after this sentence, which then introduces it."""
        introduced = introduces(part) and not part.item
        start = at + introduced
        if start < self.listless:
            return None
        found = option_list(self.parts, start, self.context, introduced=introduced)
        if not found.options:
            self.listless = found.end
            return None
        if introduced:
            self._facts(part)
        return found

    def _options(self, listed: OptionList) -> None:
        told = [head for head in listed.heads if not is_default(head)]
        values = [each.value for each in listed.options]
        words = " ".join(each.words for each in told)
        meanings = tuple(each.meaning for each in listed.options)
        self._add(Fact(Kind.ENUM, values, words, _over(told), meanings), again=False)
        heads = set(listed.heads)
        for part in listed.sentences:
            if is_default(part) or part not in heads:
                self.facts.extend(default_of(part, self.context))
            elif marked(part) and (chosen := option(part, self.context)):
                self.facts.append(fact(Kind.DEFAULT, chosen.value, part))

    def _sentence(self, sentence: Sentence) -> None:
        nothing = sentence.label and _NOTHING.fullmatch(sentence.plain)
        if not self._facts(sentence) and not nothing:
            self.unread.append(sentence)

    def _facts(self, sentence: Sentence) -> bool:
        """Take the facts of a sentence; say whether there are any."""
        before = len(self.facts)
        for found in facts_of(sentence, self.context):
            self._add(found, again=bool(found.meanings))
        return len(self.facts) > before

    def _add(self, found: Fact, *, again: bool) -> None:
        """Add a fact; an enumeration only if it was not listed before, or is to be said again."""
        if found.kind is Kind.ENUM:
            values = tuple(sorted(map(canonical, sequence(found.value))))
            if values in self.enums and not again:
                return
            self.enums.add(values)
        self.facts.append(found)


def _shown(code: Code, context: Context) -> Fact:
    """Give what a block of code shows: JSON where the field is an object or array, else text."""
    value: JsonValue = code.code
    if context.kind in ("object", "array"):
        try:
            value = read_json("", code.code)
        except Refused:
            value = code.code
    return Fact(Kind.EXAMPLE, value, code.code, code.span)


def _over(parts: Sequence[Sentence]) -> Span:
    first, last = parts[0].span, parts[-1].span
    return Span(first.line, first.column, last.end_line, last.end_column)
