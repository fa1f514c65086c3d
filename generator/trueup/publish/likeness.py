"""Whether two schemas say the same of values, whatever they say to people and wherever their parts stand."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical
from trueup.document.pointers import at, join
from trueup.document.references import target
from trueup.publish.edition import Edition

# What says nothing of values: compared as text where it stands.
PROSE: Final = frozenset(
    "title description example examples default deprecated externalDocs $comment xml".split()
)


Spot = tuple[Edition, str]
Seen = set[tuple[str, str]]


def alike(old: Spot, new: Spot, seen: Seen | None = None) -> bool:
    """Say whether two schemas are the same but for prose and for where their parts stand."""
    seen = set() if seen is None else seen
    if (old[1], new[1]) in seen:
        return True
    seen.add((old[1], new[1]))
    return _same(old, at(old[0].root, old[1]), new, at(new[0].root, new[1]), seen)


def _same(old: Spot, before: JsonValue, new: Spot, after: JsonValue, seen: Seen) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        references = [each["$ref"] for each in (before, after) if isinstance(each.get("$ref"), str)]
        if references:  # which may be one to another name, with words of its own beside it
            there = [target(str(each)) for each in references]
            if len(there) < 2 or not alike((old[0], there[0]), (new[0], there[1]), seen):
                return False
        skipped = {"$ref"} if references else set()
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


def _below(spot: Spot, key: str | int) -> Spot:
    return spot[0], join(spot[1], key)


def _prose_of(node: JsonObject) -> set[str]:
    # A property may be called like a keyword; where all values are schemas, none of them is prose.
    if all(isinstance(each, dict) for each in node.values()):
        return set()
    return {key for key in node if key in PROSE or key.startswith("x-")}
