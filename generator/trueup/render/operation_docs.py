"""What a method says of itself: the spec's words, every argument with its facts, what it gives and raises."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from trueup.ir import (
    Body,
    Declaration,
    Delivery,
    Field,
    Group,
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
_REPEATED = {
    True: "It may arrive twice without doing more than once, and is repeated after trouble that passes.",
    False: "It would do more if it arrived twice, and is repeated only where it never went out.",
}
_WIDTH = 88


def operation_doc(
    operation: Operation, declared: Mapping[str, Declaration], example: str, page: str
) -> str:
    """Write the text of a method's docstring, with a call and the path of its page where it has these."""
    partial = (
        "What is not given is not sent, and keeps the value that it has."
        if operation.partial_update
        else ""
    )
    return paragraphs(
        title_of(operation),
        operation.doc,
        partial,
        "" if operation.idempotent is None else _REPEATED[operation.idempotent],
        delivery_words(operation),
        section("Args", _arguments(operation, declared)),
        section("Returns", _results(operation, declared)),
        section("Raises", (f"{name}: {said}" for name, said in error_entries(operation))),
        f"Example:\n{textwrap.indent(example, '    ')}" if example else "",
        f"Page: {page}" if page else "",
    )


def parameter_facts(parameter: Parameter, declared: Mapping[str, Declaration]) -> str:
    """Write what is known of a parameter, in one paragraph."""
    facts = [parameter.doc, f"Type: {type_words(parameter.type, declared)}."]
    if limits := limits_words(parameter.type):
        facts.append(f"Range: {limits}.")
    if place := place_words(parameter.origin):
        facts.append(f"Source: {place}.")
    return " ".join(facts)


def title_of(operation: Operation) -> str:
    """Say in one line what an operation does."""
    return f"{(operation.summary or f'{operation.method} {operation.path}').rstrip('.')}."


def delivery_words(operation: Operation) -> str:
    """Say how a stream is read, or a file written; nothing of an answer that comes as a whole."""
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


def arguments_of(
    operation: Operation,
) -> Iterator[tuple[str, Parameter | Body | None, str]]:
    """Yield what a method takes beside the fields of its body: the name, what it is, what is said of it."""
    if operation.delivery is Delivery.FILE:
        what = "A path, which gets the file once it is complete, or a file opened in binary mode."
        yield target_name(operation), None, what
    for parameter in operation.parameters:
        yield parameter.name, parameter, parameter.doc
    body = operation.body
    if body is not None:
        fields = " Give either this, or its fields as keywords." if body.keywords else ""
        yield "body", body, f"{body.doc or 'What to send.'}{fields}"


def _arguments(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[str]:
    for name, given, said in arguments_of(operation):
        if not isinstance(given, Parameter):
            yield f"{name}: {said}"
        elif not given.per_client:
            yield f"{name}: {parameter_facts(given, declared)}"
    for name, field in keyword_fields(operation, declared):
        yield f"{name}: {_one_paragraph(field, declared)}"


def keyword_fields(
    operation: Operation, declared: Mapping[str, Declaration]
) -> Iterator[tuple[str, Field]]:
    """Yield the fields of a body that are keywords, too, each by its keyword."""
    body = operation.body
    record = declared.get(body.type.key) if body and isinstance(body.type, NamedType) else None
    if body is not None and isinstance(record, Record):
        arguments = dict(body.keywords)
        yield from ((arguments[field.wire], field) for field in record.fields)


def _one_paragraph(field: Field, declared: Mapping[str, Declaration]) -> str:
    return " ".join((field.doc, *field_facts(field, declared, Side.REQUEST)))


def _results(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[str]:
    for response in operation.successes:
        shown = answer_words(operation, response, declared)
        yield f"{response.status}, {shown}: {answer_doc(response)}"


def answer_words(
    operation: Operation, response: Response, declared: Mapping[str, Declaration]
) -> str:
    """Name what an answer gives."""
    shown = type_words(response.type, declared) if response.type else "nothing"
    if response.media is Media.EVENTS:
        return f"events with {shown}"
    if operation.delivery is Delivery.FILE and response.media is Media.BYTES:
        return "the number of bytes"
    return shown


def error_entries(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield each error that an operation raises, and when."""
    yield "InvalidRequestError", "What was given breaks the limits above; nothing was sent."
    yield "TransportError", "No answer came, or not all of it."
    for response in operation.responses:
        rule = response.succeeds_when
        if rule is not None:
            yield rule.error, f"{response.status}, but `{rule.wire}` is not {rule.equals}."
        if response in operation.successes:
            yield "DecodeError", "The answer is not what is documented."
        if not response.status.startswith("2"):
            other = "ServerError" if response.status[0] == "5" else "APIStatusError"
            yield (
                _STATUS_ERRORS.get(response.status, other),
                f"{response.status}, {answer_doc(response)}",
            )
    if all(response.status != "default" for response in operation.responses):
        yield "APIStatusError", "Any other status that is no success."


def page_path(group: Group, key: str) -> str:
    """Give the path of an operation's page."""
    return f"docs/{group.name}/{dict(group.methods)[key]}.md"


def answer_doc(response: Response) -> str:
    """Say what an answer means, and where that is said."""
    place = place_words(response.origin)
    return f"{response.doc} Source: {place}." if place else response.doc


def section(title: str, entries: Iterable[str]) -> str:
    """Write a titled list of entries, each wrapped and indented below its first line."""
    filled = [
        textwrap.fill(
            " ".join(entry.split()), _WIDTH, initial_indent="    ", subsequent_indent="        ",
            break_long_words=False, break_on_hyphens=False,
        )
        for entry in dict.fromkeys(entries)
    ]  # fmt: skip
    return "\n".join([f"{title}:", *filled]) if filled else ""
