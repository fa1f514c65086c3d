"""JSON values as a person writes them in Python: classes by name, lines that are not too long."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from trueup.document.json_values import JsonValue
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Enumeration,
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
from trueup.render.literals import literal
from trueup.render.lowered import format_name

WIDTH: Final = 96
_KINDS: Final[Mapping[Scalar, tuple[type, ...]]] = {
    Scalar.STRING: (str,),
    Scalar.INTEGER: (int,),
    Scalar.NUMBER: (int, float),
    Scalar.BOOLEAN: (bool,),
}


class Inexpressible(ValueError):
    """A value that the classes of a library don't take as it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """An expression: what stands before its items, the items, what stands after them."""

    head: str
    items: tuple[Source, ...] = ()
    tail: str = ""

    def after(self, text: str) -> Source:
        """Give the expression with a text before it."""
        return replace(self, head=f"{text}{self.head}")

    def before(self, text: str) -> Source:
        """Give the expression with a text behind it."""
        return replace(self, tail=f"{self.tail}{text}")

    def flat(self) -> str:
        """Write it in one line."""
        return f"{self.head}{', '.join(each.flat() for each in self.items)}{self.tail}"

    def lines(self, width: int = WIDTH) -> list[str]:
        """Write it in one line if that fits, else an item a line."""
        flat = self.flat()
        if len(flat) <= width or not self.items:
            return [flat]
        inner = [line for each in self.items for line in each.before(",").lines(width - 4)]
        return [self.head, *(f"    {line}" for line in inner), self.tail]


def plainly(value: JsonValue) -> Source:
    """Write a JSON value as it is."""
    if isinstance(value, dict):
        pairs = (plainly(each).after(f"{literal(key)}: ") for key, each in value.items())
        return Source("{", tuple(pairs), "}")
    if isinstance(value, list):
        return Source("[", tuple(map(plainly, value)), "]")
    return Source(literal(value))


@dataclass(frozen=True, slots=True)
class Expressions:
    """Writes values of an API's types; `names` gathers the classes that they name."""

    declared: Mapping[str, Declaration]
    names: set[str] = field(default_factory=set)

    def of(self, type_: Type, value: JsonValue, *, plain: bool) -> Source:
        """Write a value; `plain`: text may stand for what has a class of its own. Raise Inexpressible."""
        match type_:
            case ScalarType():
                return _scalar(type_, value, plain)
            case ConstType(value=only):
                return _only(value == json.loads(only), Source(literal(value)))
            case ListType(item=item):
                if not isinstance(value, list):
                    raise Inexpressible
                return Source("[", self._each(item, value, plain), "]")
            case MapType(value=inner):
                return self._map(inner, value, plain)
            case UnionType():
                return self._union(type_, value, plain)
            case NullableType(of=inner):
                return Source("None") if value is None else self.of(inner, value, plain=plain)
            case NamedType(key=key):
                return self._named(self.declared[key], value, plain)
            case CheckedType(of=inner):
                return self.of(inner, value, plain=plain)
            case AnyType():
                return plainly(value)
            case BinaryType():
                return _only(isinstance(value, str), Source(f"b{literal(ascii(value)[1:-1])}"))
            case _:
                assert_never(type_)

    def record(self, record: Record, value: JsonValue) -> Source:
        """Write a model by its fields; raise Inexpressible where it holds others."""
        fields = {each.wire: each for each in record.fields}
        if not isinstance(value, dict) or not {*value} <= {*fields}:
            raise Inexpressible
        if any(each.required and each.wire not in value for each in record.fields):
            raise Inexpressible
        given = tuple(
            self.of(each.type, value[wire], plain=False).after(f"{each.name}=")
            for wire, each in fields.items()
            if wire in value
        )
        self.names.add(record.name)
        return Source(f"{record.name}(", given, ")")

    def validated(self, record: Record, value: JsonValue) -> Source:
        """Write a model as it is read from JSON, which takes whatever it holds."""
        self.names.add(record.name)
        return Source(f"{record.name}.model_validate(", (plainly(value),), ")")

    def _each(self, item: Type, values: Iterable[JsonValue], plain: bool) -> tuple[Source, ...]:
        return tuple(self.of(item, each, plain=plain) for each in values)

    def _map(self, inner: Type, value: JsonValue, plain: bool) -> Source:
        if not isinstance(value, dict):
            raise Inexpressible
        made = zip(value, self._each(inner, value.values(), plain), strict=True)
        return Source("{", tuple(each.after(f"{literal(key)}: ") for key, each in made), "}")

    def _union(self, type_: UnionType, value: JsonValue, plain: bool) -> Source:
        members: tuple[Type, ...] = type_.members
        if type_.tag is not None and isinstance(value, dict):
            key = dict(type_.tag.kinds).get(str(value.get(type_.tag.wire)))
            members = tuple(each for each in members if each == NamedType(key or "")) or members
        for member in members:
            known = set(self.names)
            try:
                return self.of(member, value, plain=plain)
            except Inexpressible:
                self.names.intersection_update(known)
        raise Inexpressible

    def _named(self, declaration: Declaration, value: JsonValue, plain: bool) -> Source:
        if isinstance(declaration, Record):
            return self.record(declaration, value)
        return self._member(declaration, value, plain)

    def _member(self, declaration: Enumeration, value: JsonValue, plain: bool) -> Source:
        for member in declaration.members:
            if json.loads(member.value) == value and not isinstance(value, bool):
                if plain:
                    return Source(literal(value))
                self.names.add(declaration.name)
                return Source(f"{declaration.name}.{member.name}")
        raise Inexpressible


def _only(holds: bool, source: Source) -> Source:
    if not holds:
        raise Inexpressible
    return source


def _scalar(type_: ScalarType, value: JsonValue, plain: bool) -> Source:
    kinds = _KINDS[type_.scalar]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise Inexpressible
    return _only(plain or not format_name(type_, Side.REQUEST), Source(literal(value)))
