"""The arguments of an operation as a record, so that the same engine gives them types and limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trueup import names
from trueup.ir import Body, Declaration, Field, NamedType, Operation, Parameter, Record, Side


def argument_titles(operations: Iterable[Operation]) -> dict[str, str]:
    """Give the part of a class name that is an operation's own, by operation key."""
    entries = ((each.key, each.name, names.pascal(each.name)) for each in operations)
    return names.settle(entries, joint="")


def attribute(argument: str) -> str:
    """Name the attribute that holds an argument: not what pydantic gives every model (`schema`, `copy`)."""
    return f"{argument}_" if argument in names.MODEL_RESERVED else argument


def target_name(operation: Operation) -> str:
    """Name the argument for the file that an answer goes to: no parameter or field is called that."""
    fields = (name for _, name in (operation.body.keywords if operation.body else ()))
    return names.distinct("to", {*fields, *(each.name for each in operation.parameters)})


def parameter_record(
    operation: Operation, declared: Mapping[str, Declaration], title: str
) -> Record:
    """Give the parameters, and a body that is no record, as the fields of a record of their own."""
    body = operation.body
    found = declared.get(body.type.key) if body and isinstance(body.type, NamedType) else None
    arguments: list[tuple[str, Parameter | Body]] = [
        (each.name, each) for each in operation.parameters
    ]
    if body is not None and not isinstance(found, Record):
        arguments.append(("body", body))
    return Record(
        key=f"parameters:{operation.key}",
        name=f"TrueupArguments{title}",
        side=Side.REQUEST,
        fields=tuple(
            Field(
                wire=name,
                name=attribute(name),
                type=each.type,
                required=each.required,
                doc=each.doc,
                origin=each.origin,
            )
            for name, each in arguments
        ),
        doc="",
        origin=operation.origin,
    )
