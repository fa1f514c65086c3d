"""A document's text is changed by actions: only the lines concerned, and never into anything wrong."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.document.actions import Action, applied, same, setting
from trueup.document.json_values import JsonValue
from trueup.document.pointers import join, objects, split
from trueup.document.source import parse
from trueup.document.yaml_edit import edited, patch

from .edits import (
    DOCUMENT,
    EDITS,
    FIELDS,
    HERE,
    PUT,
    SCHEMAS,
    SPEC,
    lines_changed,
    often,
    put,
    reset,
    some_actions,
    take,
    update,
)


def on_spec(*actions: Action) -> tuple[list[str], list[str]]:
    """Give the lines that went from the spec and those that came, without their indentation."""
    went, came = lines_changed(SPEC, edited(DOCUMENT, actions))
    return [line.strip() for line in went], [line.strip() for line in came]


def follows(line: str, *actions: Action) -> str:
    """Give the line before one that comes in."""
    made = edited(DOCUMENT, actions).splitlines()
    return made[made.index(line) - 1].strip()


@pytest.mark.parametrize("name", EDITS)
def test_the_spec_says_what_the_actions_make_of_it(name: str) -> None:
    actions = EDITS[name]
    text = edited(DOCUMENT, actions)
    assert same(parse("openapi.yaml", text).root, applied(DOCUMENT.root, actions))
    assert "\n\n\n\n" not in text
    assert all(len(line) <= 120 for line in text.splitlines())
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "name", [name for name in EDITS if "gone" not in name and "no " not in name]
)
def test_no_comment_of_the_spec_is_lost(name: str) -> None:
    comments = [line for line in SPEC.splitlines() if line.lstrip().startswith("#")]
    made = edited(DOCUMENT, EDITS[name]).splitlines()
    lost = [line for line in comments if made.count(line) < comments.count(line)]
    assert lost == []


def test_no_actions_change_nothing() -> None:
    assert edited(DOCUMENT, []) == SPEC
    assert edited(DOCUMENT, reset(f"{FIELDS}/name", "maxLength", 57)) == SPEC


def test_a_scalar_is_replaced_on_its_line() -> None:
    assert on_spec(*reset(f"{FIELDS}/name", "maxLength", 64)) == (
        ["maxLength: 57"],
        ["maxLength: 64"],
    )


def test_a_number_with_a_point_is_another_value() -> None:
    pointer = f"{SCHEMAS}/TaskManagerResourceSpec/properties/cpu"
    assert on_spec(*reset(pointer, "default", 1)) == (["default: 1.0"], ["default: 1"])


def test_text_over_several_lines_is_replaced_as_a_whole() -> None:
    went, came = on_spec(*reset(f"{FIELDS}/tm_slot_num", "description", "Slots."))
    assert (len(went), came) == (3, ["description: Slots."])
    went, came = on_spec(*EDITS["pattern over lines"])
    assert (len(went), came) == (3, ["pattern: ^a"])


def test_a_place_on_the_page_is_edited_within_its_braces() -> None:
    assert on_spec(*EDITS["page row in place"]) == (
        ["x-page: {table: 2, row: 1}"],
        ["x-page: {table: 2, row: 30}"],
    )
    assert on_spec(*EDITS["page without row"])[1] == ["x-page: {table: 2}"]


def test_an_array_that_is_set_anew_keeps_the_items_that_stay() -> None:
    actions = reset(f"{SCHEMAS}/RunMode", "enum", ["shared_cluster", "spot", "edge_node"])
    assert on_spec(*actions) == (["- exclusive_cluster"], ["- spot"])
    actions = reset(f"{SCHEMAS}/RunMode", "enum", ["shared_cluster", "edge_node"])
    assert on_spec(*actions) == (["- exclusive_cluster"], [])


@pytest.mark.parametrize(
    ("pointer", "key", "value", "line", "before"),
    [
        (f"{FIELDS}/name", "minLength", 1, "          minLength: 1", "type: string"),
        (f"{FIELDS}/cu_number", "maximum", 8, "          maximum: 8", "format: int32"),
        (f"{FIELDS}/edge_group_ids", "maxItems", 8, "          maxItems: 8", "type: string"),
        (f"{FIELDS}/log_enabled", "x-unit", "x", "          x-unit: x",
         "description: Whether the logs of the job are uploaded to the user's OBS bucket."),
        (f"{FIELDS}/log_enabled", "x-own", "x", "          x-own: x",
         "description: Whether the logs of the job are uploaded to the user's OBS bucket."),
        (f"{SCHEMAS}/UpdateSqlJobRequest", "required", [], "      required: []", "additionalProperties: false"),
        (FIELDS, "type", {}, "        type: {}", "x-page: {table: 2, row: 30}"),
        (f"{PUT}/parameters/0", "example", 1, "          example: 1", "x-client-parameter: true"),
    ],
)  # fmt: skip
def test_a_new_key_comes_where_it_is_looked_for(
    pointer: str, key: str, value: JsonValue, line: str, before: str
) -> None:
    assert follows(line, *put(pointer, key, value)) == before


def test_two_new_keys_come_in_their_order() -> None:
    actions = (
        *put(f"{FIELDS}/obs_bucket", "maxLength", 9),
        *put(f"{FIELDS}/obs_bucket", "minLength", 1),
    )
    assert on_spec(*actions) == ([], ["minLength: 1", "maxLength: 9"])


def test_a_new_property_comes_last_and_before_the_next_section() -> None:
    assert (
        follows("        fresh:", *EDITS["property new in UpdateSqlJobRequest"])
        == "x-page: {table: 2, row: 30}"
    )
    made = edited(DOCUMENT, EDITS["property new in UpdateSqlJobRequest"])
    assert "          x-page: {table: 2, row: 31}\n\n    # ── Table 2, the closed" in made


def test_what_is_removed_takes_its_comment_along_but_no_rule_between_sections() -> None:
    went, came = on_spec(*EDITS["pattern with its comment gone"])
    assert ([line[:12] for line in went], came) == (
        ["# JSON Schem", 'pattern: "\\', "^(?:(?:[2-9]", "|(?:204[89]|"],
        [],
    )
    went, came = on_spec(*take(f"{SCHEMAS}/TaskManagerResourceSpec"))
    assert (went[0], came) == ("TaskManagerResourceSpec:", [])


def test_the_first_key_of_an_item_gives_its_place_to_the_next() -> None:
    assert on_spec(*EDITS["parameter name gone"]) == (
        ["- name: project_id", "in: path"],
        ["- in: path"],
    )


def test_the_last_property_that_goes_leaves_an_empty_object() -> None:
    assert on_spec(*EDITS["no properties left"])[1] == ["properties: {}"]


JSON = '{\n   "a": {"b": 1, "é": [1.0]},\n   "c": "d"\n}\n'


def test_json_is_written_again_with_its_indentation_and_order() -> None:
    actions = [*reset("", "a", {"é": [True], "b": 1}), update("", "e", "“")]
    assert edited(parse("a.json", JSON, as_json=True), actions) == (
        '{\n   "a": {\n      "b": 1,\n      "é": [\n         true\n      ]\n   },\n'
        '   "c": "d",\n   "e": "“"\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "made"), [('{"a":1}', '{"a":2}'), ('{"a": 1}\r\n', '{"a": 2}\r\n')]
)
def test_json_on_one_line_stays_on_it(text: str, made: str) -> None:
    assert edited(parse("a.json", text, as_json=True), [update("", "a", 2)]) == made


@often
@given(actions=some_actions(DOCUMENT))
def test_any_actions_on_the_spec_are_carried_out(actions: list[Action]) -> None:
    new = applied(DOCUMENT.root, actions)
    if not DOCUMENT.root.keys() & new.keys():
        return
    text = edited(DOCUMENT, actions)
    assert same(parse("a.yaml", text).root, new)


SCALARS = [
    join(pointer, key)
    for pointer, node in objects(DOCUMENT.root)
    for key, value in node.items()
    if not isinstance(value, dict | list)
]


def margin(line: str) -> int:
    """Count the spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


@often
@given(
    pointer=st.sampled_from(SCALARS), value=st.sampled_from([7, "a: b", None, "long " * 40 + "e"])
)
def test_a_scalar_that_changes_changes_no_line_but_its_own(pointer: str, value: JsonValue) -> None:
    parent, _, token = pointer.rpartition("/")
    (key,) = split(f"/{token}")
    old, line = SPEC.splitlines(), DOCUMENT.place(pointer).line - 1
    new = edited(DOCUMENT, setting(parent, key, value, True, "")).splitlines()
    rest = next(
        at
        for at in range(line + 1, len(old) + 1)
        if at == len(old) or margin(old[at]) <= margin(old[line])
    )
    assert new[:line] == old[:line]
    assert new[len(new) - len(old) + rest :] == old[rest:]


def git(folder: Path, *arguments: str, text: str = "") -> None:
    """Run git in a folder of its own."""
    found = shutil.which("git")
    if found is None:
        pytest.skip("git is not installed")
    command = [found, "-c", "core.autocrlf=false", *arguments]
    subprocess.run(command, cwd=folder, input=text.encode(), check=True, capture_output=True)


@pytest.mark.parametrize(
    ("file", "text", "actions"),
    [
        ("spec/openapi.yaml", SPEC, EDITS["all at once"]),
        ("spec/openapi.yaml", SPEC, EDITS["end of the file gone"]),
        ("spec/openapi.yaml", SPEC, EDITS["end of the file"]),
        ("a b.yaml", HERE, (update("", "z", 1), update("", "a", 2))),
        ("a.yaml", HERE.replace("\n", "\r\n"), (update("", "z", 1), update("/c", "e", 2))),
        ("a.json", JSON, (update("/a", "b", 2),)),
    ],
)  # fmt: skip
def test_git_applies_the_patch(
    tmp_path: Path, file: str, text: str, actions: tuple[Action, ...]
) -> None:
    document = parse(file, text, as_json=file.endswith(".json"))
    new = edited(document, actions)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(text.encode())
    git(tmp_path, "init", "-q")
    git(tmp_path, "apply", "--check", "-", text=patch(document, new))
    git(tmp_path, "apply", "-", text=patch(document, new))
    assert (tmp_path / file).read_bytes() == new.encode()


def test_a_patch_names_the_file_on_both_sides_and_is_empty_without_a_change() -> None:
    new = edited(DOCUMENT, EDITS["text longer"])
    assert patch(DOCUMENT, new).splitlines()[:2] == [
        "--- a/spec/openapi.yaml",
        "+++ b/spec/openapi.yaml",
    ]
    assert patch(DOCUMENT, SPEC) == ""
