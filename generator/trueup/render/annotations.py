"""Types as a caller reads them in a signature: no limits, and plain values beside enumerations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, assert_never

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
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.render.literals import literal
from trueup.render.lowered import format_name, literal_type

_SCALARS: Final[Mapping[Scalar, str]] = {
    Scalar.STRING: "str",
    Scalar.INTEGER: "int",
    Scalar.NUMBER: "float",
    Scalar.BOOLEAN: "bool",
}


def annotation(type_: Type, declared: Mapping[str, Declaration], *, plain_values: bool) -> str:
    """Write a type as a Python annotation; `plain_values`: the wire's own count too, as something is sent."""
    match type_:
        case ScalarType():
            return _scalar(type_, plain_values)
        case ConstType():
            return literal_type(type_.value)
        case ListType():
            return f"list[{annotation(type_.item, declared, plain_values=plain_values)}]"
        case MapType():
            return f"dict[str, {annotation(type_.value, declared, plain_values=plain_values)}]"
        case UnionType():
            members = (
                annotation(each, declared, plain_values=plain_values) for each in type_.members
            )
            return " | ".join(dict.fromkeys(members))
        case NullableType():
            return f"{annotation(type_.of, declared, plain_values=plain_values)} | None"
        case NamedType():
            return _named(declared[type_.key], plain_values)
        case CheckedType():
            return annotation(type_.of, declared, plain_values=plain_values)
        case AnyType():
            return "object"
        case BinaryType():
            return "File" if type_.file else "bytes"
        case _:
            assert_never(type_)


def _scalar(type_: ScalarType, plain_values: bool) -> str:
    if plain_values and type_.json is not None:
        return "JsonText"
    if plain_values:
        sent = format_name(type_, Side.REQUEST)
        return f"{sent} | str" if sent else _SCALARS[type_.scalar]
    return format_name(type_, Side.RESPONSE) or _SCALARS[type_.scalar]


def _named(declaration: Declaration, plain_values: bool) -> str:
    if isinstance(declaration, Enumeration) and plain_values:
        values = ", ".join(literal(json.loads(member.value)) for member in declaration.members)
        return f"{declaration.name} | Literal[{values}]"
    return declaration.name
