"""Repairs of schemas that are written in another dialect: 3.0 in a document of 3.1, 3.1 in one of 3.0."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import JsonObject
from trueup.document.normalize import make_nullable
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.findings import Code

_SILENT: Final = ("$ref", "description", "summary", "title", "deprecated", "example", "examples")
_LATER: Final = (
    "const if then else patternProperties prefixItems contains propertyNames dependentRequired"
    " dependentSchemas $defs unevaluatedItems unevaluatedProperties".split()
)


def repair_dialect(mending: Mending) -> None:
    """Read each schema in the dialect that it is written in."""
    of_30 = str(mending.root.get("openapi")).startswith("3.0")
    for part in mending.parts("schema"):
        if part.node.get("type") == "file":
            part.node.update(type="string", format="binary")
            mending.told(
                join(part.pointer, "type"), Code.OTHER_DIALECT, "`type: file`", "read as binary"
            )
        if of_30:
            _later(mending, part.pointer, part.node)
        else:
            _earlier(mending, part.pointer, part.node)


def _later(mending: Mending, pointer: str, schema: JsonObject) -> None:
    if "$ref" in schema:
        beside = [key for key in schema if key not in _SILENT and not key.startswith("x-")]
        for key in beside:
            wrong = f"{key} stands beside a `$ref`, where OpenAPI 3.0 gives it no meaning"
            mending.told(join(pointer, key), Code.OTHER_DIALECT, wrong, "left out")
            del schema[key]
        return
    of_31 = [key for key in _LATER if key in schema]
    of_31 += [key for key in ("type",) if isinstance(schema.get(key), list)]
    of_31 += [
        key
        for key in ("exclusiveMinimum", "exclusiveMaximum")
        if isinstance(schema.get(key), int | float) and not isinstance(schema[key], bool)
    ]
    if schema.get("type") == "null":
        of_31.append("type")
    for key in of_31:
        wrong = f"{key} is written as in OpenAPI 3.1"
        mending.told(join(pointer, key), Code.OTHER_DIALECT, wrong, "read as there")


def _earlier(mending: Mending, pointer: str, schema: JsonObject) -> None:
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        said = schema.get(exclusive)
        if isinstance(said, bool):
            wrong = f"`{exclusive}: {str(said).lower()}` is of OpenAPI 3.0"
            mending.told(join(pointer, exclusive), Code.OTHER_DIALECT, wrong, "read as there")
            del schema[exclusive]
            if said and bound in schema:
                schema[exclusive] = schema.pop(bound)
    if "nullable" in schema:
        wrong = "`nullable` is of OpenAPI 3.0"
        mending.told(join(pointer, "nullable"), Code.OTHER_DIALECT, wrong, "read as there")
        if schema.pop("nullable") is True and make_nullable(schema):
            mending.moved(join(pointer, "anyOf", 0), pointer)
