"""Repair of schemas that are closed one by one where they are joined, so that no value could be of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.document.repairs.mending import Mending
from trueup.findings import Code

_ROUNDS: Final = 8  # schemas that join themselves have no end
_CLOSING: Final = ("additionalProperties", "unevaluatedProperties")
# What a schema says of itself, and not of what joins it.
_WORDS: Final = frozenset("title description default example examples".split())


class _Member(NamedTuple):
    """A schema that is joined: where it stands among the others (None: it holds them), and what it means."""

    at: int | None
    node: JsonObject
    pointer: str | None  # where a reference leads to it


def repair_closing(mending: Mending) -> None:
    """Read schemas that are closed one by one as closing the whole, where no value could be of it otherwise."""
    for _ in range(_ROUNDS):  # what was closed as a whole may be joined further
        joining = [
            each for each in mending.parts("schema") if isinstance(each.node.get("allOf"), list)
        ]
        if not [each for each in joining if _repaired(mending, each.pointer, each.node)]:
            return


def _repaired(mending: Mending, pointer: str, schema: JsonObject) -> bool:
    if _joins_itself(mending.root, schema, set(), set()):
        return False
    joined = [_Member(None, schema, None)]
    for index, member in enumerate(map(mapping, sequence(schema["allOf"]))):
        joined.append(_Member(index, *found(mending.root, member)))
    closing = [each for each in joined if _is_closed(each.node, each.at is None)]
    needed = list(dict.fromkeys(_required(mending.root, schema, set())))
    refused = {
        name: each
        for each in closing
        for name in needed
        if name not in _known(mending.root, each.node, whole=each.at is not None)
    }
    if not refused or any("discriminator" in each.node for each in closing):
        return False
    first = next(iter(refused.values()))
    inner = () if first.at is None else ("allOf", first.at)
    where = join(pointer, *inner) if first.pointer else join(pointer, *inner, _CLOSING[0])
    wrong = f"`additionalProperties: false` refuses what allOf requires ({', '.join(refused)})"
    mending.told(where, Code.MEANINGLESS, wrong, "read as unevaluatedProperties: false")
    for each in closing:
        _open(mending, pointer, schema, each)
    schema["unevaluatedProperties"] = False
    return True


def _joins_itself(root: JsonObject, schema: JsonObject, above: set[int], sound: set[int]) -> bool:
    """Say whether a schema, or what it joins, is joined of itself: there is no whole of it to close."""
    if id(schema) in above | sound:
        return id(schema) in above
    above.add(id(schema))
    members = (found(root, mapping(each))[0] for each in sequence(schema.get("allOf")))
    joins = any(_joins_itself(root, each, above, sound) for each in members if each)
    above.discard(id(schema))
    sound.add(id(schema))
    return joins


def _is_closed(node: JsonObject, whole: bool) -> bool:
    """Say whether a schema refuses what it does not name; for the whole, `unevaluated` is the cure."""
    closing = _CLOSING[:1] if whole else _CLOSING
    return any(node.get(key) is False for key in closing) and not node.get("patternProperties")


def _open(mending: Mending, pointer: str, schema: JsonObject, member: _Member) -> None:
    """Take what closes out of one of the schemas that are joined; one that others share is left as it is."""
    if member.pointer is None:
        for key in _CLOSING:
            if member.node.get(key) is False:
                del member.node[key]
        return
    kept = {
        k: v
        for k, v in member.node.items()
        if k not in _WORDS and not (k in _CLOSING and v is False)
    }
    made = copied(kept)
    shared = f"#{member.pointer.replace('%', '%25')}"
    made["properties"] = {
        name: {"$ref": join(f"{shared}/properties", name)}
        for name in mapping(member.node.get("properties"))
    }
    sequence(schema["allOf"])[member.at or 0] = made
    mending.moved(join(pointer, "allOf", member.at or 0), member.pointer)


def _known(root: JsonObject, schema: JsonObject, *, whole: bool) -> set[str]:
    """Give the properties that a closed schema takes: its own, and with `unevaluated` those that it joins."""
    names = set(mapping(schema.get("properties")))
    if whole and schema.get("unevaluatedProperties") is False:
        for each in sequence(schema.get("allOf")):
            names |= set(_named(root, mapping(each), set()))
    return names


def _named(root: JsonObject, schema: JsonObject, seen: set[str]) -> Iterator[str]:
    there = _there(root, schema, seen)
    yield from mapping(there.get("properties"))
    for each in sequence(there.get("allOf")):
        yield from _named(root, mapping(each), seen)


def _required(root: JsonObject, schema: JsonObject, seen: set[str]) -> Iterator[str]:
    """Yield what a schema, and what it joins, requires."""
    yield from map(text_of, sequence(schema.get("required")))
    for member in map(mapping, sequence(schema.get("allOf"))):
        yield from _required(root, _there(root, member, seen), seen)


def _there(root: JsonObject, member: JsonObject, seen: set[str]) -> JsonObject:
    said: JsonValue = member.get("$ref")
    if not isinstance(said, str):
        return member
    if said in seen:
        return {}
    seen.add(said)
    return found(root, member)[0]
