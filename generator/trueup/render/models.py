"""Types by datamodel-code-generator: the only module that knows it.

It gets the lowered document and gives Python source, of which only the types of fields are taken. What
it gave is linked against the IR: a field too many or too few, or a limit that is not the spec's, is
refused, so a change in its behaviour can't pass unseen.
"""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.findings import Code, Finding, Place, Refused
from trueup.ir import Declaration, Record, Side, Type
from trueup.render.lowered import (
    ENUMERATION,
    RECORD,
    TYPES,
    LoweredDocument,
    limits_of,
    lowered_document,
    shape_of,
    types_of,
)

Annotations = Mapping[str, Mapping[str, str]]
_STAND_IN: Final = re.compile(rf"(?:{RECORD}|{ENUMERATION})([0-9]+)")


def field_annotations(
    records: Iterable[Record], declared: Mapping[str, Declaration]
) -> Annotations:
    """Give the Python type of every field, by record key and field name, limits included."""
    everything = tuple(records)
    return {
        key: found
        for side in Side
        for key, found in _of_side(
            [each for each in everything if each.side is side], declared, side
        )
    }


def _of_side(
    records: list[Record], declared: Mapping[str, Declaration], side: Side
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the types of the fields of each record; each distinct one is asked for, and written, once."""
    distinct = dict.fromkeys(type_ for record in records for _, type_ in types_of(record))
    shapes = {type_: shape_of(type_, declared) for type_ in distinct}
    templates = _templates({each.type for each in shapes.values()}, side)
    written = {
        type_: templates[shape.type].written([declared[key].name for key in shape.stands_for])
        for type_, shape in shapes.items()
    }
    for record in records:
        yield record.key, {name: written[type_] for name, type_ in types_of(record)}


class _Template:
    """The Python type of a shape, to be written with names in place of its stand-ins."""

    def __init__(self, annotation: ast.expr) -> None:
        self._annotation = annotation
        self._named = [
            (node, int(found[1]))
            for node in ast.walk(annotation)
            if isinstance(node, ast.Name) and (found := _STAND_IN.fullmatch(node.id))
        ]

    def written(self, names: Sequence[str]) -> str:
        for node, at in self._named:
            node.id = names[at]
        return ast.unparse(self._annotation)


def _templates(shapes: set[Type], side: Side) -> dict[Type, _Template]:
    if not shapes:
        return {}
    ordered = sorted(shapes, key=repr)
    document = lowered_document(ordered, side)
    fields, aliases = _parsed(_generated(document.schemas, strict=side is Side.REQUEST))
    wanted = [f"type_{at}" for at in range(len(ordered))]
    if list(fields) != wanted:
        odd = ", ".join(sorted(set(wanted) ^ set(fields))) or "another order"
        raise _mismatch(f"of the fields, these are too many or too few: {odd}")
    inline = _Inline(aliases, document)
    made = {type_: inline.visit(fields[name]) for name, type_ in zip(wanted, ordered, strict=True)}
    for type_, annotation in made.items():
        _link_limits(type_, annotation)
    return {type_: _Template(copy.deepcopy(each)) for type_, each in made.items()}


def _generated(schemas: JsonObject, *, strict: bool) -> str:
    from datamodel_code_generator import generate
    from datamodel_code_generator.config import GenerateConfig
    from datamodel_code_generator.enums import DataModelType, InputFileType, StrictTypes
    from datamodel_code_generator.format import PythonVersion

    config = GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        formatters=[],
        disable_timestamp=True,
        use_annotated=True,
        field_constraints=True,
        use_type_alias=True,
        strict_refs=True,
        strict_types=list(StrictTypes) if strict else None,
    )
    document = {
        "openapi": "3.1.0",
        "info": {"title": "lowered", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about options of its future versions
        made = generate(document, config=config)
    if not isinstance(made, str):
        raise _mismatch("it gave no single module")
    return made


def _parsed(source: str) -> tuple[dict[str, ast.expr], dict[str, ast.expr]]:
    """Give the annotations of the types' fields, and the bodies of aliases, by name."""
    fields: dict[str, ast.expr] = {}
    aliases: dict[str, ast.expr] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name, body=body) if name == TYPES:
                fields = {
                    item.target.id: item.annotation
                    for item in body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
            case ast.Assign(targets=[ast.Name(name)], value=ast.Call(args=[_, aliased])):
                aliases[name] = aliased
            case _:
                pass  # imports, stand-ins, docstrings and rebuilds
    return fields, aliases


def _link_limits(type_: Type, annotation: ast.expr) -> None:
    """Refuse an annotation that does not carry exactly the limits of its type."""
    wanted = sorted(_limit(name, value) for name, value in limits_of(type_))
    given = sorted(
        _limit(str(keyword.arg), ast.literal_eval(keyword.value))
        for node in ast.walk(annotation)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Field"
        for keyword in node.keywords
    )
    if wanted != given:
        raise _mismatch(f"{ast.unparse(annotation)} has the limits {given}, not {wanted}")


def _limit(name: str, value: object) -> str:
    """Write a limit so that 0 and 0.0 are the same."""
    return f"{name} {float(value) if isinstance(value, int | float) else value!r}"


def _mismatch(what: str) -> Refused:
    return Refused(
        Finding(
            Place("datamodel-code-generator"),
            Code.MODEL_MISMATCH,
            f"the models it made are not those of the spec: {what}",
            "install the pinned version; if it is, report this spec",
        )
    )


class _Inline(ast.NodeTransformer):
    """Puts the bodies of aliases, with our annotations on them, in place of their names."""

    def __init__(self, aliases: Mapping[str, ast.expr], document: LoweredDocument) -> None:
        self._aliases = aliases
        self._document = document

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._aliases:
            return node
        if node.id in self._document.written:
            body = ast.parse(self._document.written[node.id], mode="eval").body
        else:
            body = self.visit(self._aliases[node.id])
        extra = self._document.aliases.get(node.id, ())
        if not extra:
            return body
        parts = [body, *(ast.parse(text, mode="eval").body for text in extra)]
        match body:
            case ast.Subscript(value=ast.Name("Annotated"), slice=ast.Tuple(elts=inner)):
                parts[:1] = inner
            case _:
                pass
        return ast.Subscript(value=ast.Name("Annotated"), slice=ast.Tuple(parts), ctx=ast.Load())
