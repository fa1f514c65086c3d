"""Sentences: the words of a cell, parted so that each can be read for itself, every word with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, text_of
from trueup.page.blocks import Cell, Paragraph, Span, Text
from trueup.page.blocks import Code as CodeBlock
from trueup.page.reading.numbers import DIGITS
from trueup.page.wordings import Label, label

# Signs that pages write in many ways, each as one character, so that places stay what they are.
_SAME: Final = str.maketrans(
    "–—−‐‑～﹣－“”„‘’`：；，（）［］【】×＊　",
    "-----~--\"\"\"'''" + ":;,()[][]x* ",
)
_END: Final = re.compile(
    r"(?<=[.!?])\s+(?=[A-Z\"'(\[\d-])|(?<=[。！？])\s*|(?<=\))\s+(?=The default)"
)
_ABBREVIATED: Final = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|No|Fig|approx|max|min|incl)\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATED: Final = len(" approx.")
# Sentences of pages are far shorter.
_LONGEST: Final = 2000
_INTEGER: Final = re.compile(rf"[-+]?{DIGITS}")
_NUMBER: Final = re.compile(rf"[-+]?{DIGITS}(?:\.\d{{1,20}})?")
_LABELLED: Final = re.compile(r"([A-Za-z ]{3,20}|[\u4e00-\u9fff]{2,6})\s*:\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a cell: `words` are the page's, `plain` the same with signs written in one way, equally long.

    `item`: it stands in an item of a list; `label`: the label of the cell that it stands under.
    """

    words: str
    plain: str
    span: Span
    item: bool = False
    label: Label | None = None
    opens: bool = True

    @property
    def endless(self) -> bool:
        """Say whether this goes on for longer than any sentence, and is not to be read."""
        return len(self.words) > _LONGEST

    @property
    def spaced(self) -> str:
        """Give `plain` with a space after each full-width colon, which parts words as it stands."""
        if len(self.words) != len(self.plain):
            return self.plain
        pairs = zip(self.words, self.plain, strict=True)
        return "".join(": " if word == "：" else sign for word, sign in pairs)


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence is about: the field's name and type, and the types of the fields beside it."""

    name: str
    type: JsonObject
    siblings: Mapping[str, JsonObject] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Give the JSON type of the field, or no text where the page names none."""
        return text_of(self.type.get("type"))

    @property
    def numeric(self) -> bool:
        """Say whether the field is a number."""
        return self.kind in ("integer", "number")

    def literal(self, words: str) -> JsonValue:
        """Read words as a value of this field; None: they are no such value."""
        return literal(words, self.type)


def literal(words: str, schema: JsonObject) -> JsonValue:
    """Read words as a value of a type; None: they are no such value."""
    plain = words.strip().strip("\"'").strip()
    match schema.get("type"):
        case "integer":
            plain = plain.replace(",", "")
            return int(plain) if _INTEGER.fullmatch(plain) else None
        case "number":
            plain = plain.replace(",", "")
            return float(plain) if _NUMBER.fullmatch(plain) else None
        case "boolean":
            return {"true": True, "false": False}.get(plain.casefold())
        case "array":
            return literal(plain, mapping(schema.get("items"))) if plain else None
        case _:
            return plain or None


def sentences(cell: Cell) -> Iterator[Sentence | CodeBlock]:
    """Give the sentences of a cell in order, and the blocks of code between them."""
    under: Label | None = None
    for part in cell.content:
        if isinstance(part, CodeBlock):
            yield part
            continue
        found, start = _label(part.text)
        under = found or under
        yield from _split(part, start, under)


def _label(text: Text) -> tuple[Label | None, int]:
    """Give the label that a paragraph is or opens with, and where the words after it start."""
    whole = label(text.words)
    if whole is not None:
        return whole, len(text.words)
    plain = text.words.translate(_SAME)
    opening = _LABELLED.match(plain)
    found = label(opening[1]) if opening else None
    # "Value range: 1 to 10" and "Default value: 3" are sentences of the older template, and read as such.
    if opening and found in (Label.DEFINITION, Label.CONSTRAINTS):
        return found, opening.end()
    return None, 0


def _split(part: Paragraph, start: int, under: Label | None) -> Iterator[Sentence]:
    words = part.text.words
    plain = words.translate(_SAME)
    opens = True
    for begin, end in _bounds(words, start):
        yield Sentence(
            words[begin:end], plain[begin:end], part.text.span(begin, end), part.item, under, opens
        )
        opens = False


def _bounds(words: str, start: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _END.finditer(words, start):
        before = words[max(begin, found.start() - _LONGEST_ABBREVIATED) : found.start()]
        if _ABBREVIATED.search(before) or found.start() <= begin:
            continue
        yield begin, found.start()
        begin = found.end()
    if begin < len(words):
        yield begin, len(words)
