"""The project's own spec, rulings and vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from trueup import config, pipeline
from trueup.document import source
from trueup.document.checks.extensions import vocabulary
from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.pointers import objects

SHOWN = ("examples", "example", "default", "enum")


@pytest.fixture(scope="module")
def spec(root: Path) -> JsonObject:
    """Give the project's spec."""
    return source.read(root / "spec" / "openapi.yaml", "openapi.yaml").root


def extensions(value: JsonValue) -> Iterator[str]:
    """Give every extension that a document uses, data that it only shows left out."""
    for pointer, holder in objects(value):
        if not any(token in SHOWN for token in pointer.split("/")):
            yield from (key for key in holder if key.startswith("x-"))


def test_the_spec_and_its_rulings_have_no_findings(root: Path) -> None:
    settings = config.settings(root)
    assert settings.rulings is not None
    assert pipeline.lint(settings).findings == ()


def test_every_extension_of_the_spec_is_in_the_vocabulary(spec: JsonObject) -> None:
    assert set(extensions(spec)) <= mapping(vocabulary()["properties"]).keys()


def test_every_word_of_the_vocabulary_is_used_by_the_spec_but_those_it_has_no_use_for(
    spec: JsonObject,
) -> None:
    unused = mapping(vocabulary()["properties"]).keys() - set(extensions(spec))
    assert unused == {"x-idempotent", "x-to-decide"}  # a PUT is, and nothing is left to decide


def test_every_word_of_the_vocabulary_is_described() -> None:
    for name, word in mapping(vocabulary()["properties"]).items():
        assert mapping(word).get("description"), name


@pytest.mark.parametrize(
    "name", ["document/vocabulary.json", "document/rulings.json", "publish/waivers.json"]
)
def test_the_schemas_of_the_toolkit_are_valid_themselves(name: str) -> None:
    form: Any = source.parse(name, (files("trueup") / name).read_text("utf-8"), as_json=True).root
    Draft202012Validator.check_schema(form)
