"""The view of the package as a whole: its names, its header, what its clients take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from packaging.version import InvalidVersion, Version

from trueup import names
from trueup.ir import Api, Declaration, Parameter, Record
from trueup.render.annotations import annotation
from trueup.render.examples import example
from trueup.render.identity import Identity
from trueup.render.literals import comment, docstring, literal, paragraphs
from trueup.render.operation_docs import parameter_facts, section
from trueup.render.operation_views import settable
from trueup.render.views import (
    ArgumentView,
    ErrorFieldView,
    FlavourView,
    PackageView,
    PairView,
    RejectionView,
)

ERRORS = (
    "APIError", "APIStatusError", "AuthenticationError", "BadRequestError", "DecodeError",
    "InvalidRequestError", "NotFoundError", "PermissionDeniedError", "RateLimitError", "ServerError",
    "TransportError",
)  # fmt: skip
_ERROR_ATTRIBUTES = frozenset(
    {"args", "body", "request", "response", "status_code", "with_traceback"}
)


def package_view(api: Api, identity: Identity) -> PackageView:
    """Show the package."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    error = f"{names.pascal(identity.package)}Error"
    rejections = tuple(_rejections(api, declared))
    errors = sorted({*ERRORS, error, *(each.name for each in rejections)})
    models = sorted(declaration.name for declaration in api.declarations)
    record = declared.get(api.error or "")
    exports = sorted(["AsyncClient", "Client", "UNSET", "Unset", "__version__", *errors, *models])
    version = _version(api.version)
    return PackageView(
        name=identity.package,
        name_literal=literal(identity.package),
        distribution=identity.distribution,
        distribution_literal=literal(identity.distribution),
        version=version,
        version_literal=literal(version),
        title_literal=literal(f"Client for {api.title}"),
        licence=literal(identity.licence) if identity.licence else "",
        httpx_floor=identity.httpx_floor,
        pydantic_floor=identity.pydantic_floor,
        header=_header(api, identity),
        module_doc=docstring(paragraphs(f"Client for {api.title}.", api.doc)),
        models_doc=docstring(
            paragraphs(f"Models of {api.title}: what is sent and what is received.")
        ),
        readme_doc=paragraphs(
            f"Client for {api.title}, version {api.version} of its document.", api.doc
        ),
        exports=tuple(map(literal, exports)),
        model_names=tuple(models),
        models_exported=tuple(map(literal, models)),
        error_names=tuple(errors),
        errors_exported=tuple(map(literal, errors)),
        error=error,
        error_body=record.name if isinstance(record, Record) else "object",
        error_fields=tuple(_error_fields(record, declared)),
        rejections=rejections,
        settings=tuple(settable(each, declared) for each in _required_first(api.settings)),
        server_variables=tuple(_server_variables(api)),
        server_url=literal(api.server.url if api.server else None),
        server_values=tuple(_server_values(api)),
        server_choices=tuple(_server_choices(api)),
        user_agent=literal(f"{identity.distribution}/{version}"),
        credentials=tuple(
            ArgumentView(each.name, "str | None", " = None") for each in api.credentials
        ),
        credential_values=tuple(
            PairView(literal(each.header), f"prefixed({literal(each.prefix)}, {each.name})")
            for each in api.credentials
        ),
    )


def flavour_views(api: Api, identity: Identity) -> tuple[FlavourView, ...]:
    """Show the two clients that one template makes."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    arguments = section("Args", _client_arguments(api, declared))
    doc = paragraphs(
        f"Client for {api.title}, {{kind}}.",
        "Use it in a `with` block, or close it. It may be shared by threads.",
        arguments,
    )
    return (
        FlavourView(
            client="Client", transport="Transport", http="httpx.Client", async_="", await_="", a="",
            close="close", doc=docstring(doc.replace("{kind}", "synchronous")),
            example=example(api, identity, is_async=False),
        ),
        FlavourView(
            client="AsyncClient", transport="AsyncTransport", http="httpx.AsyncClient",
            async_="async ", await_="await ", a="a", close="aclose",
            doc=docstring(
                doc.replace("{kind}", "asynchronous")
                .replace("a `with` block", "an `async with` block")
                .replace("threads", "tasks")
            ),
            example=example(api, identity, is_async=True),
        ),
    )  # fmt: skip


def _header(api: Api, identity: Identity) -> str:
    said = f"Generated by trueup from {identity.spec}: {api.title} {api.version}"
    return comment(f"{said}, sha256 {identity.digest[:12]}. Do not edit.")


def _version(text: str) -> str:
    """Give the library's version: the spec's where Python can take it, else one that carries its letters."""
    try:
        return str(Version(text))
    except InvalidVersion:
        slug = re.sub(r"[^a-z0-9]+", ".", text.lower()).strip(".")
        return f"0.0.0+{slug}" if slug else "0.0.0"


def _required_first(parameters: tuple[Parameter, ...]) -> list[Parameter]:
    return sorted(parameters, key=lambda each: not each.required)


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


def _server_variables(api: Api) -> Iterator[ArgumentView]:
    for each in api.server.variables if api.server else ():
        default = literal(each.default)
        yield ArgumentView(each.name, "str" if each.default else "str | None", f" = {default}")


def _server_values(api: Api) -> Iterator[PairView]:
    for each in api.server.variables if api.server else ():
        yield PairView(literal(each.wire), each.name)


def _server_choices(api: Api) -> Iterator[PairView]:
    for each in api.server.variables if api.server else ():
        if each.choices:
            yield PairView(literal(each.wire), literal(list(each.choices)))


def _client_arguments(api: Api, declared: Mapping[str, Declaration]) -> Iterator[str]:
    for setting in api.settings:
        yield f"{setting.name}: {parameter_facts(setting, declared)}"
    for variable in api.server.variables if api.server else ():
        yield f"{variable.name}: {variable.doc}"
    yield "base_url: Where to send calls instead, as https://host."
    for credential in api.credentials:
        yield f"{credential.name}: {credential.doc} Sent as {credential.header}."
    yield "auth: Signs or authenticates every request itself."
    yield "timeout: Seconds for each step of a call, or an httpx.Timeout; 60 unless given."
    yield "http_client: An httpx client of yours: proxies, TLS, limits, HTTP/2. It is not closed."
