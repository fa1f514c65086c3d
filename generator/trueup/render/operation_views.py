"""Views of the operations: the method a caller sees, and the call it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trueup import names
from trueup.ir import (
    Body,
    Declaration,
    Delivery,
    Group,
    Media,
    NamedType,
    Operation,
    Parameter,
    Record,
    Side,
    Style,
    Type,
    Where,
)
from trueup.render.advice_views import is_advised
from trueup.render.annotations import annotation
from trueup.render.answers import readers, returns
from trueup.render.headers import headers_view
from trueup.render.literals import docstring, from_json, literal, tuple_of
from trueup.render.model_views import field_view
from trueup.render.models import Annotations
from trueup.render.parameters import attribute, parameter_record, target_name
from trueup.render.views import (
    ArgumentView,
    DeliveryView,
    FieldView,
    GroupedView,
    OperationView,
    PairView,
    RuleView,
)


def operation_view(
    operation: Operation, annotations: Annotations, declared: Mapping[str, Declaration],
    title: str, group: Group, docs: tuple[str, str],
) -> OperationView:  # fmt: skip
    """Show an operation of a group; `title` is its part of the names of classes, `docs` are of both flavours."""
    body = operation.body
    record = body_record(body, declared)
    sent = _sent(body, record) if is_advised(operation, declared) else ""
    return OperationView(
        name=operation.name,
        method=literal(operation.method),
        path=literal(operation.path),
        method_and_path=" ".join(f"{operation.method} {operation.path}".split()),
        call_doc=docstring(f"Make the call of {operation.method} {operation.path}."),
        doc=docstring(docs[0]),
        doc_async=docstring(docs[1]),
        returns=returns(operation, declared),
        answers=f"_{names.constant(operation.name)}_ANSWERS",
        arguments_class=f"_{title}Arguments",
        positional=tuple(_positional(operation, declared)),
        keywords=tuple(_keywords(operation, declared)),
        checked=tuple(_checked(operation, annotations, declared, title)),
        given=tuple(_given(operation, record)),
        path_values=_values(operation, Where.PATH),
        query_values=_values(operation, Where.QUERY),
        header_values=_values(operation, Where.HEADER),
        cookie_values=_values(operation, Where.COOKIE),
        readers=tuple(readers(operation, annotations, declared)),
        delivery=_delivery(operation),
        headers=headers_view(operation, annotations, declared, title, group),
        rule=_rule(operation),
        media_type=literal(_media_type(body)),
        files=_files(body, record),
        accept=_accept(operation),
        secrets=_secrets(operation),
        server=literal(operation.server) if operation.server else "",
        idempotent="" if operation.idempotent is None else str(operation.idempotent),
        content=_content(body, record, advised=bool(sent)),
        body_model=record.name if record else "",
        sent=sent,
        fields=_fields(body, record),
        grouped=_grouped(operation, group),
    )


def _sent(body: Body | None, record: Record | None) -> str:
    """Write what makes a body that there may be advice on."""
    if body is None or record is None:
        return ""
    return f"{'body_of' if body.required else 'perhaps'}({record.name}, body, fields)"


def _delivery(operation: Operation) -> DeliveryView:
    way = operation.delivery
    return DeliveryView(
        whole=way is Delivery.WHOLE,
        streams=way is Delivery.ITEMS,
        saves=target_name(operation) if way is Delivery.FILE else "",
        answered=way is not Delivery.ITEMS,
    )


def _grouped(operation: Operation, group: Group) -> GroupedView:
    name = dict(group.methods)[operation.key]
    return GroupedView(
        attribute=group.name,
        title=group.title,
        method=method_name(operation, group),
        shown=f"{group.name}.{name}" if group.tag else "",
    )


def method_name(operation: Operation, group: Group) -> str:
    """Name the method: an underscore keeps it from hiding a type that the class's annotations name."""
    name = dict(group.methods)[operation.key]
    others = {other for _, other in group.methods}
    return names.distinct(f"{name}_", others) if name in names.ANNOTATING else name


def _secrets(operation: Operation) -> str:
    asked = operation.security
    return "" if asked is None else tuple_of(tuple_of(map(literal, keys)) for keys in asked)


def body_record(body: Body | None, declared: Mapping[str, Declaration]) -> Record | None:
    """Give the record that a body is, if it is one."""
    found = declared.get(body.type.key) if body and isinstance(body.type, NamedType) else None
    return found if isinstance(found, Record) else None


def arguments(
    operation: Operation, declared: Mapping[str, Declaration]
) -> tuple[tuple[ArgumentView, ...], tuple[ArgumentView, ...]]:
    """Show the arguments of a method: those that are given by place, and those by keyword."""
    return tuple(_positional(operation, declared)), tuple(_keywords(operation, declared))


def _positional(
    operation: Operation, declared: Mapping[str, Declaration]
) -> Iterator[ArgumentView]:
    if operation.delivery is Delivery.FILE:
        yield ArgumentView(target_name(operation), "_Target", "")
    for each in operation.parameters:
        if each.where is Where.PATH and not each.per_client:
            yield ArgumentView(each.name, _shown(each.type, declared), "")


def _keywords(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[ArgumentView]:
    others = [
        each
        for each in operation.parameters
        if each.where is not Where.PATH and not each.per_client
    ]
    for each in sorted(others, key=lambda parameter: not parameter.required):
        yield settable(each, declared)
    body = operation.body
    if body is None:
        return
    record = body_record(body, declared)
    if record is None:
        default = "" if body.required else " = UNSET"
        shown = _shown(body.type, declared)
        yield ArgumentView("body", shown if body.required else f"{shown} | Unset", default)
        return
    yield ArgumentView("body", f"{record.name} | Unset", " = UNSET")
    arguments = dict(body.keywords)
    for field in record.fields:
        shown = _shown(field.type, declared)
        yield ArgumentView(arguments[field.wire], f"{shown} | Unset", " = UNSET")


def settable(parameter: Parameter, declared: Mapping[str, Declaration]) -> ArgumentView:
    """Show a parameter as an argument that may be left out unless it is required."""
    shown = _shown(parameter.type, declared)
    if parameter.required:
        return ArgumentView(parameter.name, shown, "")
    return ArgumentView(parameter.name, f"{shown} | Unset", " = UNSET")


def _shown(type_: Type, declared: Mapping[str, Declaration]) -> str:
    return annotation(type_, declared, plain_values=True)


def _checked(
    operation: Operation,
    annotations: Annotations,
    declared: Mapping[str, Declaration],
    title: str,
) -> Iterator[FieldView]:
    record = parameter_record(operation, declared, title)
    for field in record.fields:
        yield field_view(field, Side.REQUEST, annotations[record.key][field.name], declared)


def _given(operation: Operation, record: Record | None) -> Iterator[PairView]:
    for each in operation.parameters:
        from_client = f"self._settings[{literal(each.wire)}]"
        yield PairView(literal(each.name), from_client if each.per_client else each.name)
    if operation.body and record is None:
        yield PairView(literal("body"), "body")


def _values(operation: Operation, where: Where) -> tuple[PairView, ...]:
    return tuple(
        PairView(literal(each.wire), _written(each))
        for each in operation.parameters
        if each.where is where
    )


def _written(parameter: Parameter) -> str:
    """Write a parameter's value: as it is where it is one piece of text, else by its style."""
    value = f"checked.{attribute(parameter.name)}"
    if parameter.style is Style.PLAIN:
        return value
    if parameter.style is Style.JSON:
        return f"as_json({value})"
    if parameter.style in (Style.LINES, Style.SEQUENCE):
        mark = ', "\\x1e"' if parameter.style is Style.SEQUENCE else ""
        return f"as_lines({value}{mark})"
    if parameter.where is Where.HEADER:
        return f"in_header({value}, explode={parameter.explode})"
    if parameter.style is Style.COOKIE:
        return f"in_cookie({literal(parameter.wire)}, {value}, explode={parameter.explode})"
    function = "in_path" if parameter.where is Where.PATH else "in_query"
    given = [literal(parameter.wire), value, literal(str(parameter.style))]
    given += [f"explode={parameter.explode}", *(["reserved=True"] if parameter.reserved else [])]
    return f"{function}({', '.join(given)})"


def _fields(body: Body | None, record: Record | None) -> tuple[PairView, ...]:
    if body is None or record is None:
        return ()
    arguments = dict(body.keywords)
    return tuple(PairView(literal(each.name), arguments[each.wire]) for each in record.fields)


def _content(body: Body | None, record: Record | None, *, advised: bool) -> str:
    """Write what makes the bytes of a body; a multipart form is no bytes yet."""
    if body is None or body.media is Media.MULTIPART:
        return "None"
    if body.media in (Media.TEXT, Media.BYTES):
        return "raw(checked.body)"
    if body.media is Media.LINES:
        mark = ', b"\\x1e"' if "json-seq" in body.media_type else ""
        return f"json_lines(checked.body{mark})"
    content = _json(body, record, advised=advised)
    return f"form({content}, {_encodings(body)})" if body.media is Media.FORM else content


def _json(body: Body, record: Record | None, *, advised: bool) -> str:
    if record is None:
        return "encoded(checked.body)"
    if advised and body.required:
        return "written(sent, plain=all_plain(body, fields))"
    if body.required:
        return f"written(body_of({record.name}, body, fields), plain=all_plain(body, fields))"
    return f"optional({record.name}, body, fields)"


def _media_type(body: Body | None) -> str | None:
    """Give the media type of a body; httpx names that of a form with files, with its boundary."""
    if body is None or body.media_type.lower() == "multipart/form-data":
        return None
    return body.media_type


def _files(body: Body | None, record: Record | None) -> str:
    if body is None or body.media is not Media.MULTIPART:
        return ""
    made = "body_of" if body.required else "perhaps"
    given = "checked.body" if record is None else f"{made}({record.name}, body, fields)"
    return f"multipart({given}, {_encodings(body)})"


def _encodings(body: Body) -> str:
    pairs = (
        f"{literal(each.wire)}: ({literal(each.content_type)},"
        f" {literal(str(each.style) if each.style else None)}, {each.explode})"
        for each in body.encodings
    )
    return f"{{{', '.join(pairs)}}}"


def _accept(operation: Operation) -> str:
    """Say which answers are read, the successes first; nothing where they all are plain JSON."""
    read = sorted(
        (each for each in operation.responses if each.type is not None),
        key=lambda each: each not in operation.successes,
    )
    kinds = list(dict.fromkeys(each.media_type for each in read))
    plain = all(kind.partition(";")[0] == "application/json" for kind in kinds)
    return "" if plain else literal(", ".join(kinds))


def _rule(operation: Operation) -> RuleView | None:
    for response in operation.responses:
        rule = response.succeeds_when
        if rule is not None:
            return RuleView(
                field=literal(rule.name),
                equals=from_json(rule.equals),
                error=literal(rule.error),
                message=literal(rule.message),
            )
    return None
