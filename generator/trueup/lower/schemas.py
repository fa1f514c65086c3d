"""Lower Schema Objects to types and declarations, for one side of the wire or the other.

What is written carries every constraint: as a limit of its type, or as a schema that the runtime holds on
top. What is read carries the types alone: limits are dropped, enumerations stay open, and every field
may be absent or null. A keyword that neither can hold is a finding, never a silent `Any`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import at, join, split
from trueup.document.references import target
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Enumeration,
    NamedType,
    NullableType,
    Record,
    Scalar,
    Side,
    Type,
)
from trueup.lower import choices, containers, heirs, records, scalars, unions
from trueup.lower.contained import Contained
from trueup.lower.enumerations import enumeration
from trueup.lower.keywords import (
    applicable,
    asserts,
    implied,
)
from trueup.lower.merging import Circular, Flat, Spot, flattened, last, place_name
from trueup.lower.report import Report, origin_of


@dataclass(slots=True)
class Schemas:
    """Lowers the schemas of one document, and keeps each declaration that a type names."""

    root: JsonObject
    report: Report
    declared: dict[str, Declaration] = field(default_factory=dict)
    # What is lowered, with all that is left for later, is a form that carries files.
    files: bool = False
    # The one value of a field that tells a record apart where it is read, by record key and wire name.
    kinds: dict[tuple[str, str], ConstType] = field(default_factory=dict)
    _wanted: dict[str, str] = field(default_factory=dict)
    # What is being lowered, and how deep in lists and maps it began.
    _open: dict[tuple[Side, str, bool], int] = field(default_factory=dict)
    _level: int = 0
    _known: dict[tuple[Side, str, bool], Type] = field(default_factory=dict)
    _heirs: Mapping[str, tuple[str, ...]] | None = None
    # The fields of records come last: by then, what they lead back to is declared.
    _later: list[Callable[[], None]] = field(default_factory=list)
    _depth: int = 0

    @property
    def heirs(self) -> Mapping[str, tuple[str, ...]]:
        """The components that join each component by allOf."""
        if self._heirs is None:
            self._heirs = heirs.found(self.root)
        return self._heirs

    def lower(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        """Lower a schema that stands at `pointer`; `name` is wanted for a declaration it may need."""
        self._depth += 1
        made = self.lowered(Spot(pointer, name), schema, side)
        while self._depth == 1 and self._later:
            self._later.pop(0)()
        self._depth -= 1
        return made

    def lower_components(self) -> None:
        """Lower all components, both ways: those of a document without operations are what it is for."""
        for name in _components(self.root):
            pointer = join("/components/schemas", name)
            for side in Side:
                self.lower(pointer, {"$ref": f"#{pointer}"}, side, name)

    def declarations(self) -> tuple[Declaration, ...]:
        """Give what was declared, in the order of the document, with names settled."""
        settled = names.settle(
            ((key, self._spelling(key), name) for key, name in self._wanted.items()), joint=""
        )
        order = {name: at for at, name in enumerate(_components(self.root))}

        def place(key: str) -> tuple[int, bool]:
            tokens = split(key.removeprefix(f"{Side.REQUEST}:").removeprefix(f"{Side.RESPONSE}:"))
            known = order.get(tokens[2]) if tokens[:2] == ["components", "schemas"] else None
            return len(order) if known is None else known, key.startswith(Side.RESPONSE)

        return tuple(
            replace(self._told(self.declared[key]), name=settled[key])
            for key in sorted(self.declared, key=place)
        )

    def _spelling(self, key: str) -> str:
        """Give how a declaration is spelled; of two sides, the one that is received says so."""
        sent = f"{Side.REQUEST}:{key.removeprefix(f'{Side.RESPONSE}:')}"
        return f"{last(key)}Read" if sent != key and sent in self._wanted else last(key)

    def _told(self, declared: Declaration) -> Declaration:
        """Give the fields that tell the kind of what is read the one value that they have."""
        if isinstance(declared, Enumeration):
            return declared
        told = {each.wire: self.kinds.get((declared.key, each.wire)) for each in declared.fields}
        fields = tuple(replace(each, type=told[each.wire] or each.type) for each in declared.fields)
        return replace(declared, fields=fields)

    def lowered(self, spot: Spot, value: JsonValue, side: Side) -> Type:
        """Lower a schema within one that is being lowered."""
        if value is False:
            return self.nothing(spot, side)
        schema = mapping(value)
        if "$ref" not in schema and "allOf" not in schema:
            return self.typed(spot, flattened(self.root, spot, schema), side)
        others = {key: part for key, part in schema.items() if key not in ("$ref", "allOf")}
        members = [
            (index, mapping(member))
            for index, member in enumerate(sequence(schema.get("allOf")))
            if member is False or asserts(mapping(member))
        ]
        if not asserts(others) and not (members and "$ref" in schema):
            if "$ref" in schema:
                return self._reference(spot, text_of(schema["$ref"]), side)
            if len(members) == 1 and "$ref" in members[0][1]:
                inner = Spot(join(spot.pointer, "allOf", members[0][0]), spot.name)
                return self.lowered(inner, members[0][1], side)
        try:
            return self.typed(spot, flattened(self.root, spot, schema), side)
        except Circular as circle:
            self.report.unsupported(
                spot.pointer, f"a type that consists of itself: {circle.pointer}"
            )
            return AnyType()

    def _reference(self, spot: Spot, reference: str, side: Side) -> Type:
        pointer = target(reference)
        key = (side, pointer, self.files)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            return self._within_itself(spot, reference, side, inside=self._level > self._open[key])
        self._open[key] = self._level
        made = heirs.union(self, pointer, side)
        if made is None:
            made = self.lowered(Spot(pointer, place_name(pointer)), at(self.root, pointer), side)
        del self._open[key]
        self._known[key] = made
        return made

    def _within_itself(self, spot: Spot, reference: str, side: Side, *, inside: bool) -> Type:
        """Lower a type where it stands inside itself, in lists or maps alone: any value, held to the schema."""
        pointer = target(reference)
        if not inside:
            self.report.unsupported(spot.pointer, f"a type that consists of itself: {pointer}")
            return AnyType()
        self.report.passed_over(
            spot.pointer,
            f"{last(pointer)} inside itself is typed as any value; what is sent is held to its schema",
            "nothing, or give the inner level a schema of its own",
        )
        return self.checked(spot, AnyType(), {"$ref": reference}, side)

    def null(self, side: Side) -> Type:
        """Lower what is null; more may be read, as everywhere."""
        return ConstType("null") if side is Side.REQUEST else NullableType(AnyType())

    def nothing(self, spot: Spot, side: Side) -> Type:
        """Lower a schema that takes nothing: where it stands, nothing can be sent."""
        self.report.passed_over(
            spot.pointer,
            "no value is of this schema: none can be sent here, and any is read",
            "nothing, or mend what contradicts itself",
        )
        return self.checked(spot, AnyType(), {"not": {}}, side)

    def binary(self, spot: Spot, schema: JsonObject, side: Side, *, file: bool) -> Type:
        """Lower bytes, of which only the length is held."""
        if side is Side.RESPONSE:
            return BinaryType(file)
        for keyword in schema:
            if asserts({keyword: 0}) and keyword not in ("type", "minLength", "maxLength"):
                what = f"{keyword} is not held of bytes"
                self.report.passed_over(join(spot.pointer, keyword), what, "leave it out")
        low, high = schema.get("minLength"), schema.get("maxLength")
        return BinaryType(
            file, low if isinstance(low, int) else None, high if isinstance(high, int) else None
        )

    def part(self, spot: Spot, value: JsonValue, side: Side) -> Type:
        """Lower what stands in a list or a map: one level further in."""
        self._level += 1
        made = self.lowered(spot, value, side)
        self._level -= 1
        return made

    def typed(self, spot: Spot, flat: Flat, side: Side) -> Type:
        """Lower a schema of which all that it joins is joined."""
        if self.files and is_file(flat.schema):
            return self.binary(spot, flat.schema, side, file=True)
        types = flat.schema.get("type")
        if isinstance(types, list):
            return self._of_types(spot, flat, side, [text_of(each) for each in types])
        kind = types or implied(flat.schema)
        if kind is None or kind == "object":
            union = choices.union(self, spot, flat, side)
            if union is not None:
                return union
        match kind:
            case "object":
                return self._object(spot, replace(flat, schema=_of(flat.schema, kind)), side)
            case "array":
                return containers.array(self, spot, _of(flat.schema, kind), side)
            case "string" | "integer" | "number" | "boolean":
                return scalars.scalar(self, spot, _of(flat.schema, kind), side, Scalar(kind))
            case "null":
                return self.null(side)
            case _:
                return self._untyped(spot, flat, side)

    def _of_types(self, spot: Spot, flat: Flat, side: Side, types: list[str]) -> Type:
        """Lower a list of types; null stands apart."""
        if not types:
            return self.nothing(spot, side)
        rest = [kind for kind in dict.fromkeys(types) if kind != "null"]
        if not rest:
            return self.null(side)
        if len(rest) > 1 and "enum" in flat.schema:
            values = sequence(flat.schema["enum"])
            rest = [
                kind for kind in rest if any(unions.is_of(each, kind) for each in values)
            ] or rest
        schema = flat.schema
        mixed: JsonObject = {}
        if len(rest) > 1:  # an enumeration of Python's has one type
            mixed = {key: schema[key] for key in ("enum", "const") if key in schema}
            schema = {key: part for key, part in schema.items() if key not in mixed}
        parts = [
            self.typed(spot, Flat({**schema, "type": kind}, flat.spots), side) for kind in rest
        ]
        made = self.checked(spot, containers.any_of(tuple(dict.fromkeys(parts))), mixed, side)
        nullable = "null" in types and None in sequence(flat.schema.get("enum", [None]))
        return NullableType(made) if nullable else made

    def _untyped(self, spot: Spot, flat: Flat, side: Side) -> Type:
        values = sequence(flat.schema.get("enum"))
        kinds = unions.kinds_of(values)
        if values and "object" not in kinds and "array" not in kinds:
            typed: JsonObject = {**flat.schema, "type": kinds[0] if len(kinds) == 1 else [*kinds]}
            return self.typed(spot, Flat(typed, flat.spots), side)
        return self.checked(spot, AnyType(), flat.schema, side)

    def enumerate(self, spot: Spot, schema: JsonObject, scalar: Scalar) -> None:
        """Declare the enumeration that stands at a spot."""
        if spot.pointer not in self.declared:
            made = enumeration(spot.pointer, schema, spot.name, scalar)
            self._wanted[spot.pointer] = made.name
            self.declared[spot.pointer] = made

    def checked(self, spot: Spot, of: Type, schema: JsonObject, side: Side) -> Type:
        """Have the runtime hold what a type does not say; on what is received, nothing is held."""
        text = self.held(spot, schema, side)
        return of if text is None else CheckedType(of, text)

    def held(self, spot: Spot, schema: JsonObject, side: Side) -> str | None:
        """Give the schema that the runtime holds (canonical JSON), if one is to be held."""
        if not asserts(schema):
            return None
        contained = Contained(self.root)
        text = contained.text(schema)
        for keyword in sorted(contained.foreign):
            here = keyword in schema
            place = join(spot.pointer, keyword) if here else spot.pointer
            self.report.unsupported(place, f"{keyword} {'here' if here else 'within a condition'}")
        return text if side is Side.REQUEST else None

    def _object(self, spot: Spot, flat: Flat, side: Side) -> Type:
        schema = flat.schema
        more = schema.get("additionalProperties", True)
        if not mapping(schema.get("properties")) and more is not False:
            return containers.map_of(self, spot, schema, side)
        if not mapping(schema.get("properties")) and schema.get("patternProperties"):
            return containers.map_of(self, spot, schema, side)
        key = f"{side}:{spot.pointer}{'#files' if self.files else ''}"
        if key not in self.declared:
            self._record(key, spot, flat, side)
        return NamedType(key)

    def _record(self, key: str, spot: Spot, flat: Flat, side: Side) -> None:
        wanted = names.pascal(spot.name, names.MODULE_RESERVED)
        other = Side.RESPONSE if side is Side.REQUEST else Side.REQUEST
        self._wanted[key] = wanted
        if f"{other}:{spot.pointer}" in self._wanted:
            self._wanted[f"{Side.RESPONSE}:{spot.pointer}"] = f"{wanted}Read"
        record = Record(
            key=key,
            name=wanted,
            side=side,
            fields=(),
            doc=text_of(flat.schema.get("description")),
            origin=origin_of(spot.pointer, flat.schema),
        )
        self.declared[key] = record  # known before its fields, so that it may hold itself

        def complete() -> None:
            fields = tuple(records.fields(self, spot, flat, side))
            more, check = records.beyond(self, spot, flat.schema, side)
            self.declared[key] = replace(record, fields=fields, more=more, check=check)

        self._later.append(complete)


def is_file(schema: JsonObject) -> bool:
    """Say whether a field of a multipart form is bytes: of no other encoding, and not JSON."""
    kinds = schema.get("type", "string")
    if kinds != "string" or "contentEncoding" in schema:
        return False
    return schema.get("format") == "binary" or "contentMediaType" in schema


def _components(root: JsonObject) -> JsonObject:
    return mapping(mapping(root.get("components")).get("schemas"))


def _of(schema: JsonObject, kind: str) -> JsonObject:
    return {**applicable(schema, kind), "type": kind}
