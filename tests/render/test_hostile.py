"""Hostile text in a spec stays text: the library imports, keeps it, and runs none of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from .rendering import library, part, planned

HOSTILE = {
    "quotes": 'say """hi""" and stop""',
    "backslash": "C:\\new\\",
    "named": "\\N{BULLET} \\x41 \\u0041 \\",
    "lines": 'one\ntwo ""\nthree \\',
    "jinja": "{{ package }} {% raw %} {# note #} #} %}",
    "separators": "a\u2028b\u2029c\ufeffd",
    "single": "'",
    "both": "it's \"both\" '''",
    "emoji": "done \U0001f600 é 你",
    "code": '"""\nimport os\nraise SystemExit\n"""',
    "braces": "{kind} {0} %s %(a)s $x `y`",
    "words": "Use it in a `with` block, shared by threads, synchronous.",
    "comment": "# type: ignore  # noqa  # fmt: off",
    "markup": "``` </script> [a](b) | --- |",
}


def spec(text: str) -> str:
    """Give a document that says a text wherever text can be said."""
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    fields = {
        "plain": {"type": "string", "description": text, "default": text, "x-unit": text},
        "mode": {"type": "string", "enum": [text, "z"], "x-enum-descriptions": [text, text]},
        "never": {"type": "string", "not": {"const": text}},
        text: {"type": "string"},
    }
    operation = {
        "operationId": "sendThing",
        "summary": text,
        "description": text,
        "parameters": [
            {"name": text, "in": "query", "description": text, "schema": {"type": "string"}}
        ],
        "requestBody": {"description": text, "required": True, "content": body},
        "responses": {"200": {"description": text, "content": body}},
    }
    variable = {"default": "a", "description": text}
    return yaml.safe_dump(
        {
            "openapi": "3.1.0",
            "info": {"title": text, "version": "1", "description": text},
            "servers": [{"url": "https://{v}.example.org", "variables": {"v": variable}}],
            "paths": {"/a": {"post": operation}},
            "components": {
                "schemas": {"Thing": {"type": "object", "description": text, "properties": fields}},
                "securitySchemes": {
                    "key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": text}
                },
            },
        },
        allow_unicode=True,
    )


def spaced(text: str | None) -> str:
    """Give a text with its spaces and lines levelled."""
    return " ".join((text or "").split())


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_library_keeps_hostile_text_and_runs_none_of_it(kind: str, tmp_path: Path) -> None:
    text = HOSTILE[kind]
    with library(spec(text), tmp_path, f"hostile_{kind}") as package:
        keeps_in_docs(package, text)
        keeps_in_values(package, text)


def keeps_in_docs(package: Any, text: str) -> None:
    """Assert that docstrings say the text."""
    said = [package.__doc__, package.Thing.__doc__, package.Client.__doc__]
    said += [package.AsyncClient.__doc__, package.Client.send_thing.__doc__]
    for doc in said:
        assert spaced(text) in spaced(doc)


def keeps_in_values(package: Any, text: str) -> None:
    """Assert that values, limits and names on the wire are the text."""
    assert ascii(package.Thing.documented_defaults()["plain"]) == ascii(text)
    assert ascii([member.value for member in package.ThingMode]) == ascii([text, "z"])
    assert ascii(package.Thing.model_validate({text: "v"}).model_dump(by_alias=True)) == ascii(
        {text: "v"}
    )
    with pytest.raises(ValueError, match="satisfy"):
        package.Thing(never=text)
    call = part(package, "_calls._untagged").send_thing
    assert call.__doc__ == "Make the call of POST /a."


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_metadata_of_a_library_keeps_hostile_text(kind: str, tmp_path: Path) -> None:
    text = HOSTILE[kind]
    plan = planned(spec(text), tmp_path)
    described = tomllib.loads(plan["pyproject.toml"])["project"]["description"]
    assert described == " ".join(f"Client for {text}".split())  # a summary is one line
    assert json.loads(plan["provenance.json"])["spec"]["title"] == text
