"""Repairs of references that are spelled as in Swagger 2, or without their slash."""

from __future__ import annotations

from trueup.document.json_values import mapping
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.document.walk import parts
from trueup.findings import Code

_SECTIONS = {
    "schema": "schemas",
    "parameter": "parameters",
    "response": "responses",
    "body": "requestBodies",
    "header": "headers",
    "example": "examples",
}


def repair_references(mending: Mending) -> None:
    """Read a reference that leads nowhere as the component of its last name, where the spelling means one."""
    components = mapping(mending.root.get("components"))
    for part in list(parts(mending.root)):
        said = part.node.get("$ref")
        if not isinstance(said, str) or part.kind not in _SECTIONS:
            continue
        section = _SECTIONS[part.kind]
        name = said.rpartition("/")[2].strip()
        swagger = said in (f"#/definitions/{name}", f"#/{section}/{name}")
        slipped = said.strip().lstrip("#/") == f"components/{section}/{name}"
        meant = f"#/components/{section}/{name}"
        if (swagger or slipped) and said != meant and name in mapping(components.get(section)):
            where = join(part.pointer, "$ref")
            mending.told(where, Code.MISSPELT, f"`$ref` leads nowhere: {said}", f"read as {meant}")
            part.node["$ref"] = meant
