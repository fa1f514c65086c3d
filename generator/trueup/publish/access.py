"""Compare where an operation is to be found, and with which credentials it may be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.pair import Pair

# An alternative of credentials: what each of them is, and the scopes it has to have.
Alternative = Mapping[str, frozenset[str]]
_IDENTITY = ("type", "in", "name", "scheme", "openIdConnectUrl")
_MOST = 200  # addresses that the variables of a server are spelled out to


def compare_access(
    pair: Pair, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    """Compare servers and security of an operation."""
    before, after = _servers(pair.old, old), _servers(pair.new, new)
    for url in sorted(before - after):
        yield pair.change(
            "server-removed", Effect.BREAKING, "", f"is no longer at {url}", old[0], new[0], url
        )
    for url in sorted(after - before):
        yield pair.change(
            "server-added", Effect.COMPATIBLE, "", f"is at {url}, too", old[0], new[0]
        )
    was, is_ = _alternatives(pair.old, old[1]), _alternatives(pair.new, new[1])
    for each in was:
        if not any(_suffices(each, other) for other in is_):
            message = f"can no longer be called with {_shown(each)}"
            yield pair.change(
                "security-narrowed", Effect.BREAKING, "", message, old[0], new[0], _shown(each)
            )
    for each in is_:
        if not any(_suffices(each, other) for other in was):
            message = f"can be called with {_shown(each)}"
            yield pair.change("security-widened", Effect.COMPATIBLE, "", message, old[0], new[0])


def _servers(edition: Edition, operation: tuple[str, JsonObject]) -> set[str]:
    """Give the addresses, the values of closed variables spelled out."""
    path_item = edition.follow(operation[0], {"$ref": f"#{operation[0].rpartition('/')[0]}"})[1]
    holders = (operation[1], path_item, edition.root)
    listed = next((sequence(node["servers"]) for node in holders if node.get("servers")), [])
    return {url for server in listed or [{"url": "/"}] for url in _spelled(mapping(server))}


def _spelled(server: JsonObject) -> Iterator[str]:
    url, variables = text_of(server.get("url")).rstrip("/"), mapping(server.get("variables"))
    closed = {
        name: [text_of(value) for value in sequence(mapping(said).get("enum"))]
        for name, said in variables.items()
    }
    choices = [[(name, value) for value in values] for name, values in closed.items() if values]
    for count, chosen in enumerate(product(*choices)):
        if count == _MOST:
            return
        made = url
        for name, value in chosen:
            made = made.replace(f"{{{name}}}", value)
        yield made


def _alternatives(edition: Edition, operation: JsonObject) -> list[Alternative]:
    asked = operation.get("security", edition.root.get("security"))
    schemes = mapping(mapping(edition.root.get("components")).get("securitySchemes"))
    if not asked:
        return [{}]
    return [
        {
            _identity(edition, schemes.get(name)): frozenset(map(text_of, sequence(scopes)))
            for name, scopes in mapping(each).items()
        }
        for each in sequence(asked)
    ]


def _identity(edition: Edition, scheme: JsonValue) -> str:
    """Say what a scheme is on the wire, whatever it is called in the document."""
    _, node = edition.follow("", mapping(scheme))
    told = {key: node[key] for key in _IDENTITY if key in node}
    flows = {
        name: mapping(flow).get("tokenUrl") for name, flow in mapping(node.get("flows")).items()
    }
    return canonical({**told, **({"flows": flows} if flows else {})})


def _suffices(given: Alternative, asked: Alternative) -> bool:
    return all(name in given and scopes <= given[name] for name, scopes in asked.items())


def _shown(alternative: Alternative) -> str:
    if not alternative:
        return "no credentials"
    return " and ".join(
        f"{name}{' with ' + ', '.join(sorted(scopes)) if scopes else ''}"
        for name, scopes in sorted(alternative.items())
    )
