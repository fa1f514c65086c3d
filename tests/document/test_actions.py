"""Actions change a document as the Overlay Specification says, and another implementation of it agrees."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from jsonpath_ng.parser import parse as path
from oas_patch import apply_overlay  # type: ignore[import-untyped]
from oas_patch.validator import validate  # type: ignore[import-untyped]

from trueup.document.actions import Action, applied, normalized_path, overlay, same, setting
from trueup.document.json_values import JsonObject, canonical
from trueup.document.pointers import at, join, objects

from .edits import DOCUMENT, EDITS, PUT


def judged(root: JsonObject, written: JsonObject) -> JsonObject:
    """Give what oas-patch makes of a document by an overlay."""
    made: JsonObject = apply_overlay(copy.deepcopy(root), copy.deepcopy(written))
    return made


def updates_an_item(action: Action) -> bool:
    """Say whether an action updates an item of an array itself, which oas-patch 0.6.0 fails at (TypeError)."""
    *_, last = action.pointer.split("/")
    above = at(DOCUMENT.root, action.pointer.rpartition("/")[0]) if action.pointer else None
    return not action.remove and last.isdecimal() and isinstance(above, list)


def test_objects_are_merged_arrays_joined_and_all_else_is_replaced() -> None:
    root: JsonObject = {"a": {"b": {"c": 1, "d": [1]}, "e": 2}}
    update: JsonObject = {"b": {"c": {"x": 1}, "d": [2], "f": None}, "e": 2.5}
    assert applied(root, [Action("/a", "", update)]) == {
        "a": {"b": {"c": {"x": 1}, "d": [1, 2], "f": None}, "e": 2.5}
    }


def test_an_update_of_an_array_is_a_new_item() -> None:
    assert applied({"a": [1]}, [Action("/a", "", {"b": 2})]) == {"a": [1, {"b": 2}]}


def test_what_is_removed_from_an_array_moves_the_rest_up() -> None:
    actions = [Action("/a/0", "", remove=True), Action("/a/0", "", remove=True)]
    assert applied({"a": [1, 2, 3]}, actions) == {"a": [3]}


def test_neither_the_document_nor_the_actions_are_changed_or_shared() -> None:
    root: JsonObject = {"a": {"b": []}}
    action = Action("/a", "", {"c": {"d": []}})
    made = applied(root, [action, Action("/a/c", "", {"d": [1]}), Action("/a", "", {"b": [1]})])
    assert made == {"a": {"b": [1], "c": {"d": [1]}}}
    assert (root, action.update) == ({"a": {"b": []}}, {"c": {"d": []}})


@pytest.mark.parametrize(
    "action",
    [
        Action("/x", "", {"a": 1}),
        Action("/a/1", "", remove=True),
        Action("/a/0", "", {"b": 1}),
        Action("/a/0/b", "", {"b": 1}),
        Action("", "", remove=True),
    ],
)
def test_an_action_that_can_t_be_done_is_named_by_its_pointer(action: Action) -> None:
    with pytest.raises(KeyError) as caught:
        applied({"a": [1]}, [action])
    assert caught.value.args == (action.pointer,)


@pytest.mark.parametrize("value", [[2], {"b": 2}, [], {}, "2", None])
def test_a_setting_leaves_nothing_of_the_value_before(value: Any) -> None:
    root: JsonObject = {"a": {"k": [1] if isinstance(value, list) else {"c": 1}}}
    assert applied(root, setting("/a", "k", value, True, "")) == {"a": {"k": value}}
    assert applied({"a": {}}, setting("/a", "k", value, False, "")) == {"a": {"k": value}}


def test_a_setting_of_a_key_with_slashes_removes_that_key() -> None:
    assert applied({"a/b~c": [1]}, setting("", "a/b~c", [2], True, "")) == {"a/b~c": [2]}


def test_an_overlay_says_what_it_is_and_extends() -> None:
    actions = [Action("/paths/~1a", "why", {"get": {}}), Action("/tags/0", "", remove=True)]
    root: JsonObject = {"paths": {"/a": {}}, "tags": [{}]}
    assert overlay(root, "T", "1", actions, "openapi.yaml") == {
        "overlay": "1.0.0",
        "info": {"title": "T", "version": "1"},
        "extends": "openapi.yaml",
        "actions": [
            {"target": "$['paths']['/a']", "description": "why", "update": {"get": {}}},
            {"target": "$['tags'][0]", "remove": True},
        ],
    }


def test_a_number_is_an_index_in_an_array_and_a_name_in_an_object() -> None:
    root: JsonObject = {"responses": {"200": {"l": [[], [1]]}}}
    assert normalized_path(root, "/responses/200/l/1/0") == "$['responses']['200']['l'][1][0]"


@pytest.mark.parametrize(
    ("name", "written"),
    [("it's", r"['it\'s']"), ("a\\b", r"['a\\b']"), ('"', "['\"']"), ("a\nb", r"['a\nb']")],
)
def test_a_name_is_escaped_as_in_a_normalized_path(name: str, written: str) -> None:
    assert normalized_path({name: 1}, join("", name)) == f"${written}"


def test_a_path_leads_another_reader_to_each_object_of_the_spec_and_to_no_other() -> None:
    for pointer, node in objects(DOCUMENT.root):
        found = path(normalized_path(DOCUMENT.root, pointer)).find(DOCUMENT.root)
        assert [id(match.value) for match in found] == [id(node)], pointer


@pytest.mark.parametrize("name", EDITS)
def test_an_independent_reader_of_overlays_makes_the_same_document(name: str) -> None:
    actions = EDITS[name]
    assert not any(map(updates_an_item, actions))
    written = overlay(DOCUMENT.root, "Edits", "1", actions)
    assert same(judged(DOCUMENT.root, written), applied(DOCUMENT.root, actions))


def test_an_update_of_an_item_is_addressed_by_its_index() -> None:
    action = Action(f"{PUT}/parameters/1", "", {"deprecated": True})
    (found,) = path(normalized_path(DOCUMENT.root, action.pointer)).find(DOCUMENT.root)
    assert found.value is at(DOCUMENT.root, action.pointer)


def test_an_overlay_is_valid_by_the_schema_of_overlays() -> None:
    kept = {
        canonical([each.pointer, each.update]): each for edit in EDITS.values() for each in edit
    }
    actions = [action for action in kept.values() if not action.remove]
    written = overlay(DOCUMENT.root, "Edits", "1", [*actions, *EDITS["security"]], "openapi.yaml")
    assert validate(written, "log") == "[INFO] Validation successful"
