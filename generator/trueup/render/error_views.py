"""The view of the errors: one tree, with what this API's own answers add to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trueup import names
from trueup.ir import Api, Declaration, Record
from trueup.render.annotations import annotation
from trueup.render.identity import Identity
from trueup.render.layout import named_in
from trueup.render.literals import docstring, literal, paragraphs
from trueup.render.lowered import shape_of
from trueup.render.views import ErrorFieldView, ErrorsView, RejectionView

ERRORS = (
    "APIError", "APIStatusError", "AuthenticationError", "BadRequestError", "DecodeError",
    "InvalidRequestError", "NotFoundError", "PermissionDeniedError", "RateLimitError", "ServerError",
    "TransportError",
)  # fmt: skip
# What every error has of its own.
_ERROR_ATTRIBUTES = frozenset(
    "add_note args attempts body error_code error_msg request request_id response retry_after status_code"
    " with_traceback".split()
)


def errors_view(api: Api, identity: Identity) -> ErrorsView:
    """Show the errors of a package."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    record = declared.get(api.error or "")
    root = root_error(api, identity)
    rejections = tuple(_rejections(api, declared))
    known = sorted({*ERRORS, root, *(each.name for each in rejections)})
    return ErrorsView(
        root=root,
        body=record.name if isinstance(record, Record) else "object",
        fields=tuple(_error_fields(record, declared)),
        credentials=tuple(
            literal(each) for each in sorted({each.header.lower() for each in api.credentials})
        ),
        rejections=rejections,
        model_names=tuple(sorted({declared[key].name for key in _carried(api, declared)})),
        names=tuple(known),
        exported=tuple(map(literal, known)),
    )


def root_error(api: Api, identity: Identity) -> str:
    """Name the error that all others of a package are."""
    root = f"{names.pascal(identity.package)}Error"
    if root in (*ERRORS, *(declaration.name for declaration in api.declarations)):
        return f"{names.pascal(identity.package)}LibraryError"
    return root


def _carried(api: Api, declared: Mapping[str, Declaration]) -> Iterator[str]:
    """Yield the keys of what errors name: the error body, its fields, and the answers that are rejections."""
    if api.error is not None:
        yield api.error
        yield from named_in(declared[api.error], declared)
    for response in (each for operation in api.operations for each in operation.responses):
        if response.succeeds_when and response.type:
            yield from shape_of(response.type, declared).stands_for


def _rejections(api: Api, declared: Mapping[str, Declaration]) -> Iterator[RejectionView]:
    seen: set[str] = set()
    for operation in api.operations:
        for response in operation.responses:
            rule = response.succeeds_when
            if rule is not None and response.type and rule.error not in seen:
                seen.add(rule.error)
                doc = paragraphs(
                    f"The status is a success, but `{rule.wire}` of the answer is not {rule.equals}.",
                    "`result` is the answer as it was read.",
                )
                result = annotation(response.type, declared, plain_values=False)
                yield RejectionView(rule.error, literal(rule.error), docstring(doc), result)


def _error_fields(
    record: Declaration | None, declared: Mapping[str, Declaration]
) -> Iterator[ErrorFieldView]:
    for field in record.fields if isinstance(record, Record) else ():
        if field.name not in _ERROR_ATTRIBUTES:
            shown = annotation(field.type, declared, plain_values=False).removesuffix(" | None")
            doc = docstring(paragraphs(field.doc or field.wire))
            yield ErrorFieldView(field.name, f"{shown} | None", doc)
