"""Lower enumerations: values, the names of their members, what they mean."""

from __future__ import annotations

from trueup import names
from trueup.document.json_values import JsonObject, canonical, sequence, text_of
from trueup.ir import Enumeration, Member, Scalar
from trueup.lower.report import origin_of
from trueup.lower.unions import is_of

_KINDS = {Scalar.STRING: str, Scalar.INTEGER: int}


def is_enumeration(schema: JsonObject, scalar: Scalar) -> bool:
    """Say whether a scalar is a closed list that Python has an enumeration for."""
    values = sequence(schema.get("enum"))
    return bool(values) and all(type(value) is _KINDS.get(scalar) for value in values)


def of_scalar(schema: JsonObject, scalar: Scalar) -> JsonObject:
    """Keep the values of an enum that are of a type, with their names and meanings."""
    values = sequence(schema["enum"])
    kept = [at for at, value in enumerate(values) if is_of(value, scalar)]
    lists = ("enum", "x-enum-varnames", "x-enum-descriptions")
    beside = {key: sequence(schema[key]) for key in lists if key in schema}
    # Names that are fewer than the values name those that are not null: they fit already.
    chosen = {
        key: [said[at] for at in kept] if len(said) == len(values) else said
        for key, said in beside.items()
    }
    return {**schema, **chosen}


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
