"""Repairs of references that are spelled as in Swagger 2, or without their slash."""

from __future__ import annotations

from trueup.document.json_values import mapping, text_of
from trueup.document.pointers import join, split
from trueup.document.repairs.mending import Mending
from trueup.document.walk import Part
from trueup.findings import Code

_CARRYING = ("responses", "parameters", "requestBodies", "headers")
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
    bound = {text_of(each.node.get("$dynamicAnchor")) for each in mending.parts("schema")}
    for part in mending.parts():
        _open(mending, part, bound)
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
        elif part.kind == "schema":
            _to_schema(mending, part)


def _open(mending: Mending, part: Part, bound: set[str]) -> None:
    """Read a parameter of a generic schema, where nothing is bound to it, as any value."""
    said = part.node.get("$dynamicRef")
    if part.kind == "schema" and isinstance(said, str) and said.partition("#")[2] in bound:
        where = join(part.pointer, "$dynamicRef")
        wrong = f"`$dynamicRef` leads nowhere in this schema itself: {said}"
        mending.told(where, Code.MISSPELT, wrong, "read as any value")
        del part.node["$dynamicRef"]


def _to_schema(mending: Mending, part: Part) -> None:
    """Read a schema that refers to a response, parameter, body or header as what that one carries."""
    said = text_of(part.node["$ref"])
    tokens = split(said.removeprefix("#"))
    if tokens[:1] != ["components"] or len(tokens) != 3 or tokens[1] not in _CARRYING:
        return
    holder = mapping(mapping(mapping(mending.root["components"]).get(tokens[1])).get(tokens[2]))
    content = [
        key for key, media in mapping(holder.get("content")).items() if "schema" in mapping(media)
    ]
    inner = ["schema"] if "schema" in holder else ["content", *content, "schema"]
    if len(content) == 1 or "schema" in holder:
        meant = f"#{join('', *tokens, *inner)}"
        wrong = f"`$ref` leads to no schema: {said}"
        mending.told(join(part.pointer, "$ref"), Code.MISSPELT, wrong, f"read as {meant}")
        part.node["$ref"] = meant
