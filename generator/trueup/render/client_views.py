"""The views of the clients: what they are made from, and their two flavours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from trueup import names
from trueup.document.json_values import JsonObject, mapping, sequence
from trueup.document.pointers import at
from trueup.document.references import found
from trueup.document.walk import operations
from trueup.ir import Api, Credential, Declaration, Grant, Parameter, Where
from trueup.kinds import ServerVariable
from trueup.render.advice_views import is_advised
from trueup.render.identity import Identity
from trueup.render.literals import docstring, literal, paragraphs
from trueup.render.lowered import shape_of
from trueup.render.operation_docs import parameter_facts, section
from trueup.render.operation_views import settable
from trueup.render.package_view import library_version
from trueup.render.views import ArgumentView, ConstructorView, FlavourView, PairView
from trueup.standin.samples import samples


def constructor_view(api: Api, document: JsonObject, identity: Identity) -> ConstructorView:
    """Show what a client is made from."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    return ConstructorView(
        settings=tuple(settable(each, declared) for each in _required_first(api.settings)),
        named=tuple(
            sorted(
                {
                    declared[key].name
                    for each in api.settings
                    for key in shape_of(each.type, declared).stands_for
                }
            )
        ),
        setting_values=tuple(PairView(literal(each.wire), each.name) for each in api.settings),
        server_variables=tuple(_server_variables(api)),
        server_url=literal(api.server.url if api.server else None),
        server_values=tuple(_server_values(api)),
        server_choices=tuple(_server_choices(api)),
        server_known=tuple(_server_known(api)),
        server_others=tuple(_server_others(api)),
        user_agent=literal(f"{identity.distribution}/{library_version(api)}"),
        credentials=tuple(
            ArgumentView(each.name, _given(each), " = None") for each in api.credentials
        ),
        credential_values=tuple(
            PairView(literal(each.key), _secret(each)) for each in api.credentials
        ),
        signers=tuple(
            PairView(literal(each.name), literal(each.signer))
            for each in api.credentials
            if each.signer
        ),
        grants=any(each.grants for each in api.credentials),
        certificate="" if api.certificate is None else ", verify=verify",
        advised=any(is_advised(each, declared) for each in api.operations),
        other_servers=any(each.server for each in api.operations),
        stand_ins=tuple(_stand_ins(api, document)),
    )


def _stand_ins(api: Api, document: JsonObject) -> Iterator[PairView]:
    """Give what a client of a stand-in is made from: its required settings, and credentials that need no signer."""
    for setting in api.settings:
        if setting.required:
            said, _ = found(document, mapping(at(document, setting.origin.pointer)))
            sample = next(samples(document, said.get("schema")))
            named = f"my-{setting.name.replace('_', '-')}" if sample == "text" else sample
            yield PairView(literal(setting.name), literal(named))
    signers = {each.key for each in api.credentials if each.signer}
    holders = [document, *(operation for *_, operation in operations(document))]
    asked = [{*mapping(each)} for holder in holders for each in sequence(holder.get("security"))]
    enough = {key for each in asked if not each & signers for key in each}
    for credential in api.credentials:
        if credential.key in enough:
            given = literal(f"a-{credential.name}")
            yield PairView(
                literal(credential.name), f"({given}, {given})" if credential.basic else given
            )


SDK_HMAC: Final = "sdk-hmac-sha256"
_CLASSES: Final = {
    Grant.CLIENT_CREDENTIALS: "ClientCredentials",
    Grant.REFRESH_TOKEN: "RefreshToken",
    Grant.PASSWORD: "Password",
}


# What signs by an HTTP scheme, as people find it.
_SIGNERS: Final = {
    SDK_HMAC: "SdkHmacSha256 of the module `signing`",
    "digest": "httpx.DigestAuth",
}


def _given(credential: Credential) -> str:
    """Give the type of what is given to a client."""
    if credential.basic:
        return "tuple[str, str] | None"
    if credential.signer:
        return "httpx.Auth | None"
    grants = (f"_oauth.{_CLASSES[grant]}" for grant, _ in credential.grants)
    return " | ".join(["str", "Callable[[], str]", *grants, "None"])


def _secret(credential: Credential) -> str:
    if credential.grants:
        known = [(str(grant), url) for grant, url in credential.grants]
        known.append(("discovery", credential.discovery))
        said = ", ".join(f"{name}={literal(url)}" for name, url in known if url)
        return f"_granted({credential.name}, _Endpoints({said}), _oauth.TokenError, base_url)"
    if credential.basic:
        return f"basic({credential.name})"
    if credential.signer:
        return credential.name
    given = [literal(str(credential.where)), literal(credential.header), credential.name]
    return f"secret({', '.join([*given, *([literal(credential.prefix)] if credential.prefix else [])])})"


def flavour_views(api: Api) -> tuple[FlavourView, ...]:
    """Show the two clients that one template makes."""
    return (
        FlavourView(
            client="Client", prefix="", transport="Transport", http="httpx.Client", is_sync=True, async_="",
            await_="", a="", close="close", doc=_client_doc(api, "synchronous", "a `with` block", "threads"),
        ),
        FlavourView(
            client="AsyncClient", prefix="Async", transport="AsyncTransport", http="httpx.AsyncClient",
            is_sync=False,
            async_="async ", await_="await ", a="a", close="aclose",
            doc=_client_doc(api, "asynchronous", "an `async with` block", "tasks"),
        ),
    )  # fmt: skip


def _client_doc(api: Api, kind: str, block: str, sharers: str) -> str:
    declared = {declaration.key: declaration for declaration in api.declarations}
    return docstring(
        paragraphs(
            f"Client for {api.title}, {kind}.",
            f"Use it in {block}, or close it. It may be shared by {sharers}.",
            section("Args", _client_arguments(api, declared)),
        )
    )


def _server_variables(api: Api) -> Iterator[ArgumentView]:
    for each in api.server.variables if api.server else ():
        default = literal(each.default)
        kinds = [
            *([_known(each)] if each.known else []),
            "str",
            *([] if each.default else ["None"]),
        ]
        yield ArgumentView(each.name, " | ".join(kinds), f" = {default}")


def _known(variable: ServerVariable) -> str:
    """Name the type of the values that are known: editors offer them."""
    return f"_Known{names.pascal(variable.name)}"


def _server_known(api: Api) -> Iterator[PairView]:
    for each in api.server.variables if api.server else ():
        if each.known:
            yield PairView(_known(each), ", ".join(map(literal, each.known)))


def _server_others(api: Api) -> Iterator[PairView]:
    for wire, value, url in api.server.others if api.server else ():
        yield PairView(f"({literal(wire)}, {literal(value)})", literal(url))


def _server_values(api: Api) -> Iterator[PairView]:
    for each in api.server.variables if api.server else ():
        yield PairView(literal(each.wire), each.name)


def _server_choices(api: Api) -> Iterator[PairView]:
    for each in api.server.variables if api.server else ():
        if each.choices:
            yield PairView(literal(each.wire), literal(list(each.choices)))


def sent_as(credential: Credential) -> str:
    """Say how a credential is sent, and what may be given for it."""
    if credential.basic:
        return "A name and a password, sent as Authorization."
    if credential.grants:
        classes = ", ".join(_CLASSES[grant] for grant, _ in credential.grants)
        scopes = f" Scopes: {', '.join(credential.scopes)}." if credential.scopes else ""
        return (
            f"Sent as Authorization; or what fetches it, of the module `oauth`: {classes}.{scopes}"
        )
    if credential.signer:
        known = _SIGNERS.get(credential.signer)
        return f"What signs each request by {credential.signer}{f': {known}' if known else ''}."
    if credential.where is Where.HEADER:
        return f"Sent as {credential.header}."
    return f"Sent in the {credential.where}, as {credential.header}."


def _required_first(parameters: tuple[Parameter, ...]) -> list[Parameter]:
    return sorted(parameters, key=lambda each: not each.required)


def _client_arguments(api: Api, declared: Mapping[str, Declaration]) -> Iterator[str]:
    for setting in api.settings:
        yield f"{setting.name}: {parameter_facts(setting, declared)}"
    for variable in api.server.variables if api.server else ():
        known = (
            f" Known: {', '.join(variable.known)}; others are taken too." if variable.known else ""
        )
        yield f"{variable.name}: {variable.doc}{known}"
    yield "base_url: Where to send calls instead, as https://host."
    for credential in api.credentials:
        yield f"{credential.name}: {credential.doc} {sent_as(credential)}"
    yield "auth: Signs or authenticates every request itself."
    if api.certificate is not None:
        said = (
            "The client's certificate: a PEM file with its key, or two files, or two and a password"
        )
        yield f"cert: {api.certificate} {said}; or an SSL context."
    yield "timeout: Seconds for each step of a call, or an httpx.Timeout; 60 unless given."
    yield "deadline: Seconds for a call as a whole, with all its attempts; None: any number."
    yield "retry: When a call is sent again; `Retry(attempts=1)`: never."
    if any(is_advised(each, declared) for each in api.operations):
        yield 'advice: What becomes of advice on what is sent: "ignore", "warn" (AdviceWarning) or "raise".'
    yield "hooks: What watches calls: a `Hook` each, of the module `hooks`."
    yield "http_client: An httpx client of yours: proxies, TLS, limits, HTTP/2. It is not closed."
