"""A release: its forms mean the same, its bytes are the same each time, and nobody can change one unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.publish.comparing import material, with_body
from trueup.cli import main
from trueup.document import source
from trueup.document.lint import lint
from trueup.kinds import Side
from trueup.publish.candidates import candidates
from trueup.publish.edition import Edition
from trueup.publish.release.client_safe import client_safe
from trueup.publish.release.forms import json_schemas
from trueup.publish.release.held import Held
from trueup.publish.release.older import in_3_0
from trueup.publish.release.release import release
from trueup.publish.release.sealing import wrong

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"
DOCUMENT = lint(source.read(SPEC, "openapi.yaml")).document
SCHEMAS: Any = DOCUMENT.root["components"]["schemas"]  # type: ignore[call-overload, index]
MODELS = sorted(SCHEMAS)


def judge(root: Any, pointer: str, validator: Any) -> Any:
    """Make a validator of a schema of a document, each dialect by its own."""
    registry = Registry().with_resource("urn:a", Resource.from_contents(root, DRAFT202012))
    return validator({"$ref": f"urn:a#{pointer}"}, registry=registry)


def told_apart_by_dialect(value: Any) -> bool:
    """Find 2.0: an integer for JSON Schema 2020-12, which 3.1 is in, and none for draft 5, which 3.0 is in."""
    if isinstance(value, dict | list):
        return any(map(told_apart_by_dialect, value.values() if isinstance(value, dict) else value))
    return isinstance(value, float) and value.is_integer()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


OLDER, LOST = in_3_0(DOCUMENT.root)


@cache
def both(name: str) -> tuple[Any, Any]:
    """Give the validators of a model in 3.1 and in 3.0."""
    pointer = f"/components/schemas/{name}"
    return judge(DOCUMENT.root, pointer, OAS31Validator), judge(OLDER, pointer, OAS30Validator)


def test_3_0_can_say_all_of_the_spec() -> None:
    assert LOST == []


@pytest.mark.parametrize("name", MODELS)
def test_values_on_every_limit_mean_the_same_in_3_0_and_3_1(name: str) -> None:
    pointer, edition = f"/components/schemas/{name}", Edition(DOCUMENT)
    new, old = both(name)
    for value in candidates([(edition, edition.facets(pointer))]):
        if len(json.dumps(value)) < 10_000 and not told_apart_by_dialect(value):
            assert new.is_valid(value) == old.is_valid(value), value


SAID_OTHERWISE = {
    "null": {"type": ["string", "null"], "maxLength": 3},
    "null alone": {"type": "null"},
    "two types": {"type": ["string", "integer"], "minimum": 3},
    "two types and null": {"type": ["string", "integer", "null"]},
    "a constant": {"const": "x"},
    "above": {"type": "integer", "exclusiveMinimum": 0},
    "above, and a looser limit": {"type": "integer", "exclusiveMinimum": 5, "minimum": 1},
    "above, and a tighter limit": {"type": "integer", "exclusiveMinimum": 1, "minimum": 5},
    "below": {"type": "number", "exclusiveMaximum": 9.5},
    "a choice of null": {"anyOf": [{"type": "integer", "maximum": 5}, {"type": "null"}]},
    "beside a reference": {"$ref": "#/components/schemas/A", "maxLength": 2},
    "a null of an enum": {"type": ["string", "null"], "enum": ["x", None]},
}


@pytest.mark.parametrize("schema", SAID_OTHERWISE.values(), ids=SAID_OTHERWISE)
def test_what_3_0_says_in_other_words_takes_the_same_values(schema: dict[str, Any]) -> None:
    document = with_body({"type": "object", "properties": {"a": schema}}, "request")
    document.root["components"] = {"schemas": {"A": {"type": "string"}}}
    older, lost = in_3_0(document.root)
    assert lost == []
    validate(older)
    pointer, edition = (
        "/paths/~1a/put/requestBody/content/application~1json/schema",
        Edition(document),
    )
    old = judge(older, pointer, OAS30Validator)
    for value in candidates([(edition, edition.facets(pointer))]):
        if not told_apart_by_dialect(value):
            assert edition.takes(pointer, value, Side.REQUEST) == old.is_valid(value), value


def test_what_3_0_can_not_say_leaves_its_form_out_and_is_named() -> None:
    document = with_body({"type": "array", "prefixItems": [{"type": "string"}]}, "request")
    made = release(material(document))
    at = "/paths/~1a/put/requestBody/content/application~1json/schema/prefixItems"
    assert [each.place for each in made.findings] == [document.place(at)]
    assert not [path for path in made.files if "3.0" in path]


def test_the_form_for_client_generators_has_defaults_for_people_alone() -> None:
    made = release(material(DOCUMENT))
    assert '"default":' in made.files["openapi.json"].decode().replace('"default": {\n', "")
    safe = client_safe(DOCUMENT.root)
    fields: Any = safe["components"]["schemas"]["UpdateSqlJobRequest"]["properties"]  # type: ignore[call-overload, index]
    assert "default" not in fields["cu_number"]
    assert fields["cu_number"]["x-documented-default"] == 2
    assert "Default: 2," in fields["cu_number"]["description"]


def test_each_form_is_valid_openapi_and_yaml_says_what_json_says() -> None:
    files = release(material(DOCUMENT)).files
    forms = [
        path.removesuffix(".json") for path in files if path.endswith(".json") and "openapi" in path
    ]
    assert len(forms) == 4
    for form in forms:
        validate(json.loads(files[f"{form}.json"]))
        loaded = source.parse(f"{form}.yaml", files[f"{form}.yaml"].decode()).root
        assert loaded == json.loads(files[f"{form}.json"])
        assert yaml.safe_load(files[f"{form}.yaml"])["openapi"] == loaded["openapi"]


@pytest.mark.parametrize("name", MODELS)
def test_a_json_schema_takes_what_the_model_in_the_document_takes(name: str) -> None:
    schemas = dict(json_schemas(DOCUMENT.root))
    resources = [
        (f"{each}.json", Resource.from_contents(schema)) for each, schema in schemas.items()
    ]
    alone = OAS31Validator(schemas[name], registry=Registry().with_resources(resources))
    pointer, edition = f"/components/schemas/{name}", Edition(DOCUMENT)
    whole = judge(DOCUMENT.root, pointer, OAS31Validator)
    for value in candidates([(edition, edition.facets(pointer))])[:300]:
        assert alone.is_valid(value) == whole.is_valid(value)


def test_the_same_spec_gives_the_same_bytes_and_a_release_is_published_once(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        assert run("publish", "--out", str(folder)).exit_code == 0
    assert read(first) == read(second)
    assert run("publish", "--out", str(first)).exit_code == 0
    (first / "README.md").write_text("other")
    done = run("publish", "--out", str(first))
    assert (done.exit_code, "holds something else" in done.output) == (1, True)


def read(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def held(files: Mapping[str, bytes]) -> Held:
    """Give what a folder with these files holds."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return Held(digests, texts=files)


def test_what_looks_like_the_end_of_a_line_of_the_sums_is_found() -> None:
    files = release(material(DOCUMENT)).files
    for end in (b"\x0b", b"\x0c", b"\r", b"\x1c", b"\xc2\x85", b""):
        changed = files["SHA256SUMS"].replace(b"\n", end, 1)
        assert "SHA256SUMS" in {each for each, _ in wrong(held({**files, "SHA256SUMS": changed}))}
        changed = files["SHA256SUMS"][:-1] + end
        assert "SHA256SUMS" in {each for each, _ in wrong(held({**files, "SHA256SUMS": changed}))}


def test_a_byte_that_is_changed_anywhere_is_found_with_its_file() -> None:
    files = release(material(DOCUMENT)).files
    assert list(wrong(held(files))) == []
    for path, content in files.items():
        for at in range(0, len(content), max(1, len(content) // 25)):
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            assert path in {each for each, _ in wrong(held({**files, path: changed}))}, (path, at)


def test_a_file_that_is_missing_or_added_is_found() -> None:
    files = release(material(DOCUMENT)).files
    assert list(wrong(held({**files, "more.txt": b""}))) == [
        ("more.txt", "is no part of the release")
    ]
    for gone in files:
        left = {path: content for path, content in files.items() if path != gone}
        assert gone in {path for path, _ in wrong(held(left))}


def test_a_release_tells_what_changed_and_refuses_a_version_that_promises_more(
    tmp_path: Path,
) -> None:
    old = tmp_path / "old.yaml"
    text = SPEC.read_text().replace("maxLength: 57", "maxLength: 60")
    old.write_text(text)
    folder = tmp_path / "release"
    done = run("publish", "--out", str(folder), "--previous", str(old))
    assert (done.exit_code, folder.exists()) == (1, False), (
        "1.0.0 was published, and this breaks it"
    )
    old.write_text(text.replace("version: 1.0.0", "version: 0.9.0"))
    assert run("publish", "--out", str(folder), "--previous", str(old)).exit_code == 0
    assert "**breaking**" in (folder / "CHANGES.md").read_text()
    assert json.loads((folder / "changes.json").read_text())["wire"] == "breaking"
    assert not [path for path, said in read(folder).items() if str(tmp_path).encode() in said], (
        "where files are on a machine is no business of others"
    )
    assert run("verify", str(folder)).exit_code == 0
    (folder / "openapi.yaml").write_text("")
    done = run("verify", str(folder))
    assert (done.exit_code, f"{folder}/openapi.yaml: TU610" in done.output) == (1, True)
