"""Bodies of requests: read from a file or stdin as JSON or YAML, and what flags say over it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import click
import yaml

from .command_flags import CONTENT, FILE, JSON, JSON_OR_TEXT, Described, content, kind_of

_TAG: Final = "tag:yaml.org,2002:"


class _Core(yaml.SafeLoader):
    """Reads YAML by the core rules of 1.2: `on` is text, and so is a date."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


def _integer(loader: yaml.SafeLoader, node: Any) -> int:
    text = str(node.value)
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
):
    _Core.add_implicit_resolver(f"{_TAG}{_kind}", re.compile(f"(?:{_pattern})\\Z"), _first)
_Core.add_constructor(f"{_TAG}int", _integer)


def read_value(text: bytes, name: str) -> Any:
    """Read JSON, or else YAML; raise UsageError."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return yaml.load(text, _Core)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise click.UsageError(f"{name} is neither JSON nor YAML: {said}") from None


def body_of_file(file: str, hint: Any, given: Described) -> Any:
    """Read a body from a file: as it is where it is text or bytes, else as JSON or YAML."""
    try:
        text = content(file)
    except OSError as error:
        raise click.UsageError(f"--body: {error}") from None
    name = "stdin" if file == "-" else file
    kind = kind_of(hint)
    if given.body is None and kind.type in (CONTENT, FILE):
        return text
    if given.body is None and kind.type not in (JSON, JSON_OR_TEXT) and not kind.many:
        return _scalar(text, name, kind.type)
    return read_value(text, name)


def _scalar(text: bytes, name: str, kind: object) -> Any:
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        raise click.UsageError(f"{name} is no text in UTF-8") from None
    return decoded if kind is click.STRING else read_value(text, name)


def joined(described: Described, loaded: Any, given: Mapping[str, Any]) -> Any:
    """Make a body of what a file says and of what flags say over it; `given`: by field."""
    if not isinstance(loaded, dict):
        raise click.UsageError("--body: an object is needed: fields with their values")
    model = described.body
    wire = model._wire_names()
    own = {name for field in given for name in (field, wire.get(field, field))}
    kept = {str(name): value for name, value in loaded.items() if name not in own}
    return model.model_validate(
        {**kept, **{wire.get(name, name): each for name, each in given.items()}}
    )
