"""A page as structure: blocks, tables, rows, and what a row says, whatever format it is written in.

Inside words, `**x**` is bold, `[[key]]` refers to the table of that key, `((Title))` leads to another page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

from tests.page.mutants.idioms import INTROS, LISTS, PHRASES, SIGNS

REFERENCE = re.compile(r"\[\[(.+?)\]\]")
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[\[(?P<table>.+?)\]\]|\(\((?P<page>.+?)\)\)")


@dataclass(frozen=True)
class Say:
    """Words that are written as they are."""

    words: str


@dataclass(frozen=True)
class Item:
    """An item of a bullet list, written as it is."""

    words: str


@dataclass(frozen=True)
class Shown:
    """A block of code."""

    code: str


@dataclass(frozen=True)
class Break:
    """Ends a paragraph."""


@dataclass(frozen=True)
class Tell:
    """A fact, told by one of the phrases of its idiom."""

    idiom: str
    values: tuple[str, ...]
    phrase: int = 0


@dataclass(frozen=True)
class Options:
    """An enumeration: a list with meanings, or values in a sentence; the list may hold the default."""

    values: tuple[str, ...]
    meanings: tuple[str, ...] = ()
    intro: int = 0
    sign: int = 0
    default: str = ""


Part: TypeAlias = Say | Item | Shown | Break | Tell | Options


class Piece(NamedTuple):
    """A paragraph ("p"), an item of a list ("item") or a block of code ("code")."""

    kind: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row: of a field, or of a status code (which has no type)."""

    name: str
    parts: tuple[Part, ...]
    type: str = ""
    mandatory: bool = False

    @cached_property
    def pieces(self) -> list[Piece]:
        """Give the paragraphs of the description."""
        return list(pieces(self.parts))

    @cached_property
    def reference(self) -> str:
        """Give the key of the table that describes the values; no text where none does."""
        found = REFERENCE.search(" ".join(each.words for each in self.pieces))
        return found[1] if found and "object" in self.type.lower() else ""


@dataclass(frozen=True)
class Table:
    """A table; `prefix`: what the paths of its fields start with, for one that is not nested."""

    key: str
    caption: str
    rows: tuple[Row, ...]
    prefix: str = ""
    columns: tuple[str, ...] = ("Parameter", "Mandatory", "Type", "Description")

    def cells(self, row: Row) -> list[list[Piece]]:
        """Give the cells of a row."""
        if len(self.columns) == 2:
            return [[Piece("p", row.name)], row.pieces]
        plain = (row.name, "Yes" if row.mandatory else "No", row.type)
        return [*([Piece("p", each)] for each in plain), row.pieces]


@dataclass(frozen=True)
class Title:
    """The title of the page."""

    words: str


@dataclass(frozen=True)
class Section:
    """The heading of a section."""

    words: str


@dataclass(frozen=True)
class Within:
    """An item of a list, with blocks inside."""

    words: str
    blocks: tuple[Block, ...]


Block: TypeAlias = Title | Section | Say | Shown | Within | Table


@dataclass(frozen=True, repr=False, eq=False)
class Source:
    """A page: its blocks in order, and the number of its first table."""

    blocks: tuple[Block, ...]
    first: int = 1

    @cached_property
    def tables(self) -> list[Table]:
        """Give all tables in order."""
        return [each for each in _inside(self.blocks) if isinstance(each, Table)]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Give the printed number of each table."""
        return {each.key: at for at, each in enumerate(self.tables, start=self.first)}

    @cached_property
    def rows(self) -> dict[str, tuple[str, Row]]:
        """Give the key of the table and the row of every field, by its path."""
        tables = {each.key: each for each in self.tables}
        found: dict[str, tuple[str, Row]] = {}
        waiting = [(each.key, each.prefix) for each in self.tables if each.prefix]
        while waiting:
            key, under = waiting.pop(0)
            for row in tables[key].rows:
                path = f"{under}.{row.name}"
                found[path] = key, row
                if row.reference:
                    many = "[]" if "array" in row.type.lower() else ""
                    waiting.append((row.reference, path + many))
        return found

    def below(self, path: str) -> list[str]:
        """Give the paths of all that a field holds."""
        return [each for each in self.rows if each.startswith((f"{path}.", f"{path}[]."))]

    def with_table(self, key: str, change: Callable[[Table], Table | None]) -> Source:
        """Change a table, or leave it out."""

        def changed(block: Block) -> Block | None:
            return change(block) if isinstance(block, Table) and block.key == key else block

        return self.mapped(changed)

    def with_rows(self, key: str, *rows: Row) -> Source:
        """Give a table other rows."""
        return self.with_table(key, lambda table: replace(table, rows=rows))

    def exchanged(self, blocks: Mapping[Block, Block]) -> Source:
        """Put other blocks in the place of some."""
        return self.mapped(lambda block: blocks.get(block, block))

    def with_row(self, path: str, *rows: Row) -> Source:
        """Put other rows in the place of a field's."""
        key, old = self.rows[path]
        before = next(each.rows for each in self.tables if each.key == key)
        at = before.index(old)
        return self.with_rows(key, *before[:at], *rows, *before[at + 1 :])

    def with_parts(self, path: str, at: int, *parts: Part) -> Source:
        """Put other parts in the place of one of a row's."""
        row = self.rows[path][1]
        return self.with_row(
            path, replace(row, parts=(*row.parts[:at], *parts, *row.parts[at + 1 :]))
        )

    def mapped(self, change: Callable[[Block], Block | None]) -> Source:
        """Change every block, those inside items too."""
        return replace(self, blocks=tuple(_mapped(self.blocks, change)))


def pieces(parts: tuple[Part, ...]) -> Iterator[Piece]:
    """Give the paragraphs that parts are written as: sentences join until something ends the paragraph."""
    sentences: list[str] = []
    for part in parts:
        match part:
            case Say(words):
                sentences.append(words)
            case Tell(idiom, values, phrase):
                sentences.append(PHRASES[idiom][phrase].format(*values))
            case Options(values, meanings, intro) if not meanings:
                sentences.append(LISTS[intro](values))
            case Options(values, _, intro):
                sentences.append(INTROS[intro])
        if sentences and isinstance(part, Break | Item | Shown | Options) and _ends(part):
            yield Piece("p", " ".join(sentences).strip())
            sentences = []
        yield from _own(part)
    if sentences:
        yield Piece("p", " ".join(sentences).strip())


def _ends(part: Part) -> bool:
    return not isinstance(part, Options) or bool(part.meanings)


def _own(part: Part) -> Iterator[Piece]:
    match part:
        case Item(words):
            yield Piece("item", words)
        case Shown(code):
            yield Piece("code", code)
        case Options(values, meanings, _, sign, default) if meanings:
            for value, meaning in zip(values, meanings, strict=True):
                yield Piece("item", SIGNS[sign].format(value, meaning))
            if default:
                yield Piece("item", f"Default value: **{default}**.")
        case _:
            pass


def _inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Within):
            yield from _inside(block.blocks)


def _mapped(blocks: tuple[Block, ...], change: Callable[[Block], Block | None]) -> Iterator[Block]:
    for block in blocks:
        made = change(block)
        if isinstance(made, Within):
            made = replace(made, blocks=tuple(_mapped(made.blocks, change)))
        if made is not None:
            yield made
