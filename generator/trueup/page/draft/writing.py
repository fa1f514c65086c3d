"""Write a draft as YAML in the house style: blank lines between its parts, a rule over what a table describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.document.yaml_write import WIDTH, entry

_APART: Final = ("info", "servers", "tags", "paths", "components")


def written(root: JsonObject, rules: Mapping[str, str]) -> str:
    """Write a document; `rules` names the sections of parameters, responses, and schemas by their names."""
    return "\n".join(_lines(root, rules)) + "\n"


def _lines(root: JsonObject, rules: Mapping[str, str]) -> Iterator[str]:
    for key, value in root.items():
        if key in _APART:
            yield ""
        if key == "paths":
            yield f"{key}:"
            for path, item in mapping(value).items():
                yield from _path(path, mapping(item), rules)
        elif key == "components":
            yield f"{key}:"
            yield "  schemas:"
            for name, schema in mapping(mapping(value)["schemas"]).items():
                yield ""
                yield _rule(rules[name], 4)
                yield from entry(name, schema, 4)
        else:
            yield from entry(key, value, 0)


def _path(path: str, item: JsonObject, rules: Mapping[str, str]) -> Iterator[str]:
    # What stands above the first entry of an object is its key alone.
    yield entry(path, {"": ""}, 2)[0]
    for method, node in item.items():
        yield f"    {method}:"
        for key, value in mapping(node).items():
            if key in ("parameters", "requestBody", "responses"):
                yield ""
            if key in rules:
                yield _rule(rules[key], 6)
            yield from entry(key, value, 6)


def _rule(name: str, indent: int) -> str:
    head = f"{' ' * indent}# ── {name} "
    return head + "─" * (WIDTH - len(head))


def joined(names: Iterable[str]) -> str:
    """Name a section by all tables that it has."""
    return ", ".join(dict.fromkeys(names))
