"""The operations of a document, and which of them a request is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote

from .schemas import JsonObject, below, found, mapping
from .wire_values import types

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_PARAMETER: Final = re.compile(r"{([^{}]*)}")


class Operation(NamedTuple):
    """An operation, where it stands, and its parameters: pointer and Parameter Object."""

    name: str
    method: str
    template: str
    pointer: str
    said: JsonObject
    parameters: tuple[tuple[str, JsonObject], ...]
    forms: tuple[
        tuple[str, str], ...
    ]  # what a parameter of the path looks like there, where that is special


class Match(NamedTuple):
    """The operation that a request is for, with the texts of its path, as they stood on the wire."""

    operation: Operation
    path: Mapping[str, str]


class Routes:
    """Finds operations by what requests are sent to."""

    def __init__(self, root: JsonObject) -> None:
        operations = [*_operations(root)]
        self.operations: Final = tuple(operations)
        self._by_fixed: Final = sorted(operations, key=lambda each: each.template.count("{"))
        self._bases: Final = _bases(root, operations)

        self.token_paths: Final = frozenset(_token_paths(root))

    def match(self, method: str, path: str, query: str) -> Match | frozenset[str]:
        """Give the operation that is meant; where there is none, the methods that this path has.

        `path`, `query`: as they stood on the wire. A path may begin with that of a documented server.
        """
        allowed: set[str] = set()
        for base in self._bases:
            rest = _without(base, path)
            if rest is None:
                continue
            segments = rest.split("/")
            for each in self._by_fixed:
                found = _texts(each.template, segments, query, each.forms)
                if found is not None:
                    if each.method == method:
                        return Match(each, found)
                    allowed.add(each.method)
        return (
            self.match("GET", path, query)
            if method == "HEAD" and "GET" in allowed
            else frozenset(allowed)
        )


def _operations(root: JsonObject) -> Iterator[Operation]:
    for template, raw in mapping(root.get("paths")).items():
        item, referred = found(root, mapping(raw))
        where = referred or below("/paths", template)
        others = mapping(item.get("additionalOperations"))
        for method in (each for each in _METHODS if each in item):
            yield _operation(root, template, method.upper(), where, item, below(where, method))
        for other in others:
            inner = below(where, "additionalOperations", other)
            yield _operation(root, template, other, where, item, inner)


def _operation(
    root: JsonObject, template: str, method: str, where: str, item: JsonObject, pointer: str
) -> Operation:
    said = mapping(
        mapping(item.get("additionalOperations")).get(method) or item.get(method.lower())
    )
    # A parameter of the operation stands in the place of the path's that has its name and its place.
    parameters: dict[tuple[object, object], tuple[str, JsonObject]] = {}
    for place, holder in ((where, item), (pointer, said)):
        listed = holder.get("parameters")
        for at, raw in enumerate(listed if isinstance(listed, list) else ()):
            each, referred = found(root, mapping(raw))
            key = each.get("in"), each.get("name")
            parameters[key] = referred or below(place, "parameters", at), each
    name = str(said.get("operationId") or f"{method} {template}")
    declared = tuple(parameters.values())
    forms = tuple(
        (str(each.get("name")), _FORMS[form])
        for _, each in declared
        if (form := (each.get("in"), each.get("style"), *_shape(root, each))) in _FORMS
    )
    return Operation(name, method, template, pointer, said, declared, forms)


def _shape(root: JsonObject, parameter: JsonObject) -> tuple[bool, bool]:
    """Say whether a parameter is written one by one, and whether it is an object."""
    named = types(root, parameter.get("schema"))
    return parameter.get("explode") is True and bool(named & {"array", "object"}), "object" in named


# Where parameters stand side by side in a path, this tells where one ends: place, style, exploded, an object.
_FORMS: Final[Mapping[tuple[object, ...], str]] = {
    ("path", "label", False, False): r"\.[^.]*",
    ("path", "label", False, True): r"\.[^.]*",
    ("path", "label", True, False): r"(?:\.[^.=]*)+",
    ("path", "label", True, True): r"(?:\.[^.=]+=[^.]*)+",
}


def _token_paths(root: JsonObject) -> Iterator[str]:
    """Yield the paths where the documented OAuth flows fetch their tokens."""
    for scheme in mapping(mapping(root.get("components")).get("securitySchemes")).values():
        for flow in mapping(found(root, mapping(scheme))[0].get("flows")).values():
            for name in ("tokenUrl", "refreshUrl"):
                if url := mapping(flow).get(name):
                    yield _path_of({"url": url})


def _bases(root: JsonObject, operations: list[Operation]) -> list[str]:
    """Give the paths of the documented servers, and none, which is what a stand-in's own address has."""
    servers: list[object] = []
    for holder in [root, *(each.said for each in operations)]:
        listed = holder.get("servers")
        servers += listed if isinstance(listed, list) else []
    for item in mapping(root.get("paths")).values():
        listed = mapping(item).get("servers")
        servers += listed if isinstance(listed, list) else []
    paths = (_path_of(mapping(each)) for each in servers)
    return [*dict.fromkeys(["", *(path.rstrip("/") for path in paths)])]


def _path_of(server: JsonObject) -> str:
    """Give the path of a server; a variable that may hold several segments is its default."""
    url = str(server.get("url", ""))
    for name, variable in mapping(server.get("variables")).items():
        default = str(mapping(variable).get("default", ""))
        if "/" in default:
            url = url.replace(f"{{{name}}}", default)
    host, slash, path = (url.partition("://")[2] or url).partition("/")
    return f"/{path}" if slash and ("://" in url or not host) else ""


def _without(base: str, path: str) -> str | None:
    """Take the path of a server off the path of a request; None where it does not begin with it."""
    given, wanted = path.split("/"), base.split("/")
    if _texts(base, given[: len(wanted)], "") is None:
        return None
    return "/".join(["", *given[len(wanted) :]])


def _texts(
    template: str, segments: list[str], query: str, forms: tuple[tuple[str, str], ...] = ()
) -> dict[str, str] | None:
    """Give what stands in the place of the parameters of a template; None where a path is not of it."""
    path, _, fixed = template.partition("#")[0].partition("?")
    wanted = path.split("/")
    if len(wanted) != len(segments):
        return None
    texts: dict[str, str] = {}
    for want, have in zip(wanted, segments, strict=True):
        if "{" not in want:
            if want != have and unquote(want) != unquote(have):
                return None
            continue
        pattern, names = _pattern(want, forms)
        fit = pattern.fullmatch(have)
        if fit is None:
            return None
        texts.update(zip(names, fit.groups(), strict=True))
    given = parse_qsl(query, keep_blank_values=True)
    if any(pair not in given for pair in parse_qsl(fixed, keep_blank_values=True)):
        return None
    return texts


@cache
def _pattern(segment: str, forms: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], list[str]]:
    """Give what a segment with parameters looks like on the wire, and the names of these."""
    parts = _PARAMETER.split(segment)
    texts = ["".join(_spellings(sign) for sign in part) for part in parts[::2]]
    wanted = "".join(
        f"{text}({dict(forms).get(name, '.*?')})"
        for text, name in zip(texts, parts[1::2], strict=False)
    )
    return re.compile(f"{wanted}{texts[-1]}"), parts[1::2]


def _spellings(sign: str) -> str:
    encoded = "".join(f"%{byte:02X}" for byte in sign.encode())
    spelled = {re.escape(each) for each in (sign, quote(sign, safe=""), encoded, encoded.lower())}
    return f"(?:{'|'.join(sorted(spelled))})"
