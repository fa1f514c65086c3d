"""Tokens by OAuth 2.0: fetched when one is needed, kept, renewed; the provider is oauthlib's."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Thread
from typing import Any, Literal

import httpx
import pytest

from .provider import CLIENT, USER, Provider
from .rendering import HEAD, OK, library, part

Flavour = Literal["Client", "AsyncClient"]
FLAVOURS: tuple[Flavour, Flavour] = ("Client", "AsyncClient")
LOGIN = "https://login.example.org"
DOCUMENT = f"""{HEAD}paths:
  /machine: {{get: {{operationId: asMachine, security: [{{machine: [read]}}], {OK}}}}}
  /person: {{get: {{operationId: asPerson, security: [{{person: [read]}}], {OK}}}}}
  /legacy: {{get: {{operationId: asLegacy, security: [{{legacy: [read]}}], {OK}}}}}
  /openid: {{get: {{operationId: asOpenid, security: [{{openid: []}}], {OK}}}}}
  /implied: {{get: {{operationId: asImplied, security: [{{implied: []}}], {OK}}}}}
  /open: {{get: {{operationId: asNobody, security: [], {OK}}}}}
  /upload:
    post:
      operationId: upload
      security: [{{machine: []}}]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {{type: object, properties: {{file: {{type: string, contentMediaType: image/png}}}}}}
      {OK}
components:
  schemas:
    Password: {{type: object, properties: {{ClientCredentials: {{type: string}}}}}}
  securitySchemes:
    machine: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: /token, scopes: {{read: R, write: W}}}}}}}}
    person:
      type: oauth2
      flows:
        implicit: {{authorizationUrl: {LOGIN}/agree, scopes: {{}}}}
        authorizationCode:
          authorizationUrl: {LOGIN}/agree
          tokenUrl: {LOGIN}/token
          refreshUrl: {LOGIN}/refresh
          scopes: {{}}
    legacy: {{type: oauth2, flows: {{password: {{tokenUrl: {LOGIN}/token, scopes: {{}}}}}}}}
    openid: {{type: openIdConnect, openIdConnectUrl: {LOGIN}/.well-known/openid-configuration}}
    implied: {{type: oauth2, flows: {{implicit: {{authorizationUrl: {LOGIN}/agree, scopes: {{}}}}}}}}
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(DOCUMENT, tmp_path_factory.mktemp("oauth"), "of_oauth") as made:
        yield made


@pytest.fixture
def oauth(module: Any) -> Any:
    return part(module, "oauth")


@pytest.fixture
def provider() -> Provider:
    return Provider()


def called(
    module: Any,
    flavour: Flavour,
    answer: Callable[[httpx.Request], httpx.Response],
    *names: str,
    between: Callable[[], object] = lambda: None,
    **given: Any,
) -> None:
    """Make calls one after the other with one client."""
    transport = httpx.MockTransport(answer)
    if flavour == "Client":
        client = module.Client(http_client=httpx.Client(transport=transport), **given)
        for name in names:
            getattr(client, name)()
            between()
        return

    async def run() -> None:
        client = module.AsyncClient(http_client=httpx.AsyncClient(transport=transport), **given)
        for name in names:
            await getattr(client, name)()
            between()

    asyncio.run(run())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_token_is_fetched_when_a_call_needs_one_and_kept(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    machine = oauth.ClientCredentials(*CLIENT)
    with pytest.raises(module.AuthenticationError):
        called(module, flavour, provider, "as_nobody", machine=machine)
    assert provider.asked == []
    called(module, flavour, provider, *["as_machine"] * 3, machine=machine)
    (asked,) = provider.asked
    assert (asked.method, str(asked.url)) == ("POST", "https://api.example.org/token")
    assert provider.forms == [{"grant_type": "client_credentials"}]
    assert len(provider.calls) == 4


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_token_is_renewed_shortly_before_it_expires(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(part(module, "_runtime.oauth"), "monotonic", lambda: now[0])
    asked: list[int] = []

    def between() -> None:
        asked.append(len(provider.asked))
        now[0] += 1800

    machine = oauth.ClientCredentials(*CLIENT)
    called(module, flavour, provider, *["as_machine"] * 4, machine=machine, between=between)
    assert asked == [1, 1, 2, 2]
    assert len(provider.calls) == 4


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_error_keeps_no_answer_of_a_token_endpoint(
    module: Any, oauth: Any, flavour: Flavour
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            said = {"access_token": "hush-token", "token_type": "bearer"}
            return httpx.Response(200, json=said)
        return httpx.Response(401)

    with pytest.raises(module.AuthenticationError) as raised:
        called(module, flavour, answer, "as_machine", machine=oauth.ClientCredentials(*CLIENT))
    assert raised.value.response.history == []
    assert b"hush-token" not in pickle.dumps(raised.value)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_token_that_is_refused_is_renewed_once(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    machine = oauth.ClientCredentials(*CLIENT)
    between = provider.rules.tokens.clear
    called(module, flavour, provider, *["as_machine"] * 2, machine=machine, between=between)
    assert (len(provider.asked), len(provider.calls)) == (2, 3)

    def refusing(request: httpx.Request) -> httpx.Response:
        answer = provider(request)
        provider.rules.tokens.clear()
        return answer

    with pytest.raises(module.AuthenticationError):
        called(module, flavour, refusing, "as_machine", machine=machine)
    assert (len(provider.asked), len(provider.calls)) == (4, 5)


def test_threads_share_one_token_and_one_renewal(
    module: Any, oauth: Any, provider: Provider
) -> None:
    many, barrier, first = 32, Barrier(32), dict[str, str]()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/machine":
            token = request.headers["authorization"]
            if first.setdefault("token", token) == token:
                barrier.wait(30)  # all have sent the same token before any hears of it
        return provider(request)

    machine = oauth.ClientCredentials(*CLIENT)
    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = module.Client(http_client=http, machine=machine)
    with ThreadPoolExecutor(many) as threads:
        list(threads.map(lambda _: client.as_machine(), range(many)))
        assert len(provider.asked) == 1
        provider.rules.tokens.clear()
        list(threads.map(lambda _: client.as_machine(), range(many)))
    assert len(provider.asked) == 2
    assert len(provider.calls) == 3 * many


def test_tasks_share_one_token_and_one_renewal(module: Any, oauth: Any, provider: Provider) -> None:
    many = 8

    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)  # let the others in
        return provider(request)

    async def run() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        client = module.AsyncClient(http_client=http, machine=oauth.ClientCredentials(*CLIENT))
        await asyncio.gather(*(client.as_machine() for _ in range(many)))
        assert len(provider.asked) == 1
        provider.rules.tokens.clear()
        await asyncio.gather(*(client.as_machine() for _ in range(many)))

    asyncio.run(run())
    assert len(provider.asked) == 2
    assert len(provider.calls) == 3 * many


def test_the_endpoint_is_asked_as_the_caller_says(
    module: Any, oauth: Any, provider: Provider
) -> None:
    machine = oauth.ClientCredentials(
        *CLIENT, scopes=["read", "write"], in_body=True, more={"audience": "a b"},
        token_url="https://elsewhere.example.org/token",
    )  # fmt: skip
    called(module, "Client", provider, "as_machine", machine=machine)
    assert str(provider.asked[0].url) == "https://elsewhere.example.org/token"
    assert "authorization" not in provider.asked[0].headers
    assert provider.forms == [
        {
            "grant_type": "client_credentials",
            "scope": "read write",
            "audience": "a b",
            "client_id": CLIENT[0],
            "client_secret": CLIENT[1],
        }
    ]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_refresh_token_is_replaced_by_the_one_that_comes_with_a_token(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    kept: list[str] = []
    person = oauth.RefreshToken("first", "public", renewed=kept.append)
    between = provider.rules.tokens.clear
    called(module, flavour, provider, *["as_person"] * 2, person=person, between=between)
    assert {str(each.url) for each in provider.asked} == {f"{LOGIN}/refresh"}
    assert [each["refresh_token"] for each in provider.forms] == ["first", kept[0]]
    assert {each["client_id"] for each in provider.forms} == {"public"}
    assert len(kept) == 2


def test_a_password_gives_tokens_also_after_its_refresh_token_is_spent(
    module: Any, oauth: Any, provider: Provider
) -> None:
    legacy = oauth.Password(*USER, *CLIENT)

    def between() -> None:
        provider.rules.tokens.clear()
        if len(provider.asked) > 1:
            provider.rules.refreshing.clear()

    called(module, "Client", provider, *["as_legacy"] * 3, legacy=legacy, between=between)
    kinds = [each["grant_type"] for each in provider.forms]
    assert kinds == ["password", "refresh_token", "refresh_token", "password"]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_openid_provider_says_where_its_tokens_are(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    openid = oauth.ClientCredentials(*CLIENT)
    between = provider.rules.tokens.clear
    called(module, flavour, provider, *["as_openid"] * 2, openid=openid, between=between)
    assert [each.url.path for each in provider.asked] == [
        "/.well-known/openid-configuration",
        "/token",
        "/token",
    ]


@pytest.mark.parametrize("name", ["machine", "person", "legacy", "openid", "implied"])
def test_a_token_of_the_callers_is_sent_as_it_is(
    module: Any, provider: Provider, name: str
) -> None:
    provider.rules.tokens.add("mine")
    given: dict[str, Any] = {name: "mine"}
    called(module, "Client", provider, f"as_{name}", **given)
    assert provider.asked == []


def test_the_grants_of_a_scheme_are_those_of_its_flows(module: Any) -> None:
    given = inspect.signature(module.Client.__init__).parameters
    assert [
        given[name].annotation for name in ("machine", "person", "legacy", "openid", "implied")
    ] == [
        "str | Callable[[], str] | _oauth.ClientCredentials | None",
        "str | Callable[[], str] | _oauth.RefreshToken | None",
        "str | Callable[[], str] | _oauth.RefreshToken | _oauth.Password | None",
        "str | Callable[[], str] | _oauth.ClientCredentials | _oauth.RefreshToken | _oauth.Password | None",
        "str | Callable[[], str] | None",
    ]
    assert "Scopes: read, write." in " ".join((module.Client.__doc__ or "").split())


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_refusal_says_why_and_shows_no_secret(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    machine = oauth.ClientCredentials(CLIENT[0], "wrong-secret")
    with pytest.raises(oauth.TokenError) as caught:
        called(module, flavour, provider, "as_machine", machine=machine)
    assert isinstance(caught.value, module.AuthenticationError)
    assert str(caught.value) == "no token: status 401, invalid_client"
    assert caught.value.error == "invalid_client"
    assert caught.value.response.request.content == b""
    assert "wrong-secret" not in repr(caught.value.response.request.headers)
    assert provider.calls == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(200, text="<html>"), "status 200, no_token"),
        (httpx.Response(200, json=["x"]), "status 200, no_token"),
        (httpx.Response(200, json={"access_token": 5}), "status 200, no_token"),
        (httpx.Response(200, json={"access_token": "a\nb"}), "status 200, no_token"),
        (httpx.Response(400, json={"error": "e", "error_description": "why"}), "status 400, e: why"),
        (httpx.Response(400, json={"error": "e", "error_description": "of x-secret"}), "status 400, e"),
        (httpx.Response(503), "status 503, no_token"),
    ],
)  # fmt: skip
def test_an_answer_without_a_token_is_told(
    module: Any, oauth: Any, answer: httpx.Response, words: str
) -> None:
    machine = oauth.ClientCredentials("x", "x-secret")
    with pytest.raises(oauth.TokenError) as caught:
        called(module, "Client", lambda request: answer, "as_machine", machine=machine)
    assert str(caught.value) == f"no token: {words}"


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_endpoint_that_is_not_there_is_a_transport_error_and_may_be_there_again(
    module: Any, oauth: Any, provider: Provider, flavour: Flavour
) -> None:
    def down(request: httpx.Request) -> httpx.Response:
        if not provider.asked:
            provider.asked.append(request)
            raise httpx.ConnectError("down", request=request)
        return provider(request)

    def twice() -> None:
        with pytest.raises(module.TransportError, match="ConnectError: down"):
            client.as_machine()
        client.as_machine()

    async def twice_async() -> None:
        with pytest.raises(module.TransportError, match="ConnectError: down"):
            await client.as_machine()
        await client.as_machine()

    http = {"Client": httpx.Client, "AsyncClient": httpx.AsyncClient}[flavour]
    machine = oauth.ClientCredentials(*CLIENT)
    client = getattr(module, flavour)(
        http_client=http(transport=httpx.MockTransport(down)),
        machine=machine,
        retry=module.Retry(attempts=1),
    )
    twice() if flavour == "Client" else asyncio.run(twice_async())
    assert len(provider.calls) == 1


def test_a_body_that_may_be_spent_is_not_sent_again(
    module: Any, oauth: Any, provider: Provider
) -> None:
    class Streaming(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            assert isinstance(request.stream, httpx.SyncByteStream)
            sent = b"".join(request.stream)  # as a connection does: what was sent is gone
            return provider(
                httpx.Request(request.method, request.url, headers=request.headers, content=sent)
            )

    http = httpx.Client(transport=Streaming())
    client = module.Client(http_client=http, machine=oauth.ClientCredentials(*CLIENT))
    client.upload(file=("a.png", b"1"))
    provider.rules.tokens.clear()
    with pytest.raises(module.AuthenticationError):
        client.upload(file=("a.png", b"1"))
    client.upload(file=("a.png", b"1"))
    assert (len(provider.asked), len(provider.calls)) == (2, 3)


def test_secrets_are_not_shown(module: Any, oauth: Any) -> None:
    given = [
        oauth.ClientCredentials("id", "hidden-1", more={"assertion": "hidden-2"}),
        oauth.RefreshToken("hidden-3", "id", "hidden-4"),
        oauth.Password("name", "hidden-5", "id", "hidden-6"),
    ]
    client = module.Client(machine=given[0], person=given[1], legacy=given[2], openid="hidden-7")
    connection = client._transport._connection
    assert "hidden" not in "".join(map(repr, (*given, client, connection)))
    client.close()


@pytest.mark.parametrize("base_url", ["https://x.example.org/v1", "https://x.example.org/v1/"])
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("/token", "https://x.example.org/token"),
        ("token", "https://x.example.org/v1/token"),
        ("https://login.example.org/token", "https://login.example.org/token"),
    ],
)
def test_an_endpoint_that_is_relative_is_one_of_the_server(
    module: Any, oauth: Any, provider: Provider, base_url: str, said: str, meant: str
) -> None:
    machine = oauth.ClientCredentials(*CLIENT, token_url=said)
    called(module, "Client", provider, "as_machine", machine=machine, base_url=base_url)
    assert str(provider.asked[0].url) == meant


@pytest.mark.parametrize("url", ["urn:nowhere", "'http://['", "a b", "''"])
def test_a_grant_without_an_endpoint_is_refused(tmp_path: Path, url: str) -> None:
    spec = DOCUMENT.replace("tokenUrl: /token", f"tokenUrl: {url}")
    with library(spec, tmp_path, "of_oauth_nowhere") as made:
        oauth = part(made, "oauth")
        with pytest.raises(ValueError, match="give token_url to ClientCredentials"):
            made.Client(machine=oauth.ClientCredentials("a", "b"))
        made.Client(machine=oauth.ClientCredentials("a", "b", token_url="https://y.example.org"))


def test_tokens_are_fetched_over_loopback(module: Any, oauth: Any, provider: Provider) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            request = httpx.Request(
                self.command, f"https://{self.headers['host']}{self.path}",
                headers=dict(self.headers), content=self.rfile.read(length),
            )  # fmt: skip
            answer = provider(request)
            self.send_response(answer.status_code)
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        with module.Client(base_url=url, machine=oauth.ClientCredentials(*CLIENT)) as client:
            client.as_machine()
            provider.rules.tokens.clear()
            client.as_machine()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert (len(provider.asked), len(provider.calls)) == (2, 3)
