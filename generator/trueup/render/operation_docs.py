"""What a method says of itself: the spec's words, every argument with its facts, what it gives and raises."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from trueup.ir import (
    Declaration,
    Delivery,
    Field,
    Media,
    NamedType,
    Operation,
    Parameter,
    Record,
    Response,
    Side,
)
from trueup.render.literals import paragraphs
from trueup.render.parameters import target_name
from trueup.render.words import field_facts, limits_words, place_words, type_words

_STATUS_ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "429": "RateLimitError",
}
_WIDTH = 88


def operation_doc(operation: Operation, declared: Mapping[str, Declaration]) -> str:
    """Write the text of a method's docstring."""
    partial = (
        "What is not given is not sent, and keeps the value that it has."
        if operation.partial_update
        else ""
    )
    return paragraphs(
        _title(operation),
        operation.doc,
        partial,
        _delivery(operation),
        section("Args", _arguments(operation, declared)),
        section("Returns", _results(operation, declared)),
        section("Raises", _errors(operation)),
    )


def operation_readme(operation: Operation) -> str:
    """Write what the library's README says of an operation."""
    return paragraphs(f"{operation.summary}.".replace("..", "."), operation.doc)


def parameter_facts(parameter: Parameter, declared: Mapping[str, Declaration]) -> str:
    """Write what is known of a parameter, in one paragraph."""
    facts = [parameter.doc, f"Type: {type_words(parameter.type, declared)}."]
    if limits := limits_words(parameter.type):
        facts.append(f"Range: {limits}.")
    if place := place_words(parameter.origin):
        facts.append(f"Source: {place}.")
    return " ".join(facts)


def _title(operation: Operation) -> str:
    return f"{(operation.summary or f'{operation.method} {operation.path}').rstrip('.')}."


def _delivery(operation: Operation) -> str:
    """Say how a stream is read."""
    if operation.delivery is Delivery.FILE:
        return (
            "Writes the answer to a file as it arrives: none is left behind that is not complete."
        )
    if operation.delivery is Delivery.WHOLE:
        return ""
    asked = (
        " A field of the request that asks for a stream is yours to set." if operation.body else ""
    )
    return f"Gives the items of the answer as they arrive: a stream, for a `with` block.{asked}"


def _arguments(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[str]:
    if operation.delivery is Delivery.FILE:
        what = "A path, which gets the file once it is complete, or a file opened in binary mode."
        yield f"{target_name(operation)}: {what}"
    for parameter in operation.parameters:
        if not parameter.per_client:
            yield f"{parameter.name}: {parameter_facts(parameter, declared)}"
    body = operation.body
    if body is None:
        return
    record = declared.get(body.type.key) if isinstance(body.type, NamedType) else None
    if not isinstance(record, Record):
        yield f"body: {body.doc or 'What to send.'}"
        return
    yield f"body: {body.doc} Give either this, or its fields as keywords.".strip()
    arguments = dict(body.keywords)
    for field in record.fields:
        yield f"{arguments[field.wire]}: {_one_paragraph(field, declared)}"


def _one_paragraph(field: Field, declared: Mapping[str, Declaration]) -> str:
    return " ".join((field.doc, *field_facts(field, declared, Side.REQUEST)))


def _results(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[str]:
    for response in operation.successes:
        shown = type_words(response.type, declared) if response.type else "nothing"
        if response.media is Media.EVENTS:
            shown = f"events with {shown}"
        if operation.delivery is Delivery.FILE and response.media is Media.BYTES:
            shown = "the number of bytes"
        yield f"{response.status}, {shown}: {_said(response)}"


def _errors(operation: Operation) -> Iterator[str]:
    yield "InvalidRequestError: What was given breaks the limits above; nothing was sent."
    yield "TransportError: No answer came."
    for response in operation.responses:
        rule = response.succeeds_when
        if rule is not None:
            yield f"{rule.error}: {response.status}, but `{rule.wire}` is not {rule.equals}."
        if response in operation.successes:
            yield "DecodeError: The answer is not what is documented."
        if not response.status.startswith("2"):
            other = "ServerError" if response.status[0] == "5" else "APIStatusError"
            error = _STATUS_ERRORS.get(response.status, other)
            yield f"{error}: {response.status}, {_said(response)}"


def _said(response: Response) -> str:
    place = place_words(response.origin)
    return f"{response.doc} Source: {place}." if place else response.doc


def section(title: str, entries: Iterator[str]) -> str:
    """Write a titled list of entries, each wrapped and indented below its first line."""
    filled = [
        textwrap.fill(
            " ".join(entry.split()), _WIDTH, initial_indent="    ", subsequent_indent="        ",
            break_long_words=False, break_on_hyphens=False,
        )
        for entry in dict.fromkeys(entries)
    ]  # fmt: skip
    return "\n".join([f"{title}:", *filled]) if filled else ""
