"""What openapi-core reads out of a request or a response by a document; None: it refuses it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from trueup.document.source import Document
from trueup.publish.exchange import Request, Response


def _as_text(content: bytes, **_: Any) -> str:
    return content.decode()


_CONFIG = Config(
    spec_validator_cls=None,  # type: ignore[arg-type]  # which means: it was judged already
    extra_media_type_deserializers=dict.fromkeys(
        ("text/csv", "text/x-any", "application/x-any"), _as_text
    ),
)


def read(document: Document, shown: Request | Response, operation: str) -> Any:
    """Give what is read: parameters and body of a request, headers and body of a response."""
    judge = OpenAPI.from_dict(_judgeable(document, shown), config=_CONFIG)
    if isinstance(shown, Request):
        asked = judge.unmarshal_request(_request(shown.method, shown.target, shown))
        said = asked.parameters
        places = ("query", "header", "cookie") if said else ()
        taken: Any = {place: dict(getattr(said, place)) for place in places}, asked.body
        return None if asked.errors else json.dumps(taken, default=str)
    method, _, path = operation.partition(" ")
    content, headers = shown.body.encode(), dict(shown.headers)
    response = MockResponse(content, shown.status, headers, _type(shown.headers))
    given = judge.unmarshal_response(_request(method, path, Request(method, path)), response)
    taken = dict(given.headers or {}), given.data
    return None if given.errors else json.dumps(taken, default=str)


def _judgeable(document: Document, shown: Request | Response) -> dict[str, Any]:
    """Give the document with a server that the request goes to, unless servers are what it is about."""
    root = json.loads(json.dumps(document.root))
    if not (isinstance(shown, Request) and "://" in shown.target):
        root["servers"] = [{"url": "http://judge.example"}]
    for item in root["paths"].values():
        for said in item.values():
            if isinstance(said, dict) and "://" not in getattr(shown, "target", ""):
                said.pop("servers", None)
    return dict(root)


def _request(method: str, target: str, sent: Request) -> MockRequest:
    parts = urlsplit(target)
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://judge.example"
    headers = dict(sent.headers)
    cookies = dict(parse_qsl(headers.pop("Cookie", "").replace("; ", "&")))
    query: dict[str, Any] = {}
    for name, text in parse_qsl(parts.query, keep_blank_values=True):
        query.setdefault(name, []).append(text)
    args = {name: texts if len(texts) > 1 else texts[0] for name, texts in query.items()}
    return MockRequest(
        host, method.lower(), parts.path, args=args, headers=headers, cookies=cookies,
        data=sent.body.encode() or None, content_type=_type(sent.headers),
    )  # fmt: skip


def _type(headers: tuple[tuple[str, str], ...]) -> str:
    return dict(headers).get("Content-Type", "")
