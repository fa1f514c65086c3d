"""The parameters of an operation as a record, so that the same engine gives them types and limits."""

from __future__ import annotations

from trueup import names
from trueup.ir import Field, Operation, Record, Side


def parameter_record(operation: Operation) -> Record:
    """Give the parameters as the fields of a record of their own."""
    return Record(
        key=f"parameters:{operation.key}",
        name=f"TrueupArguments{names.pascal(operation.name)}",
        side=Side.REQUEST,
        fields=tuple(
            Field(
                wire=each.name,
                name=each.name,
                type=each.type,
                required=each.required,
                doc=each.doc,
                origin=each.origin,
            )
            for each in operation.parameters
        ),
        closed=True,
        doc="",
        origin=operation.origin,
    )
