"""What a change is known by: the same in any order of keys and members, another for each change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.publish.comparing import with_body
from trueup.document import source
from trueup.document.json_values import copied
from trueup.document.lint import lint
from trueup.document.source import Document
from trueup.publish.difference import difference
from trueup.publish.fingerprints import fingerprinted

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"
DOCUMENT = lint(source.read(SPEC, "openapi.yaml")).document
# Lists of which the order says nothing.
UNORDERED = {"enum", "required", "parameters", "servers", "security", "tags", "anyOf", "oneOf"}


def turned(value: Any, key: str = "") -> Any:
    """Turn every order around that says nothing."""
    if isinstance(value, dict):
        return {name: turned(each, name) for name, each in reversed(value.items())}
    if isinstance(value, list):
        inner = [turned(each) for each in value]
        return inner[::-1] if key in UNORDERED else inner
    return value


def read(root: Any) -> Document:
    return lint(source.parse("a.json", json.dumps(root)), tolerant=True).document


def renumbered(root: Any) -> None:
    """Number the tables and rows of the page anew."""
    for schema in root["components"]["schemas"].values():
        for each in (schema, *schema.get("properties", {}).values()):
            if "table" in each.get("x-page", {}):
                each["x-page"] = {name: number + 3 for name, number in each["x-page"].items()}


def changed(edit: Callable[[Any], None]) -> Any:
    root = copied(DOCUMENT.root)
    edit(root)
    return root


def test_no_order_and_no_number_of_a_table_has_a_say() -> None:
    def edit(root: Any) -> None:
        fields = root["components"]["schemas"]["UpdateSqlJobRequest"]["properties"]
        fields["name"]["maxLength"] = 40
        fields["checkpoint_interval"]["description"] = "another"
        fields["checkpoint_interval"]["x-unit"] = "minute"
        del fields["desc"]
        root["components"]["schemas"]["RunMode"]["enum"].remove("edge_node")
        root["components"]["schemas"]["RunMode"]["enum"].append("other")
        root["servers"][0]["url"] = "https://a.example"
        renumbered(root)

    old, new = DOCUMENT.root, changed(edit)
    straight = [*fingerprinted(difference(read(old), read(new)))]
    around = [*fingerprinted(difference(read(turned(old)), read(turned(new))))]
    assert len(straight) > 6
    assert {known for known, _ in straight} == {known for known, _ in around}


def test_rows_by_another_number_are_no_change() -> None:
    assert difference(read(DOCUMENT.root), read(changed(renumbered))).wire == ()


def test_each_change_has_one_of_its_own() -> None:
    old = with_body(
        {"type": "object", "properties": {"a": {"x-a": 1, "x-b": 1, "title": "x"}}}, "request"
    )
    new = with_body(
        {"type": "object", "properties": {"a": {"x-a": 2, "x-b": 2, "title": "y"}}}, "request"
    )
    known = [known for known, _ in fingerprinted(difference(old, new))]
    assert len({*known}) == len(known) == 3


def test_another_value_is_the_same_change() -> None:
    def to(length: int) -> Document:
        return with_body({"type": "string", "maxLength": length}, "request")

    (first,) = fingerprinted(difference(to(57), to(40)))
    (second,) = fingerprinted(difference(to(57), to(30)))
    assert first[0] == second[0]


def test_a_change_has_its_keyword_as_both_editions_have_it() -> None:
    old = with_body({"type": "string", "maxLength": 57, "description": "x"}, "request")
    new = with_body(
        {"type": "string", "maxLength": 40, "description": "y", "title": "z"}, "request"
    )
    assert {each.message: each.values for each in difference(old, new).wire} == {
        "maxLength 57 → 40": ({"maxLength": 57}, {"maxLength": 40}),
        "description is worded differently": ({"description": "x"}, {"description": "y"}),
        "title is worded differently": ({}, {"title": "z"}),
    }
