"""Hostile paths, titles and patterns: what is no description reaches the source as well."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from .rendering import HEAD, OK, library, planned, with_schema

CALLS = "client/_calls/_untagged.py"


@pytest.mark.parametrize(
    "path",
    [
        '/x"""; RAN = True; """',
        '/x"""\nRAN = True\n"""',
        "/x\\N{BULLET}",
        '/x"',
        "/x\\",
        "/x\nRAN = True",
        "/x'''",
        "/x#\u2028RAN = True",
    ],
)
def test_a_hostile_path_stays_a_path(path: str, tmp_path: Path) -> None:
    plain = path.replace("{BULLET}", "BULLET")
    text = f"{HEAD}paths:\n  {json.dumps(plain)}: {{get: {{operationId: readX, {OK}}}}}\n"
    plan = planned(text, tmp_path)
    for name in (CALLS, "client/operations/_untagged.py", "client/client.py", "client/__init__.py"):
        assert "RAN" not in {
            node.id for node in ast.walk(ast.parse(plan[name])) if isinstance(node, ast.Name)
        }
    values = [
        node.value for node in ast.walk(ast.parse(plan[CALLS])) if isinstance(node, ast.Constant)
    ]
    assert plain in values


@pytest.mark.parametrize(
    "title", ["coding: latin-1", "-*- coding: rot13 -*-", "vim: set fileencoding=utf-16 :"]
)
def test_a_title_that_looks_like_an_encoding_changes_no_character(
    title: str, tmp_path: Path
) -> None:
    text = HEAD.replace("title: T", f"title: {json.dumps(title)}, description: café")
    spec_ = f"{text}paths: {{/a: {{get: {{operationId: readA, {OK}}}}}}}\n"
    with library(spec_, tmp_path, f"encoding_{len(title)}") as package:
        assert "café" in package.__doc__


@pytest.mark.parametrize(
    "pattern",
    [
        "'",
        '"',
        '"""',
        "'\"",
        "a\nb",
        "\\\\",
        "\\'",
        '\\\\"',
        "\u2028",
        "é",
        "#",
        "\\d{2}",
        "r'",
        "\U0001f600",
    ],
)
def test_a_hostile_pattern_stays_a_pattern(pattern: str, tmp_path: Path) -> None:
    text = with_schema(
        "Thing",
        f"{{properties: {{f: {json.dumps({'type': 'string', 'pattern': pattern}, ensure_ascii=False)}}}}}",
    )
    with library(text, tmp_path, f"pattern_{pattern.encode().hex()}") as package:
        assert package.Thing.model_json_schema()["properties"]["f"]["pattern"] == pattern
        with pytest.raises(ValueError, match="f"):
            package.Thing(f="no")


def test_a_pattern_that_the_models_can_not_hold_is_told_at_its_place_or_held(
    tmp_path: Path,
) -> None:
    text = with_schema("Thing", "{properties: {f: {type: string, pattern: '^(?!a)b'}}}")
    with library(text, tmp_path, "lookahead") as package:
        assert package.Thing(f="b").f == "b"
        with pytest.raises(ValueError, match="f"):
            package.Thing(f="ab")
