"""Wording mutants: a page told otherwise, that means the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.page.mutants.idioms import INTROS, LISTS, PHRASES, SIGNS
from tests.page.mutants.source import (
    Break,
    Options,
    Part,
    Row,
    Say,
    Section,
    Shown,
    Source,
    Table,
    Tell,
    Title,
)


@dataclass(frozen=True, repr=False)
class Reworded:
    """A page that was told otherwise; `row`: the path of the only row that was."""

    name: str
    page: Source
    row: str = ""


TYPES = {
    "string": ("string", "STRING", "String"),
    "integer": ("integer", "Int", "int", "INTEGER"),
    "long": ("long", "LONG", "int64"),
    "double": ("Double", "DOUBLE"),
    "boolean": ("boolean", "Bool", "BOOLEAN"),
    "object": ("object", "OBJECT"),
    "array of strings": (
        "Array of Strings", "array of string", "Array[String]", "List<String>", "Array<String>",
    ),
    "array of objects": ("Array of Objects", "array of object", "Array[Object]", "List<Object>"),
}  # fmt: skip
SECTIONS = {
    "Request Parameters": ("Request", "Request parameters", "Request Message"),
    "Response Parameters": ("Response", "Response parameters", "Response Message"),
    "Example Request": ("Example Requests", "Request Example", "Sample Request"),
    "Example Response": ("Example Responses", "Response Example", "Sample Response"),
    "Status Codes": ("Status Code", "Returned Values", "STATUS CODES"),
    "Function": ("Functions", "API Description"),
    "Error Codes": ("Error Code",),
}
HEADERS = {
    "Parameter": ("Name", "Parameter Name", "PARAMETER"),
    "Mandatory": ("Required", "mandatory"),
    "Type": ("Parameter Type", "Data Type"),
    "Description": ("Remarks", "Parameter Description"),
    "Status Code": ("Status code", "HTTP Status Code"),
}


def rewordings(page: Source) -> list[Reworded]:
    """Give every rewording of a page, but for those that say the same in the same words."""
    made = [
        *_phrases(page), *_lists(page), *_rows(page), *_words_of_types(page), *_headings(page),
        *_columns(page), *_orders(page), *_around(page), *_examples(page),
    ]  # fmt: skip
    return [
        each for each in made if (each.page.blocks, each.page.first) != (page.blocks, page.first)
    ]


def _phrases(page: Source) -> Iterator[Reworded]:
    for path, (_, row) in page.rows.items():
        for at, part in enumerate(row.parts):
            if isinstance(part, Tell):
                for phrase in range(len(PHRASES[part.idiom])):
                    if phrase == part.phrase:
                        continue
                    changed = page.with_parts(path, at, replace(part, phrase=phrase))
                    yield Reworded(f"{path} {part.idiom} in phrase {phrase}", changed, path)


def _lists(page: Source) -> Iterator[Reworded]:
    for path, (_, row) in page.rows.items():
        for at, part in enumerate(row.parts):
            if not isinstance(part, Options):
                continue
            for intro in range(len(INTROS if part.meanings else LISTS)):
                if intro != part.intro:
                    changed = page.with_parts(path, at, replace(part, intro=intro))
                    yield Reworded(f"{path} options with intro {intro}", changed, path)
            for sign in range(len(SIGNS) if part.meanings else 0):
                if sign != part.sign:
                    changed = page.with_parts(path, at, replace(part, sign=sign))
                    yield Reworded(f"{path} options with sign {sign}", changed, path)
            if part.default:
                outside = replace(part, default=""), Tell("default", (part.default,))
                yield Reworded(
                    f"{path} default out of its list", page.with_parts(path, at, *outside), path
                )
            yield from _shuffled(page, path, at, part)


def _shuffled(page: Source, path: str, at: int, part: Options) -> Iterator[Reworded]:
    turned = replace(part, values=part.values[::-1], meanings=part.meanings[::-1])
    yield Reworded(f"{path} options the other way round", page.with_parts(path, at, turned), path)
    if part.meanings:
        other = replace(
            part, meanings=tuple(f"so that it is {at}" for at, _ in enumerate(part.meanings))
        )
        yield Reworded(f"{path} options of other meanings", page.with_parts(path, at, other), path)


def _rows(page: Source) -> Iterator[Reworded]:
    for path, (_, row) in page.rows.items():
        yield Reworded(
            f"{path} with a sentence more", page.with_row(path, _said(row, "Ask a gardener.")), path
        )
        first = row.parts[0]
        if isinstance(first, Say):
            other = page.with_parts(path, 0, Say("Told in words that were never here before."))
            if not re.search(r"\bin \w+|Number of|\d|\[\[|millisecond", first.words):
                yield Reworded(f"{path} in other words", other, path)
        tells = [each for each in row.parts if isinstance(each, Tell) and each.idiom != "see"]
        if len(tells) > 1 and not any(isinstance(each, Break) for each in row.parts):
            turned = iter(tells[::-1])
            parts = tuple(next(turned) if each in tells else each for each in row.parts)
            yield Reworded(
                f"{path} facts the other way round",
                page.with_row(path, replace(row, parts=parts)),
                path,
            )
        if tells:
            apart = tuple(each for part in row.parts for each in (Break(), part))
            yield Reworded(
                f"{path} in paragraphs", page.with_row(path, replace(row, parts=apart)), path
            )


def _said(row: Row, words: str) -> Row:
    first: tuple[Part, ...] = row.parts[:1]
    return replace(row, parts=(*first, Say(words), *row.parts[1:]))


def _words_of_types(page: Source) -> Iterator[Reworded]:
    for kind, words in TYPES.items():
        for word in words:

            def changed(table: Table, kind: str = kind, word: str = word) -> Table:
                rows = (
                    replace(each, type=word) if each.type.lower() == kind else each
                    for each in table.rows
                )
                return replace(table, rows=tuple(rows))

            yield Reworded(f"{kind} is written {word}", _tables(page, changed))


def _tables(page: Source, change: Callable[[Table], Table]) -> Source:
    return page.mapped(lambda block: change(block) if isinstance(block, Table) else block)


def _headings(page: Source) -> Iterator[Reworded]:
    for old, words in SECTIONS.items():
        for new in words:
            changed = page.exchanged({Section(old): Section(new)})
            yield Reworded(f"section {old} is called {new}", changed)
    yield Reworded(
        "another title", page.mapped(lambda it: Title("New Plan") if isinstance(it, Title) else it)
    )


def _columns(page: Source) -> Iterator[Reworded]:
    for old, words in HEADERS.items():
        for new in words:

            def changed(table: Table, old: str = old, new: str = new) -> Table:
                columns = tuple(new if each == old else each for each in table.columns)
                return replace(table, columns=columns)

            yield Reworded(f"column {old} is called {new}", _tables(page, changed))


def _orders(page: Source) -> Iterator[Reworded]:
    for first in (2, 7, 40):
        yield Reworded(f"tables from {first} on", replace(page, first=first))
    for table in page.tables:
        if len(table.rows) > 1:
            turned = page.with_rows(table.key, *table.rows[::-1])
            yield Reworded(f"rows of {table.key} the other way round", turned)
        if len(table.rows) > 2:
            turned = page.with_rows(table.key, *table.rows[1:], table.rows[0])
            yield Reworded(f"first row of {table.key} last", turned)
    nested = [each for each in page.tables if not each.prefix and len(each.columns) > 2]
    for one, other in pairwise(nested):
        if one.key[0] != other.key[0] and {one.key, other.key} <= _side(page, "request"):
            swapped = page.exchanged({one: other, other: one})
            yield Reworded(f"tables {one.key} and {other.key} exchanged", swapped)


def _side(page: Source, side: str) -> set[str]:
    return {key for path, (key, _) in page.rows.items() if path.startswith(side)}


def _around(page: Source) -> Iterator[Reworded]:
    blocks = page.blocks
    dated = tuple(
        Say("Updated on 2032-11-30 GMT+08:00")
        if isinstance(each, Say) and "Updated on" in each.words
        else each
        for each in blocks
    )
    yield Reworded("another date", replace(page, blocks=dated))
    yield Reworded(
        "no date",
        replace(
            page, blocks=tuple(each for each in blocks if each not in (set(blocks) - set(dated)))
        ),
    )
    at = next(number for number, each in enumerate(blocks) if each == Section("URI"))
    for name, more in (
        (
            "constraints",
            (Section("Constraints"), Say("Not while it rains. The value must be dry.")),
        ),
        ("debugging", (Section("Debugging"), Say("Try it with the ((Console))."))),
        ("precautions", (Section("Precautions"), Say("The default value is 3 and Table 2 lies."))),
    ):
        yield Reworded(
            f"a section on {name}", replace(page, blocks=(*blocks[:at], *more, *blocks[at:]))
        )
    end = (Section("Related Operations"), Say("See ((Deleting a Plan))."))
    yield Reworded("a section at the end", replace(page, blocks=(*blocks, *end)))
    linked = page.mapped(
        lambda it: replace(it, rows=tuple(replace(row, parts=_linked(row.parts)) for row in it.rows))
        if isinstance(it, Table) else it
    )  # fmt: skip
    yield Reworded("other links", linked)
    for words in ("It worked.", "All is well, and this is told at some length. See ((Successes))."):
        statuses = next(each for each in page.tables if len(each.columns) == 2)
        rows = tuple(replace(each, parts=(Say(words),)) for each in statuses.rows)
        yield Reworded(f"statuses: {words}", page.with_rows(statuses.key, *rows))


def _linked(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        Say(re.sub(r"\(\((.+?)\)\)", r"((Another \1))", each.words))
        if isinstance(each, Say)
        else each
        for each in parts
    )


def _examples(page: Source) -> Iterator[Reworded]:
    shown = [each for each in page.blocks if isinstance(each, Shown)]
    for number, example in enumerate(shown, start=1):
        for name, code in (
            ("with other numbers", re.sub(r"\d", "7", example.code)),
            ("with other text", re.sub(r': "[^"]*"', ': "other"', example.code)),
            ("empty", "{\n}"),
        ):
            changed = tuple(Shown(code) if each is example else each for each in page.blocks)
            yield Reworded(f"example {number} {name}", replace(page, blocks=changed))
        gone = tuple(each for each in page.blocks if each is not example)
        yield Reworded(f"example {number} gone", replace(page, blocks=gone))
