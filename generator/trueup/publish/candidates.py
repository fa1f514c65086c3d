"""Values that tell two schemas apart, where any do: on, below and above each of their limits, and of every type."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join
from trueup.publish.edition import Edition, Facet
from trueup.publish.languages import Undecided
from trueup.publish.likeness import alike
from trueup.publish.texts import apart, matching, texts_of
from trueup.standin.schemas import kinds

DEPTH: Final = 6  # of objects in objects; below, only what is plain is tried
_OF_EVERY_TYPE: Final[tuple[JsonValue, ...]] = (
    "a", 1, 0, -1, 1.5, True, None, [], {}, "", "1", 2**31, -(2**31) - 1, 2**63, 1e300,
)  # fmt: skip
_MOST: Final = 50  # items of an array that is tried
_MOST_BESIDE: Final = 2_000  # of one that is tried for nothing but its length
View = tuple[Edition, list[Facet]]


@dataclass(slots=True)
class Tries:
    """How many values may still be made, at all depths together."""

    left: int

    @property
    def over(self) -> bool:
        """Say whether there was more to try than that."""
        return self.left < 0


def candidates(
    views: Sequence[View], depth: int = 0, tries: Tries | None = None
) -> list[JsonValue]:
    """Give values worth trying at a place, of what both editions say of it, each once; as many as may be tried."""
    kept: dict[Hashable, JsonValue] = {}
    tries = tries or Tries(10**9)
    for value in _all(views, depth, tries):
        kept.setdefault(_key(value), value)
        tries.left -= 1
        if tries.over:
            break
    return [*kept.values()]


def _key(value: JsonValue) -> Hashable:
    """Tell values apart as JSON does not: 1, 1.0 and true are three. Long texts are hashed once."""
    if isinstance(value, dict):
        return dict, *((name, _key(each)) for name, each in value.items())
    if isinstance(value, list):
        return list, *map(_key, value)
    return type(value), value


def _all(views: Sequence[View], depth: int, tries: Tries) -> Iterator[JsonValue]:
    nodes = [facet.node for _, facets in views for facet in facets]
    for node in nodes:
        yield from sequence(node.get("enum"))
        yield from (node[key] for key in ("const", "example", "default") if key in node)
        yield from sequence(node.get("examples"))
    for node in nodes:
        yield from _numbers(node)
        yield from texts_of(node)
    with suppress(Undecided):
        yield from (
            apart(*([facet.node for facet in facets] for _, facets in views))
            if len(views) == 2
            else ()
        )
    yield from _OF_EVERY_TYPE
    if depth < DEPTH:
        yield from _arrays(views, nodes, depth, tries)
        yield from _objects(views, nodes, depth, tries)


def _numbers(node: JsonObject) -> Iterator[JsonValue]:
    for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        limit = node.get(key)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield from (limit, limit - 1, limit + 1, limit - 0.5, limit + 0.5)
    step = node.get("multipleOf")
    if isinstance(step, int | float) and not isinstance(step, bool):
        yield from (step, step * 2, step * 1.5, step + 1)


def _arrays(
    views: Sequence[View], nodes: Sequence[JsonObject], depth: int, tries: Tries
) -> Iterator[JsonValue]:
    inner = _inner(views, "items")
    limits = [node[key] for node in nodes for key in ("minItems", "maxItems") if key in node]
    said = _says(nodes, "uniqueItems", "prefixItems", "contains")
    if not any(facets for _, facets in inner) and not limits and not said:
        return
    values = candidates(inner, depth + 1, tries)
    good = _first(inner, values)
    least = max((n for n in limits if isinstance(n, int)), default=1)
    for limit in limits:
        if isinstance(limit, int):
            sizes = (limit, limit + 1, limit - 1)
            most = _MOST if limits.count(limit) > 1 else _MOST_BESIDE
            yield from (_distinct(inner, values, good, n) for n in sizes if 0 <= n <= most)
    yield from ([good], [good, good])
    yield from ([value] for value in values)
    if 1 < least <= _MOST:
        filled = _distinct(inner, values, good, least)
        yield from ([value, *filled[1:]] for value in values)
    yield from _first_items(views, good, depth, tries)


def _first_items(
    views: Sequence[View], good: JsonValue, depth: int, tries: Tries
) -> Iterator[JsonValue]:
    count = max(
        len(sequence(each.node.get("prefixItems"))) for _, facets in views for each in facets
    )
    places = [
        [
            (
                edition,
                [
                    inner
                    for each in facets
                    if len(sequence(each.node.get("prefixItems"))) > index
                    for inner in edition.facets(join(each.pointer, "prefixItems", index))
                ],
            )
            for edition, facets in views
        ]
        for index in range(count)
    ]
    tried = [candidates(each, depth + 1, tries) for each in places]
    filled = [_first(views_, values) for views_, values in zip(places, tried, strict=True)]
    for index, values in enumerate(tried):
        yield from ([*filled[:index], value, *filled[index + 1 :]] for value in values)
    if count:
        yield from ([*filled, extra] for extra in (good, "a", 1))


def _distinct(
    views: Sequence[View], values: Sequence[JsonValue], good: JsonValue, count: int
) -> list[JsonValue]:
    """Give so many items, different as far as there are different ones."""
    fitting = [value for value in values if _fits(views, value)] or [good]
    return [fitting[at % len(fitting)] for at in range(count)]


def _objects(
    views: Sequence[View], nodes: Sequence[JsonObject], depth: int, tries: Tries
) -> Iterator[JsonValue]:
    named = [edition.properties(facets) for edition, facets in views]
    names = list(dict.fromkeys(name for each in named for name in each))
    counts = [
        node[key] for node in nodes for key in ("minProperties", "maxProperties") if key in node
    ]
    others = "additionalProperties", "unevaluatedProperties", "propertyNames", "patternProperties"
    if not names and not counts and not _says(nodes, *others):
        return
    tried: dict[str, list[JsonValue]] = {}
    good: JsonObject = {}
    # What a condition asks for may be any property; else only those that differ are worth trying.
    not_tried = not _says(nodes, "if", "not", "dependentSchemas")
    for name in names:
        inner = [
            (
                edition,
                [facet for pointer in each.get(name, ()) for facet in edition.facets(pointer)],
            )
            for (edition, _), each in zip(views, named, strict=True)
        ]
        if not_tried and _is_alike(views, named, name):
            spots = [
                (edition, each[name][0]) for (edition, _), each in zip(views, named, strict=True)
            ]
            good[name], tried[name] = _of_alike(*spots[0], *spots[1], depth + 1), []
        else:
            tried[name] = candidates(inner, depth + 1, tries)
            good[name] = _first(inner, tried[name])
        tried[name] += [tag for each in nodes for tag in kinds(each) if _tags(each, name)]
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
    for extra in candidates(_inner(views, "additionalProperties"), depth + 1, tries):
        yield {**bases[0], "(unknown)": extra}
    yield from ({**bases[0], name: value} for name, value in _by_their_names(views, depth, tries))


@lru_cache(maxsize=4096)
def _of_alike(old: Edition, at_old: str, new: Edition, at_new: str, depth: int) -> JsonValue:
    """Give a value that two schemas take that say the same; many places share them."""
    views = [(old, old.facets(at_old)), (new, new.facets(at_new))]
    return _first(views, candidates(views, depth))


def _tags(node: JsonObject, name: str) -> bool:
    return mapping(node.get("discriminator")).get("propertyName") == name


def _by_their_names(
    views: Sequence[View], depth: int, tries: Tries
) -> Iterator[tuple[str, JsonValue]]:
    """Give fields with names that are described by a pattern, or held to one."""
    for edition, facets in views:
        for facet in facets:
            for pattern in mapping(facet.node.get("patternProperties")):
                pointer = join(facet.pointer, "patternProperties", pattern)
                inner = [(edition, edition.facets(pointer))]
                for name in matching(pattern, 2):
                    yield from ((name, value) for value in candidates(inner, depth + 1, tries))
            for each in edition.items([facet], "propertyNames"):
                names = (inner for at in edition.facets(each) for inner in texts_of(at.node))
                yield from ((name, "a") for name in names if len(name) < 300)


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
