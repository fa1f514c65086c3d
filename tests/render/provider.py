"""An OAuth 2.0 provider as oauthlib has it, and the API that it guards: one function from request to response."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, unquote_plus

import httpx
from oauthlib.oauth2 import RequestValidator, Server  # type: ignore[import-untyped]

CLIENT = ("the client/1", "s3cr+t & more")
USER = ("ann", "pass word")


class Rules(RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """Who may have which token; public clients may only refresh."""

    def __init__(self) -> None:
        self.tokens: set[str] = set()
        self.refreshing: set[str] = {"first"}

    def authenticate_client(self, request: Any, *_: Any, **__: Any) -> bool:
        scheme, text = [*request.headers.get("Authorization", "").split(" "), ""][:2]
        if scheme == "Basic":
            name, secret = b64decode(text).decode().split(":")
            given = unquote_plus(name), unquote_plus(secret)
        else:
            given = request.client_id, request.client_secret
        request.client = SimpleNamespace(client_id=given[0])
        return given == CLIENT

    def client_authentication_required(self, request: Any, *_: Any, **__: Any) -> bool:
        return bool(request.client_id != "public")

    def authenticate_client_id(self, client_id: str, request: Any, *_: Any, **__: Any) -> bool:
        request.client = SimpleNamespace(client_id=client_id)
        return client_id == "public"

    def validate_grant_type(self, *_: Any, **__: Any) -> bool:
        return True

    def validate_scopes(self, client_id: str, scopes: list[str], *_: Any, **__: Any) -> bool:
        return {*scopes} <= {"read", "write"}

    def get_default_scopes(self, *_: Any, **__: Any) -> list[str]:
        return ["read"]

    def get_original_scopes(self, *_: Any, **__: Any) -> list[str]:
        return ["read", "write"]

    def validate_user(self, username: str, password: str, *_: Any, **__: Any) -> bool:
        return (username, password) == USER

    def validate_refresh_token(self, refresh_token: str, *_: Any, **__: Any) -> bool:
        return refresh_token in self.refreshing

    def save_bearer_token(self, token: dict[str, Any], request: Any, *_: Any, **__: Any) -> None:
        self.tokens.add(token["access_token"])
        self.refreshing.discard(request.refresh_token)
        if "refresh_token" in token:
            self.refreshing.add(token["refresh_token"])

    def validate_bearer_token(self, token: str, *_: Any, **__: Any) -> bool:
        return token in self.tokens


@dataclass
class Provider:
    """What arrived, and the answers. `lifetime`: of its tokens, in seconds."""

    lifetime: int = 3600
    rules: Rules = field(default_factory=Rules)
    asked: list[httpx.Request] = field(default_factory=list)
    calls: list[httpx.Request] = field(default_factory=list)

    @property
    def forms(self) -> list[dict[str, str]]:
        """The forms that came to the token endpoint."""
        return [
            {name: value for name, (value,) in parse_qs(each.content.decode()).items()}
            for each in self.asked
        ]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request: of a token, of the provider's metadata, or of the API."""
        server = Server(self.rules, token_expires_in=self.lifetime)
        if request.url.path == "/.well-known/openid-configuration":
            self.asked.append(request)
            return httpx.Response(200, json={"token_endpoint": "https://login.example.org/token"})
        url, method = str(request.url), cast("Any", request.method)
        headers = {key.title(): value for key, value in request.headers.items()}
        if request.url.path.endswith(("/token", "/refresh")):
            self.asked.append(request)
            made = server.create_token_response(url, method, request.content.decode(), headers)
            given, text, status = cast("tuple[dict[str, str], str, int]", made)
            return httpx.Response(status, headers=given, text=text)
        self.calls.append(request)
        allowed, _ = server.verify_request(url, method, None, headers, ["read"])
        return httpx.Response(204 if allowed else 401)
