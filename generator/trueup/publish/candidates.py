"""Values that tell two schemas apart, where any do: on, below and above each of their limits, and of every type."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Final

import rstr

from trueup.document.json_values import JsonObject, JsonValue, sequence
from trueup.formats import SAMPLES
from trueup.publish.edition import Edition, Facet
from trueup.publish.likeness import alike

DEPTH: Final = 6  # of objects in objects; below, only what is plain is tried
_OF_EVERY_TYPE: Final[tuple[JsonValue, ...]] = (
    "a", 1, 0, -1, 1.5, True, None, [], {}, "", "1", 2**31, -(2**31) - 1, 2**63, 1e300,
)  # fmt: skip
_LONGEST: Final = 2_000_000  # characters of a text that is tried
_MOST: Final = 50  # items of an array that is tried
_OF_FORMATS: Final = ("2024-02-29", "2024-02-29T12:00:00Z", "12:00:00Z", *SAMPLES.values())
View = tuple[Edition, list[Facet]]


def candidates(views: Sequence[View], depth: int = 0) -> list[JsonValue]:
    """Give values worth trying at a place, of what both editions say of it, each once."""
    kept: dict[Hashable, JsonValue] = {}
    for value in _all(views, depth):
        kept.setdefault(_key(value), value)
    return [*kept.values()]


def _key(value: JsonValue) -> Hashable:
    """Tell values apart as JSON does not: 1, 1.0 and true are three. Long texts are hashed once."""
    if isinstance(value, dict):
        return dict, *((name, _key(each)) for name, each in value.items())
    if isinstance(value, list):
        return list, *map(_key, value)
    return type(value), value


def _all(views: Sequence[View], depth: int) -> Iterator[JsonValue]:
    nodes = [facet.node for _, facets in views for facet in facets]
    for node in nodes:
        yield from sequence(node.get("enum"))
        yield from (node[key] for key in ("const", "example", "default") if key in node)
        yield from sequence(node.get("examples"))
    for node in nodes:
        yield from _numbers(node)
        yield from _texts(node)
    yield from _OF_EVERY_TYPE
    if depth < DEPTH:
        yield from _arrays(views, nodes, depth)
        yield from _objects(views, nodes, depth)


def _numbers(node: JsonObject) -> Iterator[JsonValue]:
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        limit = node.get(key)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield from (limit, limit - 1, limit + 1, limit - 0.5, limit + 0.5)
    step = node.get("multipleOf")
    if isinstance(step, int | float) and not isinstance(step, bool):
        yield from (step, step * 2, step * 1.5, step + 1)


def _texts(node: JsonObject) -> Iterator[JsonValue]:
    for key in ("minLength", "maxLength"):
        length = node.get(key)
        if isinstance(length, int) and length < _LONGEST:
            yield from ("a" * (length + more) for more in (0, 1, -1) if length + more >= 0)
    pattern = node.get("pattern")
    if isinstance(pattern, str):
        yield from matching(pattern)
    if isinstance(node.get("format"), str):
        yield from _OF_FORMATS


def matching(pattern: str, count: int = 12) -> list[JsonValue]:
    """Give texts that a pattern matches, the same ones each time; none of a pattern that Python can't read."""
    try:
        made = rstr.Rstr(Random(0))  # noqa: S311 - no secret
        return [made.xeger(pattern) for _ in range(count)]
    except Exception:  # what the pattern's parser happens to raise
        return []


def _arrays(views: Sequence[View], nodes: Sequence[JsonObject], depth: int) -> Iterator[JsonValue]:
    inner = _inner(views, "items")
    limits = [node[key] for node in nodes for key in ("minItems", "maxItems") if key in node]
    if not any(facets for _, facets in inner) and not limits and not _says(nodes, "uniqueItems"):
        return
    values = candidates(inner, depth + 1)
    good = _first(inner, values)
    least = max((n for n in limits if isinstance(n, int)), default=1)
    for limit in limits:
        if isinstance(limit, int):
            sizes = (limit, limit + 1, limit - 1)
            yield from (_distinct(inner, values, good, n) for n in sizes if 0 <= n <= _MOST)
    yield from ([good], [good, good])
    yield from ([value] for value in values)
    if 1 < least <= _MOST:
        filled = _distinct(inner, values, good, least)
        yield from ([value, *filled[1:]] for value in values)


def _distinct(
    views: Sequence[View], values: Sequence[JsonValue], good: JsonValue, count: int
) -> list[JsonValue]:
    """Give so many items, different as far as there are different ones."""
    fitting = [value for value in values if _fits(views, value)] or [good]
    return [fitting[at % len(fitting)] for at in range(count)]


def _objects(views: Sequence[View], nodes: Sequence[JsonObject], depth: int) -> Iterator[JsonValue]:
    named = [edition.properties(facets) for edition, facets in views]
    names = list(dict.fromkeys(name for each in named for name in each))
    counts = [
        node[key] for node in nodes for key in ("minProperties", "maxProperties") if key in node
    ]
    if not names and not counts and not _says(nodes, "additionalProperties", "propertyNames"):
        return
    tried, good = {}, {}
    # What a condition asks for may be any property; else only those that differ are worth trying.
    not_tried = not _says(nodes, "if", "not", "anyOf", "oneOf", "dependentSchemas")
    for name in names:
        inner = [
            (
                edition,
                [facet for pointer in each.get(name, ()) for facet in edition.facets(pointer)],
            )
            for (edition, _), each in zip(views, named, strict=True)
        ]
        values = candidates(inner, depth + 1)
        good[name] = _first(inner, values)
        tried[name] = [] if not_tried and _is_alike(views, named, name) else values
    bases = _bases(views, good)
    yield from bases
    for base in bases:
        yield from ({key: value for key, value in base.items() if key != name} for name in base)
        yield {**base, "(unknown)": "a"}
        yield {**base, "(unknown)": 1}
        yield from _counted(base, counts)
    for name in names:
        for base in bases[:3]:
            yield from ({**base, name: value} for value in tried[name])
    for extra in candidates(_inner(views, "additionalProperties"), depth + 1):
        yield {**bases[0], "(unknown)": extra}


def _is_alike(
    views: Sequence[View], named: Sequence[Mapping[str, Sequence[str]]], name: str
) -> bool:
    pointers = [each.get(name, ()) for each in named]
    if len(views) != 2 or [len(each) for each in pointers] != [1, 1]:
        return False
    old, new = ((edition, each[0]) for (edition, _), each in zip(views, pointers, strict=True))
    return alike(old, new)


def _bases(views: Sequence[View], good: JsonObject) -> list[JsonObject]:
    """Give objects to vary: of what each edition requires, of what both do, of all there is."""
    required = [edition.required(facets) for edition, facets in views]
    sets = [*required, set().union(*required), good.keys()]
    made = [
        {name: good.get(name) for name in [*good, *wanted] if name in wanted} for wanted in sets
    ]
    return [*{_key(base): base for base in made}.values()]


def _counted(base: JsonObject, counts: Iterable[JsonValue]) -> Iterator[JsonObject]:
    for count in counts:
        if isinstance(count, int):
            for size in (count, count + 1):
                more = max(0, min(size, _MOST) - len(base))
                yield {**base, **{f"(unknown {at})": "a" for at in range(more)}}


def _inner(views: Sequence[View], key: str) -> list[View]:
    return [
        (
            edition,
            [each for pointer in edition.items(facets, key) for each in edition.facets(pointer)],
        )
        for edition, facets in views
    ]


def _first(views: Sequence[View], values: Sequence[JsonValue]) -> JsonValue:
    """Give a value that both editions take, else one that the newest that speaks of it takes, else any."""
    either = next((value for value in values if _fits(views, value)), None)
    if either is not None:
        return either
    speaking = [view for view in views if view[1]]
    return next((value for value in values if _fits(speaking[-1:], value)), None)


def _fits(views: Sequence[View], value: JsonValue) -> bool:
    """Say whether all that is said outright of a place takes a value; branches of a choice have no say here."""
    return all(edition.takes(facets[0].pointer, value) for edition, facets in views if facets)


def _says(nodes: Sequence[JsonObject], *keys: str) -> bool:
    return any(key in node for node in nodes for key in keys)
