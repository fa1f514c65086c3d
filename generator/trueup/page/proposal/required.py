"""Whether a field has to be there: `required` of its object, or of the parameter itself."""

from __future__ import annotations

from trueup.document.json_values import sequence
from trueup.page.facts import Kind
from trueup.page.proposal.edits import Edits
from trueup.page.proposal.sides import Side, is_parameter, name_of, object_of
from trueup.page.stated.field import StatedField


def require(edits: Edits, pointer: str, name: str, why: str) -> None:
    """Add a property to those that an object requires."""
    if name not in sequence(edits.node(pointer).get("required")):
        edits.append(pointer, "required", name, why)


def release(edits: Edits, field: StatedField, why: str) -> None:
    """Take a property out of those that are required, wherever that is said."""
    name = name_of(field)
    places = [object_of(field)]
    said = field.keywords.get(Kind.MANDATORY, "")
    if said != field.pointer:
        places.append(said.rpartition("/")[0].rpartition("/")[0])
    for pointer in dict.fromkeys(places):
        names = sequence(edits.node(pointer).get("required"))
        if name in names:
            edits.take(pointer, "required", names.index(name), why)


def restate_mandatory(edits: Edits, field: StatedField, wanted: bool, why: str) -> None:
    """Say whether a field is mandatory."""
    if is_parameter(field.path):
        if wanted:
            edits.put(field.pointer, "required", True, why)
        else:
            edits.drop(field.pointer, ["required"], why)
    elif wanted:
        require(edits, object_of(field), name_of(field), why)
    else:
        release(edits, field, why)


def is_required(side: Side, path: str) -> bool:
    """Say whether a side has a field as mandatory."""
    field = side.field(path)
    return field is not None and field.statement.get(Kind.MANDATORY) is True
