"""Checks of `info` and `servers`: who publishes this, under which licence and version, and where it is served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from trueup.document.checks.publishing.rules import broken
from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding

_NUMBER: Final = r"(?:0|[1-9][0-9]*)"
_WORD: Final = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_SEMANTIC: Final = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_WORD}(?:\.{_WORD})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
# Names that RFC 2606, RFC 6761 and RFC 9476 keep from ever being somebody's, and those of local networks.
_NOBODYS: Final = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|test|invalid|example|alt|example\.(?:com|net|org))"
)


def check_information(document: Document) -> Iterator[Finding]:
    """Report a licence, contact, version or server that others can't do anything with."""
    info = mapping(document.root.get("info"))
    licence, contact = mapping(info.get("license")), mapping(info.get("contact"))
    if not (licence.get("name") and (licence.get("identifier") or licence.get("url"))):
        message = "the licence has no identifier or url" if licence else "there is no licence"
        yield broken(document, "/info/license", Code.NO_LICENCE, message)
    if not (contact.get("email") or contact.get("url")):
        message = "the contact has no email or url" if contact else "there is no contact"
        yield broken(document, "/info/contact", Code.NO_CONTACT, message)
    version = text_of(info.get("version"))
    if not _SEMANTIC.fullmatch(version):
        message = f"{version!r} is no semantic version"
        yield broken(document, "/info/version", Code.NOT_SEMANTIC, message)
    yield from _servers(document)


def _servers(document: Document) -> Iterator[Finding]:
    if not document.root.get("servers"):
        yield broken(document, "/servers", Code.PRIVATE_SERVER, "no server is named")
    for _, pointer, server, _ in document.parts("server"):
        host = _host(server)
        if not host or _is_private(host):
            message = f"{host} is no host that others can reach" if host else "no host is named"
            yield broken(document, join(pointer, "url"), Code.PRIVATE_SERVER, message)


def _host(server: JsonObject) -> str:
    """Give the host that a server has unless a caller chooses another; nothing, where it has none of its own."""
    url = text_of(server.get("url"))
    for name, variable in mapping(server.get("variables")).items():
        url = url.replace(f"{{{name}}}", text_of(mapping(variable).get("default")))
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return _NOBODYS.fullmatch(host) is not None
