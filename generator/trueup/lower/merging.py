"""Merge what has to hold together: a `$ref` with what stands beside it, and the members of `allOf`.

One schema comes of it, that takes what all of them take. What can't be said by one keyword (two patterns,
two `anyOf`) stays in `allOf`, for the runtime to hold. Each property keeps the place where it was
written and the name of its owner, so that a class for it is one, however many inherit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.pointers import at, join, split
from trueup.document.references import target
from trueup.lower.keywords import asserts

_HIGHEST: Final = frozenset(
    "minimum exclusiveMinimum minLength minItems minProperties minContains".split()
)
_LOWEST: Final = frozenset("maximum exclusiveMaximum maxLength maxItems maxProperties".split())
# Keywords that mean something only together.
_GROUPS: Final = (
    frozenset({"if", "then", "else"}),
    frozenset({"contains", "minContains", "maxContains"}),
    frozenset({"items", "prefixItems", "unevaluatedItems"}),
)
_OWN_WORDS: Final = frozenset("title description default example examples x-page x-source".split())
_APPLICATORS: Final = frozenset("anyOf oneOf allOf not if dependentSchemas $ref".split())


class Circular(Exception):
    """A schema that is merged with itself: `target` is where."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer: Final = pointer


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a schema stands, and the name that a declaration for it would get."""

    pointer: str
    name: str


@dataclass(frozen=True, slots=True)
class Flat:
    """A schema without `$ref`, its `allOf` merged as far as can be; the spot of each property."""

    schema: JsonObject
    spots: Mapping[str, Spot] = field(default_factory=dict)


def flattened(root: JsonObject, spot: Spot, schema: JsonObject) -> Flat:
    """Merge a schema with everything that it refers to or joins; raise Circular."""
    return _closed(_flat(root, spot, schema, frozenset()))


def conjoined(one: Flat, other: Flat) -> Flat:
    """Give the schema that takes what both take; the words of the first win."""
    made = dict(one.schema)
    left: JsonObject = {}
    props = _properties(one.schema, other.schema)
    for key, value in other.schema.items():
        if key == "allOf":
            continue
        if key not in made:
            made[key] = value
        elif made[key] != value:
            joint = _joint(key, made[key], value)
            if joint is None:
                left[key] = value
            else:
                made[key] = joint
    if props:
        made["properties"] = props
    for group in _GROUPS:
        if _clash(group, one.schema, other.schema):
            made = {k: v for k, v in made.items() if k not in group or k in one.schema}
            made.update({k: v for k, v in one.schema.items() if k in group})
            left.update({k: v for k, v in other.schema.items() if k in group})
    more: list[JsonValue] = [left, *_patterned(one.schema), *_patterned(other.schema)]
    held = [*sequence(made.get("allOf")), *sequence(other.schema.get("allOf"))]
    kept: list[JsonValue] = list(
        {canonical(each): each for each in [*held, *more] if each}.values()
    )
    if kept:
        made["allOf"] = kept
    return Flat(made, _spots(props, other) | _spots(props, one))


def _spots(wires: JsonObject, part: Flat) -> dict[str, Spot]:
    """Keep the spots of what is as it was written; what is joined of several stands nowhere."""
    own = mapping(part.schema.get("properties"))
    return {wire: spot for wire, spot in part.spots.items() if wires.get(wire) == own.get(wire)}


def _clash(group: frozenset[str], one: JsonObject, other: JsonObject) -> bool:
    """Say whether keywords that mean something only together stand on both sides, and differ."""
    beyond = (group - {"items"}) & (one.keys() | other.keys())
    both = group & one.keys() and group & other.keys()
    return bool(beyond and both) and any(one.get(key) != other.get(key) for key in group)


def _patterned(schema: JsonObject) -> list[JsonValue]:
    """Give what a schema closes by patterns: it has to be held by itself."""
    if not schema.get("patternProperties") or schema.get("additionalProperties", True) is True:
        return []
    named: JsonObject = dict.fromkeys(mapping(schema.get("properties")), True)
    kept = {key: schema[key] for key in ("patternProperties", "additionalProperties")}
    return [{**kept, "properties": named}]


def _flat(root: JsonObject, spot: Spot, schema: JsonObject, open_: frozenset[str]) -> Flat:
    own = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
    wires = mapping(own.get("properties"))
    made = Flat(
        own,
        {
            wire: Spot(join(spot.pointer, "properties", wire), f"{spot.name}-{wire}")
            for wire in wires
        },
    )
    reference = schema.get("$ref")
    if isinstance(reference, str):
        made = conjoined(made, _referred(root, reference, open_))
    members = sequence(schema.get("allOf"))
    words = {
        key: value
        for member in reversed(members)
        if isinstance(member, dict) and "$ref" not in member
        for key, value in member.items()
        if not asserts({key: value})
    }
    made = replace(made, schema={**words, **made.schema})
    for index, member in enumerate(members):
        if isinstance(member, dict):
            alone = not asserts(own) and sum(asserts(mapping(each)) for each in members) == 1
            inner = Spot(join(spot.pointer, "allOf", index), spot.name)
            part = _closed(_flat(root, inner, member, open_))
            made = conjoined(made, part if alone else _without_own_words(part))
        elif member is False:
            made = conjoined(made, Flat({"type": []}))
    return made


def _referred(root: JsonObject, reference: str, open_: frozenset[str]) -> Flat:
    """Flatten what a reference leads to. What picks among its kinds does not pick among its heirs'."""
    pointer = target(reference)
    if pointer in open_:
        raise Circular(pointer)
    there = at(root, pointer)
    made = _flat(root, Spot(pointer, place_name(pointer)), mapping(there), open_ | {pointer})
    return _closed(
        replace(made, schema={k: v for k, v in made.schema.items() if k != "discriminator"})
    )


def _without_own_words(made: Flat) -> Flat:
    """Leave out what a schema says of itself: its heirs are something else."""
    kept = {key: value for key, value in made.schema.items() if key not in _OWN_WORDS}
    return replace(made, schema=kept)


def _closed(made: Flat) -> Flat:
    """Say `unevaluatedProperties` and `unevaluatedItems` in plainer words, where nothing else evaluates."""
    schema = made.schema
    if _APPLICATORS & schema.keys():
        return made
    plain = {k: v for k, v in schema.items() if not k.startswith("unevaluated")}
    for key, simple in (
        ("unevaluatedProperties", "additionalProperties"),
        ("unevaluatedItems", "items"),
    ):
        if key in schema and ("contains" not in schema or simple != "items"):
            plain.setdefault(simple, schema[key])
        elif key in schema:
            plain[key] = schema[key]
    return replace(made, schema=plain)


def last(pointer: str) -> str:
    """Give the last token of a pointer."""
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def _joint(key: str, one: JsonValue, other: JsonValue) -> JsonValue:
    """Give the one value of a keyword that says what two say; None where there is none."""
    made: JsonValue = None
    match one, other:
        case (int() | float(), int() | float()) if key in _HIGHEST:
            made = max(one, other)
        case (int() | float(), int() | float()) if key in _LOWEST:
            made = min(one, other)
        case list(), list() if key == "required":
            made = list(dict.fromkeys(map(text_of, [*one, *other])))
        case list(), list() if key == "enum":
            known = {canonical(value) for value in other}
            made = [value for value in one if canonical(value) in known]
        case dict(), dict() if key in ("patternProperties", "dependentSchemas"):
            made = _both(one, other)
        case dict(), dict() if key == "dependentRequired":
            made = {
                name: [*sequence(one.get(name)), *sequence(other.get(name))]
                for name in [*one, *(each for each in other if each not in one)]
            }
        case _ if key in ("items", "propertyNames", "additionalProperties"):
            made = both_hold(one, other)
        case _ if key == "type":
            made = _types(one, other)
        case _ if key == "uniqueItems":
            made = one is True or other is True
        case _ if key == "format" and other in ("int32", "int64") and one != "int32":
            made = other
        case _ if not asserts({key: one}) or key == "properties":
            made = one
        case _:
            made = None
    return made


def both_hold(one: JsonValue, other: JsonValue) -> JsonValue:
    """Give the schema that takes what two schemas take."""
    if one is True or one == other or one == {}:
        return other
    if other is True or other == {}:
        return one
    if one is False or other is False:
        return False
    return {"allOf": [one, other]}


def _both(one: JsonObject, other: JsonObject) -> JsonObject:
    made = dict(one)
    for name, schema in other.items():
        made[name] = both_hold(one[name], schema) if name in one else schema
    return made


def _properties(one: JsonObject, other: JsonObject) -> JsonObject:
    """Join properties; what one of the two closes, the other can't add to."""
    made = _both(mapping(one.get("properties")), mapping(other.get("properties")))
    for closing, adding in ((one, other), (other, one)):
        more = closing.get("additionalProperties", True)
        if more is True or more == {}:
            continue
        for name in mapping(adding.get("properties")):
            if name not in mapping(closing.get("properties")) and not closing.get(
                "patternProperties"
            ):
                # kept as an allOf: a reader may still find the field, a writer can't send it
                made[name] = {"allOf": [made[name], more]}
    return made


def _types(one: JsonValue, other: JsonValue) -> JsonValue:
    ones, others = ([each] if isinstance(each, str) else sequence(each) for each in (one, other))
    made = [kind for kind in ones if kind in others or (kind == "integer" and "number" in others)]
    if "number" in ones and "integer" in others and "integer" not in made:
        made.append("integer")
    return made[0] if len(made) == 1 else made


def place_name(pointer: str) -> str:
    """Name what stands at a pointer the way that its owner would.

    >>> place_name("/components/schemas/A/properties/b/items")
    'A-b-item'
    """
    tokens = split(pointer)
    if tokens[:2] != ["components", "schemas"] or len(tokens) < 4:
        return last(pointer)
    rest = iter(tokens[3:])
    parts = [tokens[2]]
    short = {"items": "item", "additionalProperties": "value"}
    for each in rest:
        parts.append(next(rest, each) if each == "properties" else short.get(each, each))
    return "-".join(parts)
