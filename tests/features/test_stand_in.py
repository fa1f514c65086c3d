"""The stand-in of every library takes what the library sends, and answers what openapi-core finds valid."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockResponse

from trueup.standin.exchanges import Exchange, Request
from trueup.standin.judging import is_json

from .cases import Call, Feature, each_call
from .judges import seen
from .libraries import Libraries, built
from .loopback import Arrived

CALLS = pytest.mark.parametrize(
    ("feature", "sentence"),
    [
        pytest.param(feature, sentence, id=f"{feature.name}: {sentence}")
        for feature, sentence in each_call()
        if not feature.calls[sentence].refused
    ],
)
# What no stand-in can know: an address that the caller made up, and that this caller sends no credential.
_ELSEWHERE = {
    "the caller says where calls go": "no such path",
    "none is sent where none is given": "401",
}

# What openapi-core reads otherwise: it counts the kinds of a union with a discriminator, and means another `time`.
_UNREAD = ("responses_unions", "names_types_of_python")


def called(package: Any, call: Call) -> Any:
    """Make a call to the stand-in of a library."""
    stand_in = importlib.import_module(f"{package.__name__}.testing").StandIn()
    options = {"retry": package.Retry(attempts=1), **built(package, call.client)}
    with package.Client(http_client=httpx.Client(transport=stand_in), **options) as client:
        method: Any = client
        for name in call.call.split("."):
            method = getattr(method, name)
        given = method(**built(package, call.given))
        if isinstance(given, Iterator):
            list(given)
    return stand_in


@CALLS
def test_what_a_library_sends_is_allowed_and_what_it_gets_is_valid(
    libraries: Libraries, feature: Feature, sentence: str
) -> None:
    package, call = libraries.package(feature), feature.calls[sentence]
    if sentence in _ELSEWHERE:
        with pytest.raises(BaseException, match=_ELSEWHERE[sentence]):
            called(package, call)
        return
    stand_in = called(package, call)
    exchange = stand_in.exchanges[-1]
    assert exchange.objections == ()
    root = libraries.made(feature).document.root
    if call.unread is None and package.__name__ not in _UNREAD:
        judge = OpenAPI.from_dict(dict(root))
        for status in _statuses(root, exchange):
            asked = Request(
                exchange.request.method,
                exchange.request.target,
                (*exchange.request.headers, ("Prefer", f"code={status}")),
                exchange.request.content,
            )
            valid_by_openapi_core(judge, stand_in._standing.take(asked))


def _statuses(root: Any, exchange: Exchange) -> Iterator[int]:
    """Give a status for each answer that is documented."""
    for item in root["paths"].values():
        for said in item.values():
            if isinstance(said, dict) and said.get("operationId") == exchange.operation:
                for key in said["responses"]:
                    yield {"default": 418}.get(key) or int(key.upper().replace("X", "0"))


def valid_by_openapi_core(judge: OpenAPI, exchange: Exchange) -> None:
    sent, answer = exchange.request, exchange.answer
    target = f"http://{sent.header('host')}{sent.target}"
    arrived = Arrived(sent.method, target, sent.headers, sent.content)
    headers = dict(answer.headers)
    if answer.content and not is_json(headers["Content-Type"]):
        return  # which openapi-core does not read
    response = MockResponse(
        data=answer.content,
        status_code=answer.status,
        headers=headers,
        content_type=headers.get("Content-Type", ""),
    )
    judge.validate_response(seen(arrived), response)
