"""Mutual TLS: a loopback server that wants the client's certificate, and clients that have one or don't."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from .rendering import HEAD, OK, library

DOCUMENT = f"""{HEAD}security: [{{tls: [], key: []}}, {{tls: []}}]
paths:
  /a: {{get: {{operationId: readA, {OK}}}}}
components:
  securitySchemes:
    tls: {{type: mutualTLS, description: Between machines.}}
    key: {{type: apiKey, in: header, name: X-Key}}
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(DOCUMENT, tmp_path_factory.mktemp("tls"), "of_tls") as made:
        yield made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with an authority, and a certificate for a client in every form."""
    folder, authority = tmp_path_factory.mktemp("certificates"), trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    server = authority.issue_cert("127.0.0.1")
    server.private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    client = authority.issue_cert("client@example.org")
    client.private_key_and_cert_chain_pem.write_to_path(folder / "client.pem")
    client.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    client.private_key_pem.write_to_path(folder / "key.pem")
    return folder


class Names(BaseHTTPRequestHandler):
    """Notes whose certificate a request came with."""

    def do_GET(self) -> None:
        assert isinstance(self.connection, ssl.SSLSocket)
        shown = self.connection.getpeercert() or {}
        self.server.names.append(shown.get("subjectAltName"))  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        """Say nothing."""


@contextmanager
def serving(files: Path) -> Iterator[tuple[str, list[Any]]]:
    """Listen in a thread of its own; take nobody without a certificate of the authority."""
    context = ssl.create_default_context(
        ssl.Purpose.CLIENT_AUTH, cafile=str(files / "authority.pem")
    )
    context.load_cert_chain(files / "server.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    server = ThreadingHTTPServer(("127.0.0.1", 0), Names)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a handshake that fails is a case
    server.names = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", server.names  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def forms(files: Path) -> list[Any]:
    """Give the certificate in every form that a client takes."""
    context = ssl.create_default_context(cafile=str(files / "authority.pem"))
    context.load_cert_chain(files / "client.pem")
    two = str(files / "cert.pem"), str(files / "key.pem")
    return [str(files / "client.pem"), two, (*two, "unused"), context]


def test_a_client_shows_its_certificate(
    module: Any, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(files / "authority.pem"))

    async def call(url: str, form: Any) -> None:
        async with module.AsyncClient(base_url=url, cert=form) as client:
            await client.read_a()

    with serving(files) as (url, names):
        for form in forms(files):
            with module.Client(base_url=url, cert=form) as client:
                client.read_a()
            asyncio.run(call(url, form))
    assert names == [(("email", "client@example.org"),)] * 8


def test_a_client_without_a_certificate_is_not_served(
    module: Any, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(files / "authority.pem"))
    with (
        serving(files) as (url, names),
        module.Client(base_url=url) as client,
        pytest.raises(module.TransportError),
    ):
        client.read_a()
    assert names == []


@pytest.mark.parametrize(
    "form", ["nowhere.pem", ("key.pem", "key.pem"), ("cert.pem", "nowhere.pem")]
)
def test_a_certificate_that_can_not_be_loaded_is_refused(
    module: Any, files: Path, form: str | tuple[str, str]
) -> None:
    given = (
        str(files / form) if isinstance(form, str) else tuple(str(files / each) for each in form)
    )
    with pytest.raises(ValueError, match="the certificate can't be loaded"):
        module.Client(cert=given)


def test_a_certificate_goes_with_the_librarys_own_connections_only(
    module: Any, files: Path
) -> None:
    with httpx.Client() as http, pytest.raises(ValueError, match="to the http_client"):
        module.Client(http_client=http, cert=str(files / "client.pem"))
    assert "cert: Between machines." in (module.Client.__doc__ or "")
