"""Lower security: credentials, the grants that fetch tokens, the client's certificate, and who asks for which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import resolve
from trueup.ir import Credential, Grant, Where
from trueup.lower.report import origin_of

# The grants of a flow, and what names the endpoint of each.
_FLOWS: Final = {
    "clientCredentials": ((Grant.CLIENT_CREDENTIALS, ("tokenUrl",)),),
    "password": (
        (Grant.PASSWORD, ("tokenUrl",)),
        (Grant.REFRESH_TOKEN, ("refreshUrl", "tokenUrl")),
    ),
    "authorizationCode": ((Grant.REFRESH_TOKEN, ("refreshUrl", "tokenUrl")),),
    "deviceAuthorization": ((Grant.REFRESH_TOKEN, ("refreshUrl", "tokenUrl")),),
}


def schemes(root: JsonObject) -> dict[str, tuple[JsonObject, str]]:
    """Give the security schemes by their keys, each with where it stands."""
    found = {}
    for key, raw in mapping(mapping(root.get("components")).get("securitySchemes")).items():
        scheme, referred = resolve(root, mapping(raw))
        found[key] = scheme, referred or join("/components/securitySchemes", key)
    return found


def credentials(root: JsonObject, taken: set[str]) -> tuple[Credential, ...]:
    """Lower the schemes that are one secret, or that sign a request themselves."""
    return tuple(
        _credential(key, scheme, pointer, taken)
        for key, (scheme, pointer) in schemes(root).items()
        if _is_credential(scheme)
    )


def certificate(root: JsonObject) -> str | None:
    """Give what is said of the client's certificate; None where no scheme is mutual TLS."""
    found = [each for each, _ in schemes(root).values() if each.get("type") == "mutualTLS"]
    return " ".join(text_of(each.get("description")) for each in found) if found else None


def security(root: JsonObject, operation: JsonObject) -> tuple[tuple[str, ...], ...] | None:
    """Give the alternatives of credentials that an operation asks for; None where it takes them all.

    A certificate is no credential, but a matter of the connection.
    """
    said = operation.get("security", root.get("security"))
    if said is None:
        return None
    keys = [key for key, (scheme, _) in schemes(root).items() if _is_credential(scheme)]
    asked = (tuple(key for key in keys if key in mapping(each)) for each in sequence(said))
    found = tuple(dict.fromkeys(asked))
    return None if not keys or found == (tuple(keys),) else found


def _is_credential(scheme: JsonObject) -> bool:
    return scheme.get("type") in ("apiKey", "http", "oauth2", "openIdConnect")


def _is_basic(scheme: JsonObject) -> bool:
    return scheme.get("type") == "http" and text_of(scheme.get("scheme")).lower() == "basic"


def _is_bearer(scheme: JsonObject) -> bool:
    named = text_of(scheme.get("scheme")).lower()
    kind = scheme.get("type")
    return kind in ("oauth2", "openIdConnect") or (kind == "http" and named == "bearer")


def _credential(key: str, scheme: JsonObject, pointer: str, taken: set[str]) -> Credential:
    name = names.distinct(names.snake(key), taken)
    taken.add(name)
    is_key, flows = scheme.get("type") == "apiKey", mapping(scheme.get("flows"))
    provider = scheme.get("openIdConnectUrl")
    scopes = (name for flow in flows.values() for name in mapping(mapping(flow).get("scopes")))
    return Credential(
        key=key,
        name=name,
        header=text_of(scheme.get("name")) if is_key else "Authorization",
        prefix="Bearer " if _is_bearer(scheme) else "",
        doc=text_of(scheme.get("description")),
        origin=origin_of(pointer, scheme),
        where=Where(text_of(scheme.get("in"))) if is_key else Where.HEADER,
        basic=_is_basic(scheme),
        grants=tuple((each, None) for each in Grant) if provider else tuple(_grants(flows)),
        discovery=_address(provider),
        scopes=tuple(dict.fromkeys(scopes)),
        signer=_signer(scheme),
    )


def _signer(scheme: JsonObject) -> str | None:
    known = scheme.get("type") != "http" or _is_basic(scheme) or _is_bearer(scheme)
    return None if known else text_of(scheme.get("scheme")).lower()


def _grants(flows: JsonObject) -> Iterator[tuple[Grant, str | None]]:
    """Yield each kind of grant once, with the first endpoint that is said for it."""
    found: dict[Grant, str | None] = {}
    for name, flow in flows.items():
        for grant, keys in _FLOWS.get(name, ()):
            urls = (_address(mapping(flow).get(each)) for each in keys)
            found[grant] = found.get(grant) or next(filter(None, urls), None)
    yield from ((grant, found[grant]) for grant in Grant if grant in found)


def _address(said: JsonValue) -> str | None:
    """Give a URL, which may be relative to that of the server; None where it leads nowhere."""
    url = text_of(said)
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return None
    odd = not url.isprintable() or " " in url or scheme not in ("", "http", "https")
    return None if odd else url or None
