"""Lower enumerations: values, the names of their members, what they mean."""

from __future__ import annotations

from trueup import names
from trueup.document.json_values import JsonObject, canonical, sequence, text_of
from trueup.ir import Enumeration, Member, Scalar
from trueup.lower.report import origin_of

_KINDS = {Scalar.STRING: str, Scalar.INTEGER: int}


def is_enumeration(schema: JsonObject, scalar: Scalar) -> bool:
    """Say whether a scalar is a closed list that Python has an enumeration for."""
    values = sequence(schema.get("enum"))
    return bool(values) and all(type(value) is _KINDS.get(scalar) for value in values)


def enumeration(pointer: str, schema: JsonObject, name: str, scalar: Scalar) -> Enumeration:
    """Lower a closed list of strings or integers."""
    values = list(dict.fromkeys(canonical(value) for value in sequence(schema["enum"])))
    plain = {canonical(value): str(value) for value in sequence(schema["enum"])}
    given = [text_of(each) for each in sequence(schema.get("x-enum-varnames"))]
    docs = [text_of(each) for each in sequence(schema.get("x-enum-descriptions"))]
    wanted = given if len(given) == len(values) else [names.constant(plain[v]) for v in values]
    settled = names.settle(
        (plain[v], plain[v], word) for v, word in zip(values, wanted, strict=True)
    )
    return Enumeration(
        key=pointer,
        name=names.pascal(name, names.MODULE_RESERVED),
        scalar=scalar,
        members=tuple(
            Member(value, settled[plain[value]], docs[index] if index < len(docs) else "")
            for index, value in enumerate(values)
        ),
        doc=text_of(schema.get("description")),
        origin=origin_of(pointer, schema),
    )
