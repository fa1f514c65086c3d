"""The credentials that an operation may be called with, as what they are on the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import product

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.publish.edition import Edition

# An alternative of credentials: what each of them is, and the scopes it has to have.
Alternative = Mapping[str, frozenset[str]]
_IDENTITY = ("type", "in", "name", "scheme", "openIdConnectUrl")


def alternatives(edition: Edition, operation: JsonObject) -> list[Alternative]:
    """Give what an operation may be called with; one of OAuth 2 for each flow that gives a token."""
    asked = operation.get("security", edition.root.get("security"))
    schemes = mapping(mapping(edition.root.get("components")).get("securitySchemes"))
    if not asked:
        return [{}]
    found: list[Alternative] = []
    for each in map(mapping, sequence(asked)):
        scopes = [frozenset(map(text_of, sequence(said))) for said in each.values()]
        for chosen in product(*(_identities(edition, schemes.get(name)) for name in each)):
            found.append(dict(zip(chosen, scopes, strict=True)))
    return found


def _identities(edition: Edition, scheme: JsonValue) -> Iterator[str]:
    """Say what a scheme is on the wire, whatever it is called in the document."""
    _, node = edition.follow("", mapping(scheme))
    told: JsonObject = {
        key: text_of(node[key]).lower() if key == "scheme" else node[key]
        for key in _IDENTITY
        if key in node
    }
    flows = mapping(node.get("flows"))
    for name, flow in flows.items():
        urls = mapping(flow)
        yield canonical(
            {**told, "flow": name, "url": urls.get("tokenUrl", urls.get("authorizationUrl"))}
        )
    if not flows:
        yield canonical(told)


def suffices(given: Alternative, asked: Alternative) -> bool:
    """Say whether who has some credentials may call what asks for others."""
    return all(name in given and scopes <= given[name] for name, scopes in asked.items())


def named(alternative: Alternative) -> str:
    """Name credentials in a message."""
    if not alternative:
        return "no credentials"
    return " and ".join(
        f"{_named(identity)}{' with ' + ', '.join(sorted(scopes)) if scopes else ''}"
        for identity, scopes in sorted(alternative.items())
    )


def _named(identity: str) -> str:
    said = mapping(json.loads(identity))
    kind, name = text_of(said.get("type")), text_of(said.get("name"))
    match kind:
        case "apiKey":
            return f"the {text_of(said.get('in'))} {name}".replace("the query", "the parameter")
        case "http":
            return f"HTTP {text_of(said.get('scheme')).capitalize()}"
        case "oauth2":
            return f"a token of {text_of(said.get('url'))} ({text_of(said.get('flow'))})"
    return f"{kind} {text_of(said.get('openIdConnectUrl'))}".strip()


def sent_with(alternative: Alternative) -> Iterator[tuple[str, str, str]]:
    """Give credentials as a request has them: where, name and text; made up."""
    for identity, scopes in sorted(alternative.items()):
        said = mapping(json.loads(identity))
        kind, scheme = text_of(said.get("type")), text_of(said.get("scheme"))
        if kind == "apiKey":
            yield text_of(said.get("in")), text_of(said.get("name")), "key"
        elif kind == "http" and scheme == "basic":
            yield "header", "Authorization", "Basic bmFtZTpwYXNzd29yZA=="
        elif kind != "mutualTLS":
            word = scheme.capitalize() or "Bearer"
            yield "header", "Authorization", f"{word} {'-'.join(['token', *sorted(scopes)])}"
