"""Views of the models: what each class and each field says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trueup.document.expressions import names_in, steps_of
from trueup.ir import AnyType, Declaration, Enumeration, Field, Record, Scalar, Side
from trueup.render.advice_views import advised
from trueup.render.literals import bullets, docstring, from_json, literal, paragraphs, tuple_of
from trueup.render.lowered import MORE, matches
from trueup.render.models import Annotations
from trueup.render.views import (
    EnumerationView,
    FieldView,
    InstantView,
    MemberView,
    ModelView,
    PairView,
)
from trueup.render.words import field_facts, place_words, record_facts


def enumeration_view(enumeration: Enumeration) -> EnumerationView:
    """Show an enumeration."""
    place = place_words(enumeration.origin)
    return EnumerationView(
        name=enumeration.name,
        base="TextEnum" if enumeration.scalar is Scalar.STRING else "IntegerEnum",
        doc=docstring(
            paragraphs(enumeration.doc or enumeration.name, place and f"Source: {place}.")
        ),
        members=tuple(
            MemberView(
                member.name, from_json(member.value), docstring(member.doc) if member.doc else ""
            )
            for member in enumeration.members
        ),
    )


def model_view(
    record: Record, annotations: Annotations, declared: Mapping[str, Declaration]
) -> ModelView:
    """Show a record as a model."""
    place = place_words(record.origin)
    direction = "RequestModel" if record.side is Side.REQUEST else "ResponseModel"
    facts = list(record_facts(record, declared))
    source = place and f"Source: {place}."
    typed = record.more is not None and not isinstance(record.more, AnyType)
    return ModelView(
        name=record.name,
        base=direction if record.more is None else f"Open{direction}",
        doc=docstring(paragraphs(record.doc or record.name, *facts, source)),
        more=f"More(lambda: {annotations[record.key][MORE]})" if typed else "",
        advised=advised(record),
        computed=tuple(_computed(record)),
        instants=tuple(_instants(record)),
        parsed=tuple(_parsed(record)),
        holds="" if record.check is None else matches(record.check),
        fields=tuple(
            field_view(each, record.side, annotations[record.key][each.name], declared)
            for each in record.fields
        ),
    )


def _computed(record: Record) -> Iterator[PairView]:
    """Yield how defaults are computed, from fields that are sent too."""
    attributes = {field.wire: field.name for field in record.fields}
    for field in record.fields if record.side is Side.REQUEST else ():
        if field.default_expression is None:
            continue
        if all(name in attributes for name in names_in(field.default_expression)):
            steps = (attributes.get(str(each), each) for each in steps_of(field.default_expression))
            yield PairView(literal(field.name), tuple_of(map(literal, steps)))


def _instants(record: Record) -> Iterator[InstantView]:
    for field in record.fields:
        if field.instant is not None:
            epoch = f", {literal(field.instant.epoch)}" if field.instant.epoch else ""
            yield InstantView(
                name=field.instant.name,
                given=f"self.{field.name}, {literal(f'{field.instant.unit}s')}{epoch}",
                doc=docstring(
                    paragraphs(
                        f"`{field.name}` as a datetime in UTC.",
                        "None where it is not there, or no datetime can tell it.",
                    )
                ),
            )


def _parsed(record: Record) -> Iterator[InstantView]:
    for field in record.fields:
        if field.parsed is not None:
            yield InstantView(
                name=field.parsed,
                given=f"{literal(field.name)}, self.{field.name}",
                doc=docstring(
                    paragraphs(
                        f"The value that `{field.name}` holds as JSON text; None where it is not there.",
                        "Raises ValueError where the text is no JSON.",
                    )
                ),
            )


def field_view(
    field: Field, side: Side, annotation: str, declared: Mapping[str, Declaration]
) -> FieldView:
    """Show a field: a request's may be UNSET, a response's may be None."""
    extra = list(_metadata(field, side))
    default = ""
    if side is Side.RESPONSE:
        annotation = annotation if annotation.endswith("| None") else f"{annotation} | None"
        default = " = None"
    elif not field.required:
        annotation = f"Settable[{annotation}]"
        default = " = UNSET"
    if extra:
        annotation = f"Annotated[{annotation}, {', '.join(extra)}]"
    return FieldView(
        name=field.name,
        annotation=annotation,
        default=default,
        doc=docstring(paragraphs(field.doc, bullets(field_facts(field, declared, side)))),
    )


def _metadata(field: Field, side: Side) -> list[str]:
    made: list[str] = []
    if field.name != field.wire:
        made.append(f"Field(alias={literal(field.wire)})")
    if field.reads_also and side is Side.RESPONSE:
        kinds = ", ".join(literal(str(kind)) for kind in field.reads_also)
        made.append(f"ReadsAlso({kinds})")
    said: list[str] = []
    if field.default is not None and side is Side.REQUEST:
        said.append(f"default={from_json(field.default)}")
    if field.unit:
        said.append(f"unit={literal(field.unit)}")
    if said:
        made.append(f"Documented({', '.join(said)})")
    return made
