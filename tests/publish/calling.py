"""A document with calls of every kind, for what makes callers of documents."""

from __future__ import annotations

from typing import Any

from tests.publish.comparing import edition
from trueup.document.source import Document


def _parameter(where: str, name: str, schema: Any, **said: Any) -> dict[str, Any]:
    return {"in": where, "name": name, "schema": schema, **said}


def _operation(name: str, **said: Any) -> dict[str, Any]:
    return {"operationId": name, "responses": {"200": {"description": "ok"}}, **said}


def _body(media_type: str, schema: Any, **said: Any) -> dict[str, Any]:
    return {"required": True, "content": {media_type: {"schema": schema, **said}}}


TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
LIST = {"type": "array", "items": TEXT}
PAIR = {"type": "object", "properties": {"a": WHOLE, "b": TEXT}}
FORM = {"type": "object", "properties": {"name": TEXT, "sizes": {"type": "array", "items": WHOLE}}}
NEEDED = {
    "type": "object",
    "required": ["size"],
    "properties": {"size": WHOLE, "colour": {"type": "string", "default": "red"}},
}
SCHEMES: dict[str, Any] = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "in_header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "in_query": {"type": "apiKey", "in": "query", "name": "key"},
    "in_cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
    "signed": {"type": "http", "scheme": "SIGNED-1"},
    "oauth": {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://a.example/token",
                "scopes": {"read": "", "write": ""},
            }
        },
    },
}
SECURED: dict[str, list[dict[str, list[str]]]] = {
    "basic": [{"basic": []}],
    "bearer": [{"signed": []}, {"bearer": []}],
    "header": [{"in_header": [], "in_query": []}],
    "query": [{"in_query": []}],
    "cookie": [{"in_cookie": []}],
    "oauth": [{"oauth": ["read"]}],
    "anyone": [],
}
PATHS: dict[str, Any] = {
    "/things/{id}/parts.{kind}": {
        "parameters": [
            _parameter("path", "id", TEXT, required=True, example="a b/c"),
            _parameter("path", "kind", TEXT, required=True, example="json"),
        ],
        "get": _operation("read"),
    },
    "/query": {
        "get": _operation(
            "query",
            parameters=[
                _parameter("query", "needed", WHOLE, required=True, example=3),
                _parameter("query", "made", {"type": "string", "minLength": 6}, required=True),
                _parameter("query", "many", LIST, required=True, example=["a", "b&c"]),
                _parameter("query", "one", LIST, required=True, explode=False, example=["x", "y"]),
                _parameter("query", "deep", PAIR, required=True, style="deepObject", example={"a": 1, "b": "x"}),
                _parameter("query", "off", WHOLE, example=9),
                _parameter("query", "quiet", {"type": "integer", "default": 5}),
                _parameter("header", "X-Needed", LIST, required=True, example=["a", "b"]),
                _parameter("header", "X-Off", TEXT, example="no"),
                _parameter("cookie", "flavour", TEXT, required=True, example="oat"),
            ],
        )
    },
    "/form": {
        "post": _operation(
            "form",
            requestBody=_body(
                "application/x-www-form-urlencoded", FORM, example={"name": "a&b", "sizes": [1, 2]}
            ),
        )
    },
    "/upload": {
        "post": _operation(
            "upload",
            requestBody=_body(
                "multipart/form-data",
                {"type": "object", "required": ["name"], "properties": {"name": TEXT}},
                example={"name": "n"},
            ),
        )
    },
    "/text": {"post": _operation("text", requestBody=_body("text/plain", TEXT, example="a\nb"))},
    "/needed": {"post": _operation("needed", requestBody=_body("application/json", NEEDED))},
    "/optional": {
        "post": _operation("optional", requestBody={**_body("application/json", NEEDED), "required": False})
    },
    **{
        f"/as/{name}": {"get": _operation(f"as_{name}", security=security, tags=["Access"])}
        for name, security in SECURED.items()
    },
}  # fmt: skip


def calls() -> Document:
    """Make the document."""
    return edition(
        servers=[
            {
                "url": "https://{region}.a.example/{base}",
                "variables": {
                    "region": {"default": "eu", "description": "Where.", "x-caller-chooses": True},
                    "base": {"default": "v1"},
                },
            }
        ],
        tags=[{"name": "Access", "description": "By every means."}],
        components={"securitySchemes": SCHEMES},
        paths=PATHS,
    )
