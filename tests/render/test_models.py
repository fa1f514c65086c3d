"""What the model generator gives is linked against the IR: a change in it can't pass unseen."""

from __future__ import annotations

import json
from pathlib import Path

import datamodel_code_generator
import pytest

from trueup import pipeline
from trueup.config import Settings
from trueup.findings import Code

from .rendering import library, planned, with_schema

SPEC = with_schema(
    "Thing",
    "{properties: {first: {type: string, maxLength: 3}, mode: {type: string, enum: [a, b]}}}",
)
MADE_WITH = datamodel_code_generator.generate


def altered(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    """Let the model generator give something else."""

    def generate(*arguments: object, **options: object) -> object:
        made = MADE_WITH(*arguments, **options)  # type: ignore[arg-type]
        assert isinstance(made, str)
        return made.replace(before, after)

    monkeypatch.setattr(datamodel_code_generator, "generate", generate)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("    type_0:", "    type_9:", "type_9"),
        ("    type_0:", "    extra: int\n    type_0:", "extra"),
        ("class TrueupTypes(", "class Types(", "type_0"),
        ("max_length=3", "max_length=4", "max_length 4.0"),
        ("Field(max_length=3)", "None", "max_length 3.0"),
    ],
)
def test_models_that_are_not_those_of_the_spec_are_refused_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: str, after: str, named: str
) -> None:
    altered(monkeypatch, before, after)
    (tmp_path / "openapi.yaml").write_text(SPEC)
    made = pipeline.generate(Settings(tmp_path, tmp_path / "openapi.yaml", tmp_path / "out"))
    (finding,) = made.findings
    assert finding.code is Code.MODEL_MISMATCH
    assert named in finding.message
    assert [path.name for path in tmp_path.iterdir()] == ["openapi.yaml"]


def test_types_that_differ_in_names_alone_are_asked_for_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def generate(source: str, **options: object) -> object:
        asked.append(json.dumps(source))
        return MADE_WITH(source, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(datamodel_code_generator, "generate", generate)
    things = "a: {type: object, properties: {b: {type: string}}}, c: {type: object, properties: {d: {type: string}}}"
    planned(with_schema("Thing", f"{{properties: {{{things}}}}}"), tmp_path)
    assert [text.count('"type_0"') for text in asked] == [2, 2]
    assert not any('"type_2"' in text for text in asked)


def test_no_formatter_and_no_timestamp_of_the_model_generator_shows(tmp_path: Path) -> None:
    plan = planned(SPEC, tmp_path)
    library = {path: text for path, text in plan.items() if path != "provenance.json"}
    assert "datamodel" not in " ".join(library.values())
    assert "timestamp" not in plan["client/models/_untagged.py"]


def test_a_limit_that_is_odd_for_its_type_is_held(tmp_path: Path) -> None:
    fields = "low: {type: integer, minimum: 1.5}, half: {type: integer, multipleOf: 0.5}"
    other = "count: {type: integer, minLength: 9}, text: {type: string, minimum: 9}"
    with library(
        with_schema("Odd", f"{{properties: {{{fields}, {other}}}}}"), tmp_path, "odd"
    ) as made:
        assert made.Odd(low=2, half=3, count=5, text="a").low == 2
        with pytest.raises(ValueError, match="low"):
            made.Odd(low=1)
