"""What a request of a collection proves its caller with, as far as Postman can do that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.publish.release.postman.variables import Variables

_NONE: Final[JsonObject] = {"type": "noauth"}
_HTTP: Final = ("basic", "bearer", "digest")
_PAIRS: Final = ("basic", "digest")
# The flows that Postman has, best first, and what it calls each.
_GRANTS: Final[Mapping[str, str]] = {
    "clientCredentials": "client_credentials",
    "authorizationCode": "authorization_code",
    "password": "password_credentials",
    "implicit": "implicit",
}


class Access(NamedTuple):
    """The helper that Postman has for a credential, and those that go as plain headers and parameters beside it."""

    auth: JsonObject
    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()


class Accesses:
    """Says how the operations of a document are accessed."""

    def __init__(self, schemes: Mapping[str, JsonObject], variables: Variables) -> None:
        self._schemes, self._variables = schemes, variables

    def of(self, security: JsonValue) -> Access:
        """Give how Postman proves what the first alternative asks for of which it can do all."""
        asked = [list(mapping(each)) for each in sequence(security)]
        able = [keys for keys in asked if keys and all(map(self._is_able, keys))]
        return self._made(able[0]) if able else Access(_NONE)

    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield each scheme that Postman has nothing for, and what it is."""
        for key, scheme in self._schemes.items():
            if not self._is_able(key):
                yield key, text_of(scheme.get("scheme")) or text_of(scheme.get("type"))

    def _is_able(self, key: str) -> bool:
        scheme = self._schemes.get(key, {})
        known = text_of(scheme.get("scheme")).lower() in _HTTP
        return known if scheme.get("type") == "http" else bool(scheme)

    def _made(self, keys: Sequence[str]) -> Access:
        auth, headers, query = _NONE, list[tuple[str, str]](), list[tuple[str, str]]()
        cookies: list[str] = []
        for key in keys:
            scheme = self._schemes[key]
            if scheme.get("type") == "mutualTLS":
                continue  # a setting of Postman itself, by host
            where, name = text_of(scheme.get("in")), text_of(scheme.get("name"))
            if auth is _NONE and where != "cookie":
                auth = self._helper(key, scheme)
            elif scheme.get("type") != "apiKey":
                headers.append(("Authorization", f"Bearer {self._secret(key, scheme)}"))
            elif where == "cookie":
                cookies.append(f"{name}={self._secret(key, scheme)}")
            else:
                (query if where == "query" else headers).append((name, self._secret(key, scheme)))
        if cookies:
            headers.append(("Cookie", "; ".join(cookies)))
        return Access(auth, tuple(headers), tuple(query))

    def _secret(self, key: str, scheme: JsonObject, suffix: str = "") -> str:
        name = f"{key}_{suffix}" if suffix else key
        return self._variables.named("secret", name, "", text_of(scheme.get("description")))

    def _helper(self, key: str, scheme: JsonObject) -> JsonObject:
        kind = text_of(scheme.get("scheme")).lower()
        if scheme.get("type") == "apiKey":
            secret = self._secret(key, scheme)
            where = "query" if scheme.get("in") == "query" else "header"
            return _auth("apikey", key=text_of(scheme.get("name")), value=secret, **{"in": where})
        if kind in _PAIRS:
            who, what = (self._secret(key, scheme, each) for each in ("username", "password"))
            return _auth(kind, username=who, password=what)
        if scheme.get("type") == "oauth2":
            return self._oauth(key, scheme)
        return _auth("bearer", token=self._secret(key, scheme))

    def _oauth(self, key: str, scheme: JsonObject) -> JsonObject:
        flows = mapping(scheme.get("flows"))
        name = next((each for each in _GRANTS if each in flows), "")
        flow = mapping(flows.get(name))
        said = {
            "grant_type": _GRANTS.get(name, ""),
            "accessTokenUrl": text_of(flow.get("tokenUrl")),
            "authUrl": text_of(flow.get("authorizationUrl")),
            "refreshTokenUrl": text_of(flow.get("refreshUrl")),
            "scope": " ".join(mapping(flow.get("scopes"))),
        }
        client = {
            "clientId": self._secret(key, scheme, "client_id"),
            "clientSecret": self._secret(key, scheme, "client_secret"),
        }
        token = self._secret(key, scheme, "token")
        known = {name: text for name, text in said.items() if text}
        return _auth("oauth2", accessToken=token, addTokenTo="header", **known, **client)


def _auth(kind: str, **said: str) -> JsonObject:
    told: list[JsonValue] = [
        {"key": key, "value": value, "type": "string"} for key, value in said.items()
    ]
    return {"type": kind, kind: told}
