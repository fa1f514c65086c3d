"""The headers of an operation's answers, as attributes of a class of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from trueup import names
from trueup.ir import (
    CheckedType,
    Declaration,
    Delivery,
    Field,
    Group,
    Header,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Operation,
    Record,
    Side,
    Style,
    Type,
    UnionType,
)
from trueup.render.annotations import annotation
from trueup.render.literals import docstring, literal, paragraphs
from trueup.render.models import Annotations
from trueup.render.views import HeadersView, HeaderView

# What httpx's headers have as attributes already, and what the runtime adds.
_RESERVED: Final = frozenset(
    "clear copy encoding get get_list getlist items keys multi_items pop popitem raw setdefault update values"
    " unreadable".split()
)


def header_record(operation: Operation) -> Record:
    """Give the headers of an operation's answers as the fields of a record, for the engine of types."""
    return Record(
        key=f"headers:{operation.key}",
        name="",
        side=Side.RESPONSE,
        fields=tuple(
            Field(each.wire, name, each.type, required=True, doc=each.doc, origin=each.origin)
            for name, each in _named(operation).items()
        ),
        doc="",
        origin=operation.origin,
    )


def headers_view(
    operation: Operation,
    annotations: Annotations,
    declared: Mapping[str, Declaration],
    title: str,
    group: Group,
) -> HeadersView:
    """Show the documented headers of the successes of an operation; a stream has them as they are."""
    name = f"_{title}Headers"
    if operation.delivery is Delivery.ITEMS:
        return HeadersView(name, "", ())
    fields = tuple(_fields(operation, annotations, declared))
    return HeadersView(name, f", _calls_of_{group.name}.{name}" if fields else "", fields)


def _fields(
    operation: Operation, annotations: Annotations, declared: Mapping[str, Declaration]
) -> Iterator[HeaderView]:
    kinds = annotations[header_record(operation).key]
    for name, header in _named(operation).items():
        shown = annotation(header.type, declared, plain_values=False)
        shape = _shape(header, declared)
        yield HeaderView(
            name=name,
            type=shown,
            wire=literal(header.wire),
            reader=f"Reader[{shown}]({kinds[name]})",
            shape=f", {literal(shape)}" if shape else "",
            doc=docstring(paragraphs(header.doc or f"`{header.wire}`.")),
        )


def _named(operation: Operation) -> dict[str, Header]:
    """Give each documented header by the name of its attribute; of two types it has either."""
    found: dict[str, Header] = {}
    for response in operation.successes:
        for header in response.headers:
            known = found.setdefault(header.wire.lower(), header)
            if known.type != header.type:
                found[header.wire.lower()] = replace(known, type=_either(known.type, header.type))
    settled = names.settle((wire, wire, names.snake(wire, _RESERVED)) for wire in found)
    return {settled[wire]: header for wire, header in found.items()}


def _either(one: Type, other: Type) -> Type:
    members = one.members if isinstance(one, UnionType) else (one,)
    return one if other in members else UnionType((*members, other))


def _shape(header: Header, declared: Mapping[str, Declaration]) -> str:
    """Say how the text of a header is taken apart."""
    if header.style is not Style.SIMPLE:
        return "json" if header.style is Style.JSON else ""
    type_ = header.type
    while isinstance(type_, NullableType | CheckedType):
        type_ = type_.of
    match type_:
        case ListType():
            return "list"
        case MapType():
            return "exploded" if header.explode else "pairs"
        case NamedType(key=key) if isinstance(declared[key], Record):
            return "exploded" if header.explode else "pairs"
        case _:
            return ""
