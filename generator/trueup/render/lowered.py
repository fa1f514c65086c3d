"""The document that datamodel-code-generator is fed: every name final, every field required, no default.

What optional means is ours to say (a field that is not set, is not sent), so the model generator only
hears of types and limits. Types that need an annotation of ours, and limits below the top of a field,
stand apart as aliases, whose bodies are put back in place of their names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never

from trueup.document.json_values import JsonObject, JsonValue
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    Declaration,
    Enumeration,
    Limits,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Record,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.render.literals import literal

# The name of what a record takes beside its fields; no field can have it.
MORE: Final = "TrueupMore"
_KEYWORDS: Final[Mapping[str, str]] = {
    "minimum": "ge",
    "maximum": "le",
    "exclusive_minimum": "gt",
    "exclusive_maximum": "lt",
    "multiple_of": "multiple_of",
    "min_length": "min_length",
    "max_length": "max_length",
    "pattern": "pattern",
}


@dataclass(frozen=True, slots=True)
class LoweredDocument:
    """Schemas by name, and for each alias among them the annotations to put on its body."""

    schemas: JsonObject
    aliases: Mapping[str, tuple[str, ...]]


def lowered_document(declarations: Iterable[Declaration], side: Side) -> LoweredDocument:
    """Write the records of one side, and every enumeration, as schemas."""
    everything = tuple(declarations)
    writer = _Writer({declaration.key: declaration for declaration in everything})
    schemas: JsonObject = {}
    for declaration in everything:
        match declaration:
            case Enumeration():
                schemas[declaration.name] = _enumeration(declaration)
            case Record() if declaration.side is side:
                schemas[declaration.name] = writer.record(declaration)
            case Record():
                pass
            case _:
                assert_never(declaration)
    return LoweredDocument({**schemas, **writer.hoisted}, writer.aliases)


def types_of(record: Record) -> Iterator[tuple[str, Type]]:
    """Yield every type within a record, by the name of its field; MORE is of what has no field."""
    yield from ((each.name, each.type) for each in record.fields)
    if record.more is not None:
        yield MORE, record.more


def limits_of(type_: Type) -> Iterator[tuple[str, float | str]]:
    """Yield every limit within a type, by the keyword that pydantic's Field has for it."""
    match type_:
        case ScalarType(limits=limits):
            for keyword, limit in _KEYWORDS.items():
                value: float | str | None = getattr(limits, keyword)
                if value is not None:
                    yield limit, value
        case ListType():
            for limit, count in (("min_length", type_.min_items), ("max_length", type_.max_items)):
                if count is not None:
                    yield limit, count
            yield from limits_of(type_.item)
        case MapType(value=inner) | NullableType(of=inner) | CheckedType(of=inner):
            yield from limits_of(inner)
        case UnionType():
            for member in type_.members:
                yield from limits_of(member)
        case NamedType() | AnyType() | BinaryType():
            return
        case _:
            assert_never(type_)


def _enumeration(declaration: Enumeration) -> JsonObject:
    return {
        "type": str(declaration.scalar),
        "enum": [json.loads(member.value) for member in declaration.members],
        "x-enum-varnames": [member.name for member in declaration.members],
    }


@dataclass(slots=True)
class _Writer:
    declared: Mapping[str, Declaration]
    hoisted: JsonObject = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def record(self, record: Record) -> JsonObject:
        return {
            "type": "object",
            "properties": {name: self._schema(type_) for name, type_ in types_of(record)},
            "required": [name for name, _ in types_of(record)],
        }

    def _schema(self, type_: Type) -> JsonObject:
        match type_:
            case ScalarType():
                return _scalar(type_)
            case ListType():
                counts = {"minItems": type_.min_items, "maxItems": type_.max_items}
                made: JsonObject = {"type": "array", "items": self._inner(type_.item)}
                return {
                    **made,
                    **{key: count for key, count in counts.items() if count is not None},
                }
            case MapType():
                return {"type": "object", "additionalProperties": self._inner(type_.value)}
            case UnionType():
                members: JsonValue = [self._inner(member) for member in type_.members]
                return self._with(tuple(self._telling(type_)), {"anyOf": members})
            case NullableType():
                return {"anyOf": [self._inner(type_.of), {"type": "null"}]}
            case NamedType():
                return {"$ref": f"#/components/schemas/{self.declared[type_.key].name}"}
            case CheckedType():
                return self._with((f"Matches({literal(type_.schema)})",), self._schema(type_.of))
            case AnyType():
                return {}
            case BinaryType():
                return self._with(("IsFile()" if type_.file else "IsBytes()",), {})
            case _:
                assert_never(type_)

    def _inner(self, type_: Type) -> JsonObject:
        """Write a type below the top of a field: its limits need an alias of their own."""
        if isinstance(type_, ScalarType) and type_.limits != Limits():
            return self._with((), _scalar(type_))
        return self._schema(type_)

    def _telling(self, union: UnionType) -> Iterator[str]:
        """Yield the annotations that tell the members of a union apart."""
        for member in union.members:
            declared = self.declared.get(member.key) if isinstance(member, NamedType) else None
            if isinstance(declared, Enumeration):
                yield f"Known({declared.name})"
        if union.tag is not None:
            kinds = (f"{literal(text)}: {self.declared[key].name}" for text, key in union.tag.kinds)
            yield f"ByTag({literal(union.tag.wire)}, lambda: {{{', '.join(kinds)}}})"
        if union.exactly_one:
            yield "OneOf()"

    def _with(self, annotations: tuple[str, ...], schema: JsonObject) -> JsonObject:
        """Set a schema apart as an alias; a union without annotations needs none."""
        if not annotations and "anyOf" in schema:
            return schema
        name = f"TrueupAlias{len(self.aliases)}"
        self.hoisted[name] = schema
        self.aliases[name] = annotations
        return {"$ref": f"#/components/schemas/{name}"}


def _scalar(type_: ScalarType) -> JsonObject:
    limits = type_.limits
    said: dict[str, JsonValue] = {
        "minimum": limits.minimum,
        "maximum": limits.maximum,
        "exclusiveMinimum": limits.exclusive_minimum,
        "exclusiveMaximum": limits.exclusive_maximum,
        "multipleOf": limits.multiple_of,
        "minLength": limits.min_length,
        "maxLength": limits.max_length,
        "pattern": limits.pattern,
    }
    return {
        "type": str(type_.scalar),
        **{key: value for key, value in said.items() if value is not None},
    }
