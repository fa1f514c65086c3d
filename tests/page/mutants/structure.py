"""Mutants of what a page is made of: rows, tables, types, status codes, the operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.page.mutants.mutant import (
    BREAKING,
    DOCUMENTATION,
    WIDENING,
    Expected,
    Mutant,
    Stated,
    Turn,
    of_row,
    one,
)
from tests.page.mutants.source import Row, Say, Source, Table, Tell, Within

# What a type word turns to, which way, and what kinds of facts the new type still has.
NUMBERS = frozenset({"range", "default", "unit", "enum", "computed"})
RETYPED: dict[str, tuple[tuple[str, Turn, frozenset[str]], ...]] = {
    "string": (
        ("Integer", Turn.OTHER, frozenset()),
        ("Array of strings", Turn.OTHER, frozenset()),
    ),
    "integer": (
        ("Long", Turn.MORE, NUMBERS),
        ("Double", Turn.MORE, NUMBERS),
        ("String", Turn.OTHER, frozenset({"default", "enum", "computed"})),
    ),
    "long": (
        ("Integer", Turn.FEWER, NUMBERS),
        ("String", Turn.OTHER, frozenset({"default"})),
    ),
    "double": (
        ("Integer", Turn.FEWER, frozenset({"range", "unit"})),
        ("String", Turn.OTHER, frozenset()),
    ),
    "boolean": (
        ("String", Turn.OTHER, frozenset({"default"})),
        ("Integer", Turn.OTHER, frozenset()),
    ),
    "object": (("String", Turn.OTHER, frozenset()), ("Array of Objects", Turn.OTHER, NUMBERS)),
    "array of strings": (
        ("String", Turn.OTHER, frozenset()),
        ("Array of integers", Turn.OTHER, frozenset({"count"})),
    ),
    "array of objects": (
        ("Object", Turn.OTHER, frozenset()),
        ("Array of strings", Turn.OTHER, frozenset()),
    ),
}
BESIDE = frozenset({"condition", "computed"})


def structure(page: Source, stated: Stated) -> Iterator[Mutant]:
    """Change what a page is made of: rows, tables, statuses, the operation. `stated`: kinds of facts, by path."""
    yield from fields(page, stated)
    yield from statuses(page)
    yield from operations(page)


def fields(page: Source, stated: Stated) -> Iterator[Mutant]:
    """Remove, retype, flip, add and move rows."""
    for path, (_, row) in page.rows.items():
        yield removed(page, path)
        yield from retyped(page, path, row, stated[path])
        turn = Turn.MORE if row.mandatory else Turn.FEWER
        flipped = page.with_row(path, replace(row, mandatory=not row.mandatory))
        yield of_row(f"{path} mandatory flipped", flipped, path, one("mandatory", path, turn))
        if row.reference:
            yield from unreferenced(page, path, row)
    for under in dict.fromkeys(path.rpartition(".")[0] for path in page.rows):
        yield from added(page, under)
    yield from moved(page, stated)


def removed(page: Source, path: str) -> Mutant:
    """Remove a row, with the tables of what it holds."""
    gone = [path, *page.below(path)]
    tables = {page.rows[each][1].reference for each in gone} - {""}
    without = page.with_row(path).mapped(
        lambda block: None if isinstance(block, Table) and block.key in tables else block
    )
    expected = tuple(Expected("field removed", each, BREAKING) for each in gone)
    return Mutant(f"{path} removed", without, expected)


def retyped(page: Source, path: str, row: Row, stated: frozenset[str]) -> Iterator[Mutant]:
    """Give a row other type words."""
    for word, turn, kept in RETYPED[row.type.lower()]:
        changed = page.with_row(path, replace(row, type=word))
        expected = [one("type", path, turn)]
        if row.reference and "object" not in word.lower():
            expected += [Expected("field removed", each, BREAKING) for each in page.below(path)]
        follows = stated - kept
        # "Value range: [0, 10]" of text lists values.
        follows |= {"enum"} if "range" in follows else set()
        alone = "" if row.reference else path
        yield Mutant(f"{path} is {word} now", changed, tuple(expected), follows, alone)


def unreferenced(page: Source, path: str, row: Row) -> Iterator[Mutant]:
    """Drop the reference to the table of a field, where its caption does not name the field."""
    table = next(each for each in page.tables if each.key == row.reference)
    if row.name in table.caption:
        return
    parts = tuple(
        each for each in row.parts if not (isinstance(each, Tell) and each.idiom == "see")
    )
    dropped = page.with_row(path, replace(row, parts=parts))
    expected = tuple(Expected("field removed", each, BREAKING) for each in page.below(path))
    yield Mutant(f"{path} refers to no table", dropped, expected, elsewhere=True)


def added(page: Source, under: str) -> Iterator[Mutant]:
    """Add rows to a table: first, in the middle, last."""
    first = next(path for path in page.rows if path.rpartition(".")[0] == under)
    key = page.rows[first][0]
    rows = next(each.rows for each in page.tables if each.key == key)
    received = under.startswith("response")
    # What stands among the parameters of the URI and not in its path is one of the query.
    told = "query" if under == "path" else under
    for mandatory in (False, True):
        effect = BREAKING if mandatory and not received else WIDENING
        for place in ("first", "last"):
            row = Row("novelty", (Say("Something new."),), "Integer", mandatory)
            changed = page.with_rows(key, *((row, *rows) if place == "first" else (*rows, row)))
            kind = "mandatory" if mandatory else "optional"
            yield Mutant(
                f"{under}.novelty added {place}, {kind}",
                changed,
                (Expected("field added", f"{told}.novelty", effect),),
            )


def moved(page: Source, stated: Stated) -> Iterator[Mutant]:
    """Move rows to the table of another object on the same side."""
    for path, (key, row) in page.rows.items():
        side = path.partition(".")[0]
        # What is said of the rows beside it does not go along.
        if side not in ("request", "response") or row.reference or stated[path] & BESIDE:
            continue
        goals = [
            (table, other.rpartition(".")[0])
            for other, (goal, _) in page.rows.items()
            if other.startswith(side) and goal != key
            for table in page.tables
            if table.key == goal and all(each.name != row.name for each in table.rows)
        ]
        if goals:
            to, under = goals[len(path) % len(goals)]
            changed = page.with_row(path).with_rows(to.key, *to.rows, row)
            name = f"{path} moved to {under}"
            yield Mutant(name, changed, (Expected("field moved", path, BREAKING),))


def statuses(page: Source) -> Iterator[Mutant]:
    """Remove, add and exchange status codes."""
    (table,) = (each for each in page.tables if len(each.columns) == 2)
    for row in table.rows:
        rest = tuple(each for each in table.rows if each is not row)
        changed = page.with_rows(table.key, *rest)
        yield Mutant(f"status {row.name} removed", changed, (_status("removed", row.name),))
    for code in ("201", "404", "429", "500"):
        row = Row(code, (Say("Another end."),))
        changed = page.with_rows(table.key, *table.rows, row)
        yield Mutant(f"status {code} added", changed, (_status("added", code),))
    swapped = replace(table.rows[0], name="202")
    changed = page.with_rows(table.key, swapped, *table.rows[1:])
    both = (_status("added", "202"), _status("removed", table.rows[0].name))
    yield Mutant("status exchanged for 202", changed, both)


def _status(done: str, code: str) -> Expected:
    effect = BREAKING if code.startswith("2") else DOCUMENTATION
    return Expected(f"status {done}", f"status.{code}", effect)


def operations(page: Source) -> Iterator[Mutant]:
    """Change the method, and the path outside its parameters."""
    uri = next(each for each in page.blocks if isinstance(each, Within))
    (line,) = (each.words for each in uri.blocks if isinstance(each, Say))
    method, _, path = line.partition(" ")
    version, rest = path.split("/", 2)[1:]
    others = [f"{each} {path}" for each in ("PATCH", "PUT", "POST", "DELETE") if each != method]
    for new in (
        *others,
        f"{method} /{version}1/{rest}",
        f"{method} {path}/now",
        f"{method} /api{path}",
    ):
        changed = page.exchanged({uri: replace(uri, blocks=(Say(new),))})
        yield Mutant(
            f"operation is {new} now", changed, (Expected("operation", "operation", BREAKING),)
        )
