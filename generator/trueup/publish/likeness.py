"""Whether two schemas say the same of values, whatever they say to people and wherever their parts stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping
from trueup.document.pointers import at, join
from trueup.document.references import target
from trueup.publish.edition import Edition, Facet

# What says nothing of values: compared as text where it stands.
PROSE: Final = frozenset(
    "title description example examples default deprecated externalDocs $comment xml".split()
)


# What is compared where it stands.
_HELD: Final = frozenset("$ref properties items additionalProperties allOf anyOf oneOf".split())
Spot = tuple[Edition, str]
_COMPONENTS: Final = "/components/schemas/"
Seen = set[tuple[str, str]]


@lru_cache(maxsize=2)
def untouched(old: Edition, new: Edition) -> frozenset[str]:
    """Give the component schemas that stand in both editions word for word, with all that they refer to."""
    named = [mapping(mapping(each.root.get("components")).get("schemas")) for each in (old, new)]
    same = {
        join("/components/schemas", name)
        for name in named[0].keys() & named[1].keys()
        if canonical(named[0][name]) == canonical(named[1][name])
    }
    users: dict[str, list[str]] = {}
    waiting: list[str] = []
    for pointer in same:
        for there in references(at(old.root, pointer)):
            users.setdefault(there, []).append(pointer)
    waiting += (there for there in users if there not in same)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user in same:
                same.discard(user)
                waiting.append(user)
    return frozenset(same)


def references(node: JsonValue) -> Iterator[str]:
    """Give where a part of a document refers to: the component, or the pointer where that is none."""
    if isinstance(node, dict):
        if isinstance(there := node.get("$ref"), str):
            pointer = target(there)
            name = pointer.removeprefix(_COMPONENTS).partition("/")[0]
            yield f"{_COMPONENTS}{name}" if pointer.startswith(_COMPONENTS) else pointer
        for each in node.values():
            yield from references(each)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def word_for_word(old: Spot, new: Spot) -> bool:
    """Say whether two schemas are the same to the word, with all that they refer to."""
    known = untouched(old[0], new[0])
    if old[1] == new[1] and old[1] in known:
        return True
    nodes = old[0].at(old[1]), new[0].at(new[1])
    return all(each in known for each in references(nodes[0])) and canonical(nodes[0]) == canonical(
        nodes[1]
    )


def alike(old: Spot, new: Spot) -> bool:
    """Say whether two schemas are the same but for prose and for where their parts stand."""
    return _known_alike(*old, *new)


@lru_cache(maxsize=65536)
def _known_alike(old: Edition, at_old: str, new: Edition, at_new: str) -> bool:
    return _alike((old, at_old), (new, at_new), set())


def _alike(old: Spot, new: Spot, seen: Seen) -> bool:
    if (old[1], new[1]) in seen:
        return True
    seen.add((old[1], new[1]))
    return _same(old, at(old[0].root, old[1]), new, at(new[0].root, new[1]), seen)


def _same(old: Spot, before: JsonValue, new: Spot, after: JsonValue, seen: Seen) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        refers = [each["$ref"] for each in (before, after) if isinstance(each.get("$ref"), str)]
        if refers:  # which may be one to another name, with words of its own beside it
            there = [target(str(each)) for each in refers]
            if len(there) < 2 or not _both_alike((old[0], there[0]), (new[0], there[1]), seen):
                return False
        skipped = {"$ref"} if refers else set()
        keys = [each.keys() - _prose_of(each) - skipped for each in (before, after)]
        return keys[0] == keys[1] and all(
            _same(_below(old, key), before[key], _below(new, key), after[key], seen)
            for key in keys[0]
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _same(_below(old, index), one, _below(new, index), other, seen)
            for index, (one, other) in enumerate(zip(before, after, strict=True))
        )
    return canonical(before) == canonical(after)


def same_alone(old: Spot, new: Spot) -> bool:
    """Say whether two schemas are the same but for prose and for what they hold: fields, items, what they refer to."""
    return _alone(*old) == _alone(*new)


@lru_cache(maxsize=65536)
def _alone(edition: Edition, pointer: str) -> list[str]:
    return [*map(_own, edition.facets(pointer))]


def _own(facet: Facet) -> str:
    names: list[JsonValue] = [*sorted(mapping(facet.node.get("properties")))]
    kept = {key: value for key, value in facet.node.items() if key not in PROSE | _HELD}
    return canonical({**kept, "properties": names})


def _both_alike(old: Spot, new: Spot, seen: Seen) -> bool:
    untold = old[1] == new[1] and old[1] in untouched(old[0], new[0])
    return untold or _alike(old, new, seen)


def _below(spot: Spot, key: str | int) -> Spot:
    return spot[0], join(spot[1], key)


def _prose_of(node: JsonObject) -> set[str]:
    # A property may be called like a keyword; where all values are schemas, none of them is prose.
    if all(isinstance(each, dict) for each in node.values()):
        return set()
    return {key for key in node if key in PROSE or key.startswith("x-")}
