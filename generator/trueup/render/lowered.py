"""The document that datamodel-code-generator is fed: each distinct type once, required, without a default.

What optional means is ours to say (a field that is not set, is not sent), so the model generator only
hears of types and limits; of what a type names it sees a stand-in, whatever the size of the API.
Types that need an annotation of ours, and limits below the top of a field, stand apart as aliases,
whose bodies are put back in place of their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from trueup import formats
from trueup.document.json_values import JsonObject, JsonValue
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Enumeration,
    Limits,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Record,
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.render.literals import from_json, literal

# The name of what a record takes beside its fields; no field can have it.
MORE: Final = "TrueupMore"
# The schema whose properties are the types, and what stands in for what they name.
TYPES: Final = "TrueupTypes"
RECORD: Final = "TrueupRecord"
ENUMERATION: Final = "TrueupEnumeration"
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
class Shape:
    """A type with stand-ins for what it names, so that types which differ in names alone are one shape."""

    type: Type
    stands_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoweredDocument:
    """Schemas by name: TYPES has a property for each type; for each alias, the annotations to put on it.

    `written`: the aliases that stand for a type of ours, in Python.
    """

    schemas: JsonObject
    aliases: Mapping[str, tuple[str, ...]]
    written: Mapping[str, str]


def shape_of(type_: Type, declared: Mapping[str, Declaration]) -> Shape:
    """Give the shape of a type; `stands_for`: the keys of what it names, in the order of their stand-ins."""
    found: dict[str, str] = {}

    def stand_in(key: str) -> str:
        kind = ENUMERATION if isinstance(declared[key], Enumeration) else RECORD
        return found.setdefault(key, f"{kind}{len(found)}")

    return Shape(_renamed(type_, stand_in), tuple(found))


def lowered_document(types: Iterable[Type], side: Side) -> LoweredDocument:
    """Write types, which name stand-ins alone, as the properties of one schema: 0, 1, 2 and so on."""
    writer = _Writer(side)
    properties: JsonObject = {f"type_{at}": writer.schema(each) for at, each in enumerate(types)}
    everything: JsonObject = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }
    stubs: JsonObject = {name: {"type": "object"} for name in sorted(writer.named)}
    schemas = {TYPES: everything, **stubs, **writer.hoisted}
    return LoweredDocument(schemas, writer.aliases, writer.written)


def _renamed(type_: Type, rename: Callable[[str], str]) -> Type:
    """Give a type with other keys for what it names."""
    match type_:
        case ScalarType() | ConstType() | AnyType() | BinaryType():
            return type_
        case NamedType(key):
            return NamedType(rename(key))
        case ListType(item):
            return replace(type_, item=_renamed(item, rename))
        case MapType(value):
            return MapType(_renamed(value, rename))
        case NullableType(of) | CheckedType(of):
            return replace(type_, of=_renamed(of, rename))
        case UnionType(members, tag=tag):
            kinds = tag and tuple((text, rename(key)) for text, key in tag.kinds)
            return replace(
                type_,
                members=tuple(_renamed(each, rename) for each in members),
                tag=tag and replace(tag, kinds=kinds or (), other=tag.other and rename(tag.other)),
            )
        case _:
            assert_never(type_)


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
        case ConstType() | NamedType() | AnyType() | BinaryType():
            return
        case _:
            assert_never(type_)


@dataclass(slots=True)
class _Writer:
    side: Side
    named: set[str] = field(default_factory=set)
    hoisted: JsonObject = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    def schema(self, type_: Type) -> JsonObject:
        match type_:
            case ScalarType():
                return self._formatted(type_) or _scalar(type_)
            case ConstType():
                exactly = () if type_.value[0] in '"n' else ("Exactly()",)
                return self._as(literal_type(type_.value), exactly)
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
                self.named.add(type_.key)
                return {"$ref": f"#/components/schemas/{type_.key}"}
            case CheckedType():
                return self._with((matches(type_.schema),), self.schema(type_.of))
            case AnyType():
                return {}
            case BinaryType():
                limits = {"min_length": type_.min_length, "max_length": type_.max_length}
                given = (f"{name}={count}" for name, count in limits.items() if count is not None)
                kind = "IsFile" if type_.file else "IsBytes"
                return self._with((f"{kind}({', '.join(given)})",), {})
            case _:
                assert_never(type_)

    def _inner(self, type_: Type) -> JsonObject:
        """Write a type below the top of a field: its limits need an alias of their own."""
        if isinstance(type_, ScalarType) and type_.limits != Limits():
            return self._formatted(type_) or self._with((), _scalar(type_))
        return self.schema(type_)

    def _formatted(self, type_: ScalarType) -> JsonObject | None:
        """Write text of a format that has a type of its own, or is checked."""
        if type_.json is not None and self.side is Side.REQUEST:
            held = matches(type_.json) if type_.json else ""
            return self._with((f"HoldsJson({held})",), _scalar(type_))
        name = format_name(type_, self.side)
        if name is not None:
            return self._as(name)
        checked = type_.spelled or type_.format in formats.CHECKED
        if self.side is Side.RESPONSE or type_.scalar is not Scalar.STRING or not checked:
            return None
        return self._with((f"Holds({literal(type_.format)})",), _scalar(type_))

    def _as(self, written: str, annotations: tuple[str, ...] = ()) -> JsonObject:
        """Write a type that is given as Python source."""
        self.written[f"TrueupAlias{len(self.aliases)}"] = written
        return self._with(annotations, {})

    def _telling(self, union: UnionType) -> Iterator[str]:
        """Yield the annotations that tell the members of a union apart."""
        for member in union.members:
            if isinstance(member, NamedType) and member.key.startswith(ENUMERATION):
                yield f"Known({member.key})"
        if union.tag is not None:
            kinds = (f"{literal(text)}: {key}" for text, key in union.tag.kinds)
            other = f", lambda: {union.tag.other}" if union.tag.other else ""
            opened = ", open_=True" if union.tag.open and self.side is Side.REQUEST else ""
            yield f"ByTag({literal(union.tag.wire)}, lambda: {{{', '.join(kinds)}}}{other}{opened})"
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


def format_name(type_: ScalarType, side: Side) -> str | None:
    """Name the runtime's type for text of a format, where Python has one."""
    name = formats.TYPED.get(type_.format or "")
    if name is None or type_.scalar is not Scalar.STRING or type_.spelled:
        return None
    return f"{'Sent' if side is Side.REQUEST else 'Read'}{name}"


def literal_type(value: str) -> str:
    """Write the type of a single value (canonical JSON)."""
    return "None" if value == "null" else f"Literal[{from_json(value)}]"


def matches(schema: str) -> str:
    """Write the annotation that holds a JSON Schema."""
    formatted = ", FORMATS" if '"format":' in schema else ""
    return f"Matches({literal(schema)}{formatted})"


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
