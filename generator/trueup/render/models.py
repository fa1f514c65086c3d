"""Models by datamodel-code-generator: the only module that knows it.

It gets the lowered document and gives Python source, of which only the types of fields and the members
of enumerations are taken. Everything it gave is linked against the IR: a class, a field or a member
too many, too few or of another name is refused, so a change in its behaviour can't pass unseen.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonObject
from trueup.findings import Code, Finding, Place, Refused
from trueup.ir import Declaration, Enumeration, Record, Side, Type
from trueup.render.lowered import LoweredDocument, limits_of, lowered_document, types_of

Annotations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Module:
    """What a generated module declares: annotations by class and field, members by enumeration, aliases."""

    fields: dict[str, dict[str, ast.expr]]
    members: dict[str, dict[str, object]]
    aliases: dict[str, ast.expr]


def field_annotations(declarations: Iterable[Declaration]) -> Annotations:
    """Give the Python type of every field, by record key and field name, limits included."""
    everything = tuple(declarations)
    found: dict[str, Mapping[str, str]] = {}
    for side in Side:
        records = [each for each in everything if isinstance(each, Record) and each.side is side]
        if records:
            found.update(_of_side(everything, records, side))
    return found


def _of_side(
    everything: tuple[Declaration, ...], records: list[Record], side: Side
) -> dict[str, Mapping[str, str]]:
    document = lowered_document(everything, side)
    module = _parsed(_generated(document.schemas, strict=side is Side.REQUEST))
    _link(module, records, [each for each in everything if isinstance(each, Enumeration)])
    inline = _Inline(module.aliases, document)
    made: dict[str, Mapping[str, str]] = {}
    for record in records:
        annotations = {
            name: inline.visit(each) for name, each in module.fields[record.name].items()
        }
        for field, type_ in types_of(record):
            _link_limits(f"{record.name}.{field}", type_, annotations[field])
        made[record.key] = {name: ast.unparse(each) for name, each in annotations.items()}
    return made


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


def _parsed(source: str) -> _Module:
    module = _Module({}, {}, {})
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name, bases=[ast.Name("StrEnum" | "IntEnum")], body=body):
                module.members[name] = dict(_assignments(body))
            case ast.ClassDef(name=name, body=body):
                module.fields[name] = {
                    item.target.id: item.annotation
                    for item in body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
            case ast.Assign(targets=[ast.Name(name)], value=ast.Call(args=[_, aliased])):
                module.aliases[name] = aliased
            case _:
                pass  # imports, docstrings and rebuilds
    return module


def _assignments(body: list[ast.stmt]) -> Iterable[tuple[str, object]]:
    for item in body:
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            yield item.targets[0].id, ast.literal_eval(item.value)


def _link(module: _Module, records: list[Record], enumerations: list[Enumeration]) -> None:
    """Refuse a module that does not declare exactly what the IR does."""
    wanted_fields = {record.name: {name for name, _ in types_of(record)} for record in records}
    given_fields = {name: set(fields) for name, fields in module.fields.items()}
    if wanted_fields != given_fields:
        raise _mismatch(_difference(wanted_fields, given_fields))
    wanted = {each.name: [member.name for member in each.members] for each in enumerations}
    given = {name: list(members) for name, members in module.members.items()}
    if wanted != given:
        raise _mismatch(_difference(wanted, given))


def _link_limits(field: str, type_: Type, annotation: ast.expr) -> None:
    """Refuse an annotation that does not carry exactly the limits of the field's type."""
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
        raise _mismatch(f"{field} has the limits {given}, not {wanted}")


def _limit(name: str, value: object) -> str:
    """Write a limit so that 0 and 0.0 are the same."""
    return f"{name} {float(value) if isinstance(value, int | float) else value!r}"


def _difference(wanted: Mapping[str, object], given: Mapping[str, object]) -> str:
    odd = sorted(
        name for name in wanted.keys() | given.keys() if wanted.get(name) != given.get(name)
    )
    return ", ".join(f"{name} is {given.get(name)}, not {wanted.get(name)}" for name in odd)


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
        body: ast.expr = self.visit(self._aliases[node.id])
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
