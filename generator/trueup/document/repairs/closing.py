"""Repair of `additionalProperties: false` beside an `allOf` that requires what it would refuse."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import at, join
from trueup.document.references import target
from trueup.document.repairs.mending import Mending
from trueup.findings import Code


def repair_closing(mending: Mending) -> None:
    """Read `additionalProperties: false` as closing the whole, where no value could be of it otherwise."""
    for part in mending.parts("schema"):
        schema = part.node
        if schema.get("additionalProperties") is not False or "allOf" not in schema:
            continue
        own = mapping(schema.get("properties"))
        refused = [each for each in _required(mending.root, schema, set()) if each not in own]
        if refused and not schema.get("patternProperties"):
            names = ", ".join(dict.fromkeys(refused))
            wrong = f"`additionalProperties: false` refuses what allOf requires ({names})"
            where = join(part.pointer, "additionalProperties")
            mending.told(where, Code.MEANINGLESS, wrong, "read as unevaluatedProperties: false")
            schema["unevaluatedProperties"] = schema.pop("additionalProperties")


def _required(root: JsonObject, schema: JsonObject, seen: set[str]) -> Iterator[str]:
    """Yield what the members of an `allOf`, and what they refer to, require."""
    for member in map(mapping, sequence(schema.get("allOf"))):
        there = _there(root, member, seen)
        yield from map(text_of, sequence(there.get("required")))
        yield from _required(root, there, seen)


def _there(root: JsonObject, member: JsonObject, seen: set[str]) -> JsonObject:
    said: JsonValue = member.get("$ref")
    if not isinstance(said, str):
        return member
    if said in seen:
        return {}
    seen.add(said)
    try:
        return mapping(at(root, target(said)))
    except KeyError:
        return {}
