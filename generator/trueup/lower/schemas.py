"""Lower Schema Objects to types and declarations, for one side of the wire or the other.

What is written carries every constraint. What is read carries the types alone: limits are dropped,
enumerations stay open, and every field may be absent or null. A keyword without a place in the IR is
a finding, never a silent `Any`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.pointers import join, split
from trueup.document.references import merged, resolve
from trueup.document.walk import subschemas
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    Declaration,
    Enumeration,
    Field,
    ListType,
    MapType,
    Member,
    NamedType,
    NullableType,
    Record,
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.lower.conditions import advice, condition, reads_also
from trueup.lower.limits import limits_of
from trueup.lower.report import Report, origin_of

# What a schema may say beside its type without asserting anything about values.
_WORDS: Final = frozenset(
    "title description default example examples deprecated readOnly writeOnly externalDocs format xml $comment"
    " contentMediaType contentEncoding contentSchema $schema $id $anchor".split()
)
_COMBINED: Final = ("anyOf", "oneOf", "allOf", "not", "if", "then", "else", "const")
# What the runtime enforces on top of a type (CHECKS of templates/runtime/checks.py); `if` reads its branches.
ENFORCED: Final = frozenset(
    "type const enum minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern"
    " minItems maxItems uniqueItems anyOf oneOf allOf not if then else".split()
)
_SCALAR: Final = frozenset(
    "type enum minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern".split()
)
_ARRAY: Final = frozenset("type items minItems maxItems uniqueItems".split())
_OBJECT: Final = frozenset("type properties required additionalProperties".split())
# What Python's regular expressions have and those of pydantic's engine do not: the runtime holds such patterns.
_PYTHON_ONLY: Final = re.compile(r"\(\?[=!<>#(P]|\\[1-9ZA]|[*+?}]\+")


@dataclass(slots=True)
class Schemas:
    """Lowers the schemas of one document, and keeps each declaration that a type names."""

    root: JsonObject
    report: Report
    declared: dict[str, Declaration] = field(default_factory=dict)
    files: bool = False  # what is lowered is a form that carries files
    _wanted: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def lower(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        """Lower a schema that stands at `pointer`; `name` is wanted for a declaration it may need."""
        if "$ref" in schema:
            return self._reference(pointer, schema, side)
        if self.files and is_file(schema):
            return BinaryType(file=True)
        types = schema.get("type")
        if isinstance(types, list) and "null" in types:
            rest = [kind for kind in types if kind != "null"]
            inner = {**schema, "type": rest[0] if len(rest) == 1 else rest}
            if isinstance(enum := schema.get("enum"), list):
                inner["enum"] = [value for value in enum if value is not None]
            return NullableType(self.lower(pointer, inner, side, name))
        if isinstance(types, list):
            return UnionType(
                tuple(self.lower(pointer, {**schema, "type": kind}, side, name) for kind in types)
            )
        return self._typed(pointer, schema, side, name)

    def declarations(self) -> tuple[Declaration, ...]:
        """Give what was declared, in the order of the document, with names settled."""
        settled = names.settle(
            ((key, _last(key), name) for key, name in self._wanted.items()), joint=""
        )
        order = {name: at for at, name in enumerate(_components(self.root))}

        def place(key: str) -> tuple[int, bool]:
            tokens = split(key.removeprefix(f"{Side.REQUEST}:").removeprefix(f"{Side.RESPONSE}:"))
            known = order.get(tokens[2]) if tokens[:2] == ["components", "schemas"] else None
            return len(order) if known is None else known, key.startswith(Side.RESPONSE)

        return tuple(
            replace(self.declared[key], name=settled[key])
            for key in sorted(self.declared, key=place)
        )

    def _reference(self, pointer: str, schema: JsonObject, side: Side) -> Type:
        found, target = resolve(self.root, schema)
        if target is None:
            return AnyType()
        siblings = {key for key in schema if key != "$ref"} - _WORDS
        extended = any(not key.startswith("x-") for key in siblings)
        if target in self._open and (extended or not _is_record(found)):
            self.report.unsupported(pointer, f"a type that consists of itself: {target}")
            return AnyType()
        nested = target in self._open
        self._open.add(target)
        if extended:
            made = self.lower(pointer, merged(self.root, schema), side, _last(pointer))
        else:
            made = self.lower(target, found, side, _last(target))
        if not nested:
            self._open.discard(target)
        return made

    def _typed(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        kind = schema.get("type") or _implied(schema)
        match kind:
            case "object":
                return self._object(pointer, schema, side, name)
            case "array":
                return self._array(pointer, schema, side, name)
            case "string" | "integer" | "number" | "boolean":
                return self._scalar(pointer, schema, side, name, Scalar(kind))
            case "null":
                return NullableType(AnyType())
            case _:
                return self._untyped(pointer, schema, side, name)

    def _untyped(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        for keyword in ("anyOf", "oneOf", "allOf"):
            members = [
                mapping(self._possible(join(pointer, keyword, index), member))
                for index, member in enumerate(sequence(schema.get(keyword)))
            ]
            if keyword == "allOf" and len(members) != 1:
                continue
            if members and self._only(pointer, schema, frozenset({keyword, "discriminator"})):
                if "discriminator" in schema:
                    self.report.unsupported(join(pointer, "discriminator"), "discriminator")
                return self._union(join(pointer, keyword), members, side, name)
        if self._only(pointer, schema, frozenset({"enum"})) and "enum" in schema:
            return self._checked(AnyType(), {"enum": schema["enum"]}, side)
        return AnyType()

    def _union(self, pointer: str, members: list[JsonObject], side: Side, name: str) -> Type:
        lowered = [
            self.lower(join(pointer, index), member, side, f"{name}-{index + 1}")
            for index, member in enumerate(members)
            if member.get("type") != "null"
        ]
        made = lowered[0] if len(lowered) == 1 else UnionType(tuple(dict.fromkeys(lowered)))
        return made if len(lowered) == len(members) else NullableType(made)

    def _scalar(
        self, pointer: str, schema: JsonObject, side: Side, name: str, scalar: Scalar
    ) -> Type:
        self._only(pointer, schema, _SCALAR | set(_COMBINED))
        if self._is_enumeration(schema, scalar):
            key = self._enumeration(pointer, schema, name, scalar)
            if side is Side.RESPONSE:
                return _open(key, scalar)
            beside = _SCALAR - {"type", "enum"} | set(_COMBINED)
            on_top = {key: schema[key] for key in sorted(beside & schema.keys())}
            return self._combined(pointer, NamedType(key), on_top, side)
        bare = ScalarType(scalar, text_of(schema.get("format")) or None)
        if side is Side.RESPONSE:
            return bare
        limits = limits_of(schema, scalar)
        kept: JsonObject = {key: schema[key] for key in (*_COMBINED, "enum") if key in schema}
        if limits.pattern is not None and _PYTHON_ONLY.search(limits.pattern):
            kept["pattern"], limits = limits.pattern, replace(limits, pattern=None)
        if scalar is Scalar.INTEGER and limits.multiple_of is not None and limits.multiple_of % 1:
            kept["multipleOf"], limits = limits.multiple_of, replace(limits, multiple_of=None)
        return self._combined(pointer, replace(bare, limits=limits), kept, side)

    def _array(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        self._only(pointer, schema, _ARRAY | set(_COMBINED))
        items = self._possible(join(pointer, "items"), schema.get("items"))
        item = (
            self.lower(join(pointer, "items"), items, side, f"{name}-item")
            if isinstance(items, dict)
            else AnyType()
        )
        if side is Side.RESPONSE:
            return ListType(item)
        low, high = schema.get("minItems"), schema.get("maxItems")
        made = ListType(
            item, low if isinstance(low, int) else None, high if isinstance(high, int) else None
        )
        on_top: JsonObject = {
            key: schema[key] for key in (*_COMBINED, "uniqueItems") if key in schema
        }
        return self._combined(pointer, made, on_top, side)

    def _combined(self, pointer: str, of: Type, on_top: JsonObject, side: Side) -> Type:
        for _, part in subschemas(pointer, on_top):
            for keyword in part:
                if keyword not in ENFORCED | _WORDS and not keyword.startswith("x-"):
                    what = f"{keyword} inside anyOf, oneOf, allOf, not or if"
                    self.report.unsupported(pointer, what)
        return self._checked(of, on_top, side)

    def _checked(self, of: Type, schema: JsonObject, side: Side) -> Type:
        if side is Side.RESPONSE or not schema:
            return of
        return CheckedType(of, canonical(schema))

    def _object(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Type:
        self._only(pointer, schema, _OBJECT)
        more = schema.get("additionalProperties")
        if not mapping(schema.get("properties")) and more is not False:
            value = mapping(more)
            inner = join(pointer, "additionalProperties")
            return MapType(self.lower(inner, value, side, f"{name}-value") if value else AnyType())
        if isinstance(more, dict) and more:
            self.report.unsupported(
                join(pointer, "additionalProperties"),
                "typed additionalProperties beside properties",
            )
        key = f"{side}:{pointer}{'#files' if self.files else ''}"
        if key not in self.declared:
            self._record(key, pointer, schema, side, name)
        return NamedType(key)

    def _record(self, key: str, pointer: str, schema: JsonObject, side: Side, name: str) -> None:
        wanted = names.pascal(name, names.MODULE_RESERVED)
        other = Side.RESPONSE if side is Side.REQUEST else Side.REQUEST
        self._wanted[key] = wanted
        if f"{other}:{pointer}" in self._wanted:
            self._wanted[f"{Side.RESPONSE}:{pointer}"] = f"{wanted}Read"
        record = Record(
            key=key,
            name=wanted,
            side=side,
            fields=(),
            doc=text_of(schema.get("description")),
            origin=origin_of(pointer, schema),
        )
        self.declared[key] = record  # known before its fields, so that it may hold itself
        fields = tuple(self._fields(pointer, schema, side, name))
        self.declared[key] = replace(record, fields=fields)

    def _fields(self, pointer: str, schema: JsonObject, side: Side, name: str) -> Iterator[Field]:
        hidden = "readOnly" if side is Side.REQUEST else "writeOnly"
        shown = {
            wire: mapping(self._possible(join(pointer, "properties", wire), raw))
            for wire, raw in mapping(schema.get("properties")).items()
            if merged(self.root, mapping(raw)).get(hidden) is not True
        }
        settled = names.settle(
            (wire, wire, names.snake(wire, names.MODEL_RESERVED)) for wire in shown
        )
        required = sequence(schema.get("required"))
        for wire, raw in shown.items():
            where = join(pointer, "properties", wire)
            node = merged(self.root, raw)
            unit = node.get("x-unit")
            expression = node.get("x-default-expression")
            yield Field(
                wire=wire,
                name=settled[wire],
                type=self.lower(where, raw, side, f"{name}-{wire}"),
                required=wire in required and side is Side.REQUEST,
                doc=text_of(node.get("description")),
                origin=origin_of(where, node),
                default=canonical(node["default"]) if "default" in node else None,
                default_expression=expression if isinstance(expression, str) else None,
                unit=unit if isinstance(unit, str) else None,
                applies_when=condition(node.get("x-applies-when")),
                advice=advice(node),
                reads_also=reads_also(node),
                deprecated=node.get("deprecated") is True,
            )

    def _possible(self, pointer: str, schema: JsonValue) -> JsonValue:
        """Report a schema that takes nothing; it must not become one that takes anything."""
        if schema is False:
            self.report.unsupported(pointer, "a schema that takes nothing")
        return schema

    def _is_enumeration(self, schema: JsonObject, scalar: Scalar) -> bool:
        values = sequence(schema.get("enum"))
        kinds = {Scalar.STRING: str, Scalar.INTEGER: int}
        return bool(values) and scalar in kinds and all(type(v) is kinds[scalar] for v in values)

    def _enumeration(self, pointer: str, schema: JsonObject, name: str, scalar: Scalar) -> str:
        if pointer in self.declared:
            return pointer
        values = list(dict.fromkeys(canonical(value) for value in sequence(schema["enum"])))
        plain = {canonical(value): str(value) for value in sequence(schema["enum"])}
        given = [text_of(each) for each in sequence(schema.get("x-enum-varnames"))]
        docs = [text_of(each) for each in sequence(schema.get("x-enum-descriptions"))]
        wanted = given if len(given) == len(values) else [names.constant(plain[v]) for v in values]
        settled = names.settle(
            (plain[v], plain[v], word) for v, word in zip(values, wanted, strict=True)
        )
        self._wanted[pointer] = names.pascal(name, names.MODULE_RESERVED)
        self.declared[pointer] = Enumeration(
            key=pointer,
            name=self._wanted[pointer],
            scalar=scalar,
            members=tuple(
                Member(value, settled[plain[value]], docs[index] if index < len(docs) else "")
                for index, value in enumerate(values)
            ),
            doc=text_of(schema.get("description")),
            origin=origin_of(pointer, schema),
        )
        return pointer

    def _only(self, pointer: str, schema: JsonObject, handled: frozenset[str] | set[str]) -> bool:
        """Report every keyword that says something about values and has no place in the IR."""
        left = [
            key
            for key in schema
            if key not in handled and key not in _WORDS and not key.startswith("x-")
        ]
        for key in left:
            self.report.unsupported(join(pointer, key), f"{key} here")
        return not left


def is_file(schema: JsonObject) -> bool:
    """Say whether a field of a multipart form is bytes: of no other encoding, and not JSON."""
    kinds = schema.get("type", "string")
    if kinds != "string" or "contentEncoding" in schema:
        return False
    return schema.get("format") == "binary" or "contentMediaType" in schema


def _components(root: JsonObject) -> JsonObject:
    return mapping(mapping(root.get("components")).get("schemas"))


def _open(key: str, scalar: Scalar) -> Type:
    """Open an enumeration for reading: a newer server may know more values."""
    return UnionType((NamedType(key), ScalarType(scalar)))


def _implied(schema: JsonObject) -> str | None:
    """Say which type a schema means that names none but has keywords of only that type."""
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    values = sequence(schema.get("enum")) or ([schema["const"]] if "const" in schema else [])
    if values and all(isinstance(value, str) for value in values):
        return "string"
    return None


def _is_record(schema: JsonObject) -> bool:
    return bool(mapping(schema.get("properties")))


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
