"""Many values for a schema, half of which it takes: on its limits, put together, with one thing changed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from trueup.document.source import Document
from trueup.publish.candidates import DEPTH, candidates
from trueup.publish.edition import Edition

PLAIN: tuple[Any, ...] = (None, True, False, 0, 1, -1, 3, 2.5, -0.5, 2**31, 1e12, "", "a", "4 GB")
NAMES = ("name", "cpu", "memory", "is_success", "é", "a b", "")
LONG = 5_000  # longer texts cost time, and tell nothing that a limit's own don't


def values(
    document: Document, pointer: str, good: Callable[[Any], bool], many: int, deep: int = 3
) -> list[Any]:
    """Give so many values of a schema, so deep, the same each time; `good` tells those that it takes."""
    chance = random.Random(pointer)
    edition = Edition(document)
    near = _short(candidates([(edition, facets := edition.facets(pointer))], DEPTH - deep))
    fields = {
        name: _short(candidates([(edition, edition.facets(at[0]))], DEPTH - deep + 1))
        for name, at in edition.properties(facets).items()
    }
    kept = [each for each in near if good(each)]
    least: dict[str, Any] = min(
        (each for each in kept if isinstance(each, dict)), key=len, default={}
    )
    sound = {
        name: [each for each in tried if good({**least, name: each})]
        for name, tried in fields.items()
    }
    made = [*kept, *near][: many // 2]
    while len(made) < many:
        whole = {**least, **_put_together(chance, sound)} if fields else chance.choice(kept)
        made.append(whole)
        made.append(_changed(chance, whole, fields))
        if chance.random() < 0.2:
            made.append(anything(chance))
    return made[:many]


def _short(tried: list[Any]) -> list[Any]:
    return [each for each in tried if len(json.dumps(each)) < LONG]


def _put_together(chance: random.Random, sound: dict[str, list[Any]]) -> dict[str, Any]:
    """Make an object of a few fields, each with a value that it takes alone."""
    names = chance.sample(sorted(sound), chance.randint(0, min(5, len(sound))))
    return {name: chance.choice(sound[name]) for name in names if sound[name]}


def _changed(chance: random.Random, value: Any, fields: dict[str, list[Any]]) -> Any:
    """Change one thing in a value."""
    if isinstance(value, dict) and fields and chance.random() < 0.8:
        name = chance.choice(sorted(fields))
        tried = fields[name] if chance.random() < 0.7 else [anything(chance)]
        return {**value, name: chance.choice(tried)}
    if isinstance(value, dict):
        return {**value, chance.choice(NAMES): anything(chance)}
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        return chance.choice((value[:at] + value[at + 1 :], value[:at] + "x" + value[at:]))
    if isinstance(value, int) and not isinstance(value, bool):
        return value + chance.choice((-2, -1, 1, 2, 0.5))
    return anything(chance)


def anything(chance: random.Random, depth: int = 0) -> Any:
    """Make a value of JSON."""
    if depth < 2 and chance.random() < 0.3:
        inner = [anything(chance, depth + 1) for _ in range(chance.randint(0, 3))]
        return inner if chance.random() < 0.5 else dict(zip(NAMES, inner, strict=False))
    return chance.choice(PLAIN)
