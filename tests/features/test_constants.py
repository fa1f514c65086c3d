"""Single values are types of their own, and tell the kinds of unions apart for type checkers too."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.render.rendering import library, with_schema

FIELDS: dict[str, Any] = {
    "text": {"const": "a"},
    "whole": {"const": 1},
    "truth": {"const": True},
    "nothing": {"const": None},
    "null": {"type": "null"},
    "nulls": {"enum": [None]},
    "number": {"type": "number", "const": 1},
    "either": {"anyOf": [{"const": "a"}, {"const": 1}, {"type": "null"}]},
    "only_null": {"oneOf": [{"type": "null"}]},
    "lists": {"type": "array", "items": {"const": "a"}},
    "date": {"type": "string", "format": "date", "const": "2024-02-29"},
}
PETS = """{type: object, properties: {pets: {type: array, items: {oneOf: [
  {type: object, title: cat, required: [kind], properties: {kind: {const: cat}, meow: {type: boolean}}},
  {type: object, title: dog, required: [kind], properties: {kind: {const: dog}, bark: {type: integer}}}]}},
  single: FIELDS}}"""
FLOCK = """
    Flock: {type: object, properties: {
      loose: {oneOf: [{$ref: "#/components/schemas/Sheep"}, {$ref: "#/components/schemas/Goat"}],
              discriminator: {propertyName: kind}},
      told: {oneOf: [{$ref: "#/components/schemas/Hen"}, {$ref: "#/components/schemas/Duck"}],
             discriminator: {propertyName: kind}},
      code: {oneOf: [{type: string, enum: [a]}, {type: integer, enum: [1]}]}}}
    Sheep: {type: object, properties: {kind: {type: string}, wool: {type: integer}}}
    Goat: {type: object, required: [horns], properties: {kind: {type: string}, horns: {type: integer}}}
    Hen: {type: object, required: [kind], properties: {kind: {type: string, enum: [hen]}, eggs: {type: integer}}}
    Duck: {type: object, required: [kind], properties: {kind: {type: string, enum: [duck]}}}
"""
VALUES: list[Any] = ["a", "b", 1, 2, True, False, None, 0, [], ["a"], ["b"], "2024-02-29", 1.5]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("constants")
    fields = json.dumps({"type": "object", "properties": FIELDS})
    with library(
        with_schema("Farm", PETS.replace("FIELDS", fields)), folder, "constants"
    ) as module:
        yield module


@pytest.mark.parametrize("name", FIELDS)
def test_a_constant_takes_its_value_alone(made: Any, name: str) -> None:
    for value in VALUES:
        wanted = Draft202012Validator(FIELDS[name]).is_valid(value)
        try:
            made.FarmSingle.model_validate_json(json.dumps({name: value}))
            assert wanted, value
        except ValidationError:
            assert not wanted, value


def test_a_constant_is_a_literal_in_the_type_of_its_field(made: Any) -> None:
    hints = get_type_hints(made.FarmSingle)
    for name, shown in (("text", "'a'"), ("whole", "1"), ("truth", "True")):
        assert f"Literal[{shown}]" in str(hints[name])


def test_what_is_read_may_be_another_value_than_the_constant(made: Any) -> None:
    assert made.FarmRead.model_validate({"single": {"text": "b", "null": 1}}).single.text == "b"
    kept = made.FarmRead.model_validate({"pets": [{"kind": "cow"}]}).pets
    assert kept == [{"kind": "cow"}]


@pytest.fixture(scope="module")
def flock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    text = with_schema("Flock", "").rpartition("    Flock:")[0] + FLOCK.lstrip("\n")
    with library(text, tmp_path_factory.mktemp("flock"), "flock") as module:
        yield module


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"kind": "Goat", "horns": 2}, "Goat"),
        ({"kind": "ibex", "horns": 2}, "Goat"),
        ({"wool": 2}, "Sheep"),
        ({"kind": "any", "wool": 2}, "Sheep"),
        ({"kind": "Sheep", "horns": 2}, None),
        ({"milk": 2}, None),
    ],
)
def test_a_property_that_need_not_tell_the_kind_leaves_it_to_the_others(
    flock: Any, value: object, kind: str | None
) -> None:
    if kind is None:
        with pytest.raises(ValidationError):
            flock.Flock.model_validate({"loose": value})
    else:
        body = flock.Flock.model_validate({"loose": value})
        assert type(body.loose).__name__ == kind
        assert flock.Flock.model_validate_json(body.model_dump_json()) == body


def test_a_property_that_has_to_tell_the_kind_is_named_where_it_does_not(flock: Any) -> None:
    for value in ({"eggs": 1}, {"kind": "goose"}):
        with pytest.raises(ValidationError, match="name its kind in kind: 'hen' or 'duck'"):
            flock.Flock.model_validate({"told": value})


def test_true_is_no_number_of_an_enumeration(flock: Any) -> None:
    assert flock.Flock.model_validate({"code": 1}).code == 1
    with pytest.raises(ValidationError):
        flock.Flock.model_validate({"code": True})


def test_a_type_checker_tells_the_kinds_of_a_union_apart(made: Any) -> None:
    folder = Path(made.__file__).parent.parent
    (folder / "use.py").write_text(
        "from constants import Farm, FarmRead\n\n"
        "def noise(farm: Farm, read: FarmRead) -> object:\n"
        "    for pet in farm.pets or []:\n"
        '        if pet.kind == "cat":\n'
        "            reveal_type(pet)\n"
        "    for one in read.pets or []:\n"
        '        if not isinstance(one, dict) and one.kind == "dog":\n'
        "            reveal_type(one)\n"
        "    return None\n"
    )
    command = ["-m", "mypy", "--strict", "--config-file", "/dev/null", "use.py"]
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False
    )
    shown = [line.partition("Revealed type is ")[2] for line in done.stdout.splitlines()[:2]]
    assert [each.rpartition(".")[2] for each in shown] == ['FarmPetsItem1"', 'FarmPetsItem2Read"']
