"""Mutants of what rows state: every fact changed up and down, told no longer, told for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.page.mutants.mutant import Mutant, Turn, of_row, one
from tests.page.mutants.source import Options, Part, Row, Say, Source, Tell
from tests.page.mutants.structure import structure

KINDS: dict[str, tuple[str, ...]] = {
    "length": ("length",), "most length": ("length",), "exact length": ("length",),
    "count": ("count",), "most count": ("count",),
    "range": ("range",), "least": ("range",), "most": ("range",), "union": ("range",),
    "default": ("default",), "default and least": ("default", "range"), "computed": ("computed",),
    "unit": ("unit",), "in units": ("unit",), "age": ("unit",), "default unit": ("unit",),
    "condition": ("condition",), "either": ("condition",),
    "advised most": ("advice",), "advised": ("advice",), "json": ("content",),
}  # fmt: skip
LIMITS = frozenset({"length", "count", "range"})


def mutants(page: Source) -> list[Mutant]:
    """Give every mutant of a page whose facts are structure too."""
    made = [*structure(page, {path: _stated(row) for path, (_, row) in page.rows.items()})]
    for path, (_, row) in page.rows.items():
        for at, part in enumerate(row.parts):
            if isinstance(part, Tell):
                made += told(page, path, at, part)
            elif isinstance(part, Options):
                made += listed(page, path, at, part)
        made += untold(page, path, row)
    return made


def told(page: Source, path: str, at: int, part: Tell) -> Iterator[Mutant]:
    """Change a fact up and down, and tell it no longer."""
    if part.idiom == "see":
        return
    for values, what, turn in variants(part, page, path):
        changed = page.with_parts(path, at, replace(part, values=values))
        name = f"{path} {what} {', '.join(part.values)} to {', '.join(values)}"
        yield of_row(name, changed, path, one(what, path, turn))
    kinds = KINDS[part.idiom]
    gone = [one(what, path, Turn.MORE if what in LIMITS else Turn.NONE) for what in kinds]
    yield of_row(f"{path} {' and '.join(kinds)} gone", page.with_parts(path, at), path, *gone)


def variants(part: Tell, page: Source, path: str) -> Iterator[tuple[tuple[str, ...], str, Turn]]:
    """Give other values of a fact, what of it they change, and which way."""
    match part.idiom, part.values:
        case ("length" | "count" | "range") as what, (low, high):
            yield (low, _scaled(high, 2)), what, Turn.MORE
            yield (str(int(low) + 1), high), what, Turn.FEWER
            yield (low, _scaled(high, 0.5)), what, Turn.FEWER
            yield (str(int(low) + 1), _scaled(high, 2)), what, Turn.OTHER
        case ("most length" | "most count" | "most") as idiom, (bound,):
            yield (_scaled(bound, 2),), KINDS[idiom][0], Turn.MORE
            yield (_scaled(bound, 0.5),), KINDS[idiom][0], Turn.FEWER
        case "least", (bound,):
            yield (str(int(bound) + 3),), "range", Turn.FEWER
            yield (str(int(bound) - 1),), "range", Turn.MORE
        case "exact length", (bound,):
            yield (_scaled(bound, 2),), "length", Turn.OTHER
            yield (str(int(bound) - 1),), "length", Turn.OTHER
        case "union", (single, above):
            yield (str(int(single) - 1), above), "range", Turn.OTHER
            yield (single, str(int(above) + 5)), "range", Turn.FEWER
        case "default", (value,):
            yield from (((each,), "default", Turn.OTHER) for each in _others(page, path, value))
        case "default and least", (value, least):
            yield (value.replace(value[0], "8", 1), least), "default", Turn.OTHER
            yield (value, least.replace(least[0], "3", 1)), "range", Turn.FEWER
            yield (
                (value, least.replace(least[0], "1" if least[0] != "0" else "-0", 1)),
                "range",
                Turn.MORE,
            )
        case "computed", (expression,):
            yield (expression.replace("-", "+"),), "computed", Turn.OTHER
            yield (f"{expression}*2",), "computed", Turn.OTHER
        case (("unit" | "in units" | "age" | "default unit"), (unit,)):
            known = ("MB", "TB") if unit == "GB" else ("minute", "hour")
            for other in (*known, "moon" if part.idiom != "default unit" else "KB"):
                yield (other,), "unit", Turn.OTHER
        case "condition", (field, value):
            yield (field, "false" if value == "true" else "v1"), "condition", Turn.NONE
        case "either", (field, value, second, _):
            yield (field, value, second, "false"), "condition", Turn.NONE
            yield (field, "false", second, "true"), "condition", Turn.NONE
        case "advised most", (bound,):
            yield (str(int(bound) + 2),), "advice", Turn.NONE
            yield (str(int(bound) - 1),), "advice", Turn.NONE
        case "advised", (value,):
            yield ("v1" if value == "v2" else "v2",), "advice", Turn.NONE
        case _:
            pass


def _scaled(bound: str, factor: float) -> str:
    first, times, rest = bound.partition(" x ")
    return f"{max(int(int(first) * factor), 1)}{times}{rest}"


def _others(page: Source, path: str, value: str) -> list[str]:
    row = page.rows[path][1]
    listed = [each.values for each in row.parts if isinstance(each, Options)]
    if listed:
        return [each for each in listed[0] if each != value and ":" not in each]
    if value in ("true", "false"):
        return ["false" if value == "true" else "true"]
    return [str(int(value) + 1), str(int(value) * 10)]


def listed(page: Source, path: str, at: int, part: Options) -> Iterator[Mutant]:
    """Add, remove and exchange options; tell none any more."""
    row = page.rows[path][1]
    defaults = {
        part.default,
        *(value for each in row.parts if isinstance(each, Tell) for value in each.values),
    }
    if "true" in part.values:
        # A boolean has no other values: without the list it means what it did, and so with it.
        yield from _default_inside(page, path, at, part)
        return
    fresh = "7" if row.type.lower() == "integer" else "novel"
    meant = bool(part.meanings)
    grown = replace(
        part, values=(*part.values, fresh), meanings=(*part.meanings, *["One more."] * meant)
    )
    yield _enum(page, path, at, grown, f"{fresh} added", Turn.MORE)
    for number, value in enumerate(part.values):
        if value in defaults:
            continue
        swapped = (*part.values[:number], fresh, *part.values[number + 1 :])
        yield _enum(page, path, at, replace(part, values=swapped), f"{value} swapped", Turn.OTHER)
        if len(part.values) > 2:
            fewer = replace(
                part,
                values=(*part.values[:number], *part.values[number + 1 :]),
                meanings=(*part.meanings[:number], *part.meanings[number + 1 :]),
            )
            yield _enum(page, path, at, fewer, f"{value} removed", Turn.FEWER)
    yield _enum(page, path, at, None, "gone", Turn.MORE)


def _default_inside(page: Source, path: str, at: int, part: Options) -> Iterator[Mutant]:
    if part.default:
        other = "true" if part.default == "false" else "false"
        changed = page.with_parts(path, at, replace(part, default=other))
        yield of_row(f"{path} default in its list", changed, path, one("default", path, Turn.OTHER))
        changed = page.with_parts(path, at, replace(part, default=""))
        yield of_row(
            f"{path} default in its list gone", changed, path, one("default", path, Turn.NONE)
        )


def _enum(page: Source, path: str, at: int, part: Options | None, done: str, turn: Turn) -> Mutant:
    changed = page.with_parts(path, at, part) if part else _unlisted(page, path, at)
    return of_row(f"{path} enum: {done}", changed, path, one("enum", path, turn))


def _unlisted(page: Source, path: str, at: int) -> Source:
    """Leave out a list, and the sentences that explain its values one by one."""
    row = page.rows[path][1]
    gone = row.parts[at]
    values = tuple(f"{each}: " for each in gone.values) if isinstance(gone, Options) else ()
    parts = (
        each
        for each in row.parts
        if each is not gone and not (isinstance(each, Say) and each.words.startswith(values))
    )
    return page.with_row(path, replace(row, parts=tuple(parts)))


def untold(page: Source, path: str, row: Row) -> Iterator[Mutant]:
    """Tell facts that the page did not tell before."""
    stated = _stated(row)
    beside = f"{path.rpartition('.')[0]}.enabled"
    for what, part, turn in (*_possible(row), *_conditions(page, beside, path)):
        if what in stated or ("enum" in stated and what in LIMITS):
            continue
        # At the end: after the list or the code that may stand there.
        made = (*row.parts, part)
        changed = page.with_row(path, replace(row, parts=made))
        yield of_row(f"{path} {what} told", changed, path, one(what, path, turn))


def _conditions(page: Source, beside: str, path: str) -> Iterator[tuple[str, Part, Turn]]:
    if beside in page.rows and beside != path:
        yield "condition", Tell("condition", ("enabled", "true")), Turn.NONE


def _possible(row: Row) -> Iterator[tuple[str, Part, Turn]]:
    match row.type.lower():
        case "string" if not _stated(row) & {"unit", "content", "enum"}:
            yield "length", Tell("length", ("2", "33")), Turn.FEWER
            yield "default", Tell("default", ("north",)), Turn.NONE
            yield "enum", Options(("north", "south")), Turn.FEWER
        case "integer" | "long":
            yield "range", Tell("range", ("3", "9")), Turn.FEWER
            yield "unit", Tell("unit", ("day",)), Turn.NONE
            yield "advice", Tell("advised most", ("5",)), Turn.NONE
            if "computed" not in _stated(row):
                yield "default", Tell("default", ("5",), 1), Turn.NONE
        case "array of strings" | "array of objects":
            yield "count", Tell("most count", ("30",)), Turn.FEWER
        case "boolean":
            yield "default", Tell("default", ("true",)), Turn.NONE
        case _:
            pass


def _stated(row: Row) -> frozenset[str]:
    found: set[str] = set()
    for part in row.parts:
        match part:
            case Tell(idiom):
                found.update(KINDS.get(idiom, ()))
            case Options(_, _, _, _, default):
                found.update({"enum", "default"} if default else {"enum"})
            case _:
                pass
    return frozenset(found)
