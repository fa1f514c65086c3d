"""What reads the answers of an operation, and what a caller gets of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    Declaration,
    Delivery,
    Enumeration,
    Field,
    ListType,
    MapType,
    Media,
    NamedType,
    NullableType,
    Operation,
    Record,
    Response,
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.render.annotations import annotation
from trueup.render.literals import literal
from trueup.render.models import Annotations
from trueup.render.views import PairView


def _field_name(answer: int, event: int = 0) -> str:
    """Name the field for what an answer carries, or for the data of events of one type in it."""
    return f"answer_{answer}_{event}"


def answer_record(operation: Operation) -> Record:
    """Give what answers carry as the fields of a record, so that the same engine gives them types."""
    types = {
        _field_name(index, event): type_
        for index, each in enumerate(operation.responses)
        for event, type_ in enumerate([each.type, *(kind for _, kind in each.named)])
        if type_ is not None
    }
    return Record(
        key=f"answers:{operation.key}",
        name="",
        side=Side.RESPONSE,
        fields=tuple(
            Field(name, name, type_, required=True, doc="", origin=operation.origin)
            for name, type_ in types.items()
        ),
        doc="",
        origin=operation.origin,
    )


def returns(operation: Operation, declared: Mapping[str, Declaration]) -> str:
    """Write the type of what a success gives; of a stream, that of its items."""
    streams = operation.delivery is Delivery.ITEMS
    shown: list[str] = []
    for each in operation.successes:
        if not (streams and each.type is None):
            said = annotation(each.type, declared, plain_values=False) if each.type else "None"
            if operation.delivery is Delivery.FILE and each.media is Media.BYTES and each.type:
                said = "int"
            shown.append(f"_Event[{said}]" if each.media is Media.EVENTS else said)
    return " | ".join(dict.fromkeys(shown)) or ("object" if streams else "None")


def readers(
    operation: Operation, annotations: Annotations, declared: Mapping[str, Declaration]
) -> Iterator[PairView]:
    """Write what reads each answer, by its status."""
    kinds = annotations[answer_record(operation).key]
    for index, each in enumerate(operation.responses):
        yield PairView(literal(each.status), _reader(each, index, kinds, declared))


def _reader(
    response: Response, index: int, kinds: Mapping[str, str], declared: Mapping[str, Declaration]
) -> str:
    def reading(type_: Type, event: int = 0) -> tuple[str, str]:
        shown = annotation(type_, declared, plain_values=False)
        return shown, kinds[_field_name(index, event)]

    def of_data(type_: Type, event: int = 0) -> str:
        reader = "PlainReader" if _is_text(type_, declared) else "Reader"
        shown, kind = reading(type_, event)
        return f"{reader}[{shown}]({kind})"

    if response.type is None:
        return "None"
    shown, kind = reading(response.type)
    match response.media:
        case Media.TEXT:
            return "TextReader()"
        case Media.BYTES:
            return "BytesReader()"
        case Media.LINES:
            mark = ', b"\\x1e"' if "json-seq" in response.media_type else ""
            return f"LinesReader[{shown}]({kind}{mark})"
        case Media.EVENTS:
            named = (
                f"{literal(name)}: {of_data(type_, at)}"
                for at, (name, type_) in enumerate(response.named, 1)
            )
            others = f", {{{', '.join(named)}}}" if response.named else ""
            return f"EventsReader[{shown}]({of_data(response.type)}{others})"
        case Media.JSON | Media.FORM | Media.MULTIPART:
            return f"Reader[{shown}]({kind})"
        case _:
            assert_never(response.media)


def _is_text(type_: Type, declared: Mapping[str, Declaration]) -> bool:
    """Say whether the data of events is text and nothing else; any other is JSON."""
    match type_:
        case ScalarType(scalar=scalar):
            return scalar is Scalar.STRING
        case ConstType(value=value):
            return value.startswith('"')
        case NullableType(of=inner) | CheckedType(of=inner):
            return _is_text(inner, declared)
        case UnionType(members=members):
            return all(_is_text(each, declared) for each in members)
        case NamedType(key=key):
            found = declared[key]
            return isinstance(found, Enumeration) and found.scalar is Scalar.STRING
        case ListType() | MapType() | AnyType() | BinaryType():
            return False
        case _:
            assert_never(type_)
