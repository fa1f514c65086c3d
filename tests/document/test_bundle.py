"""Documents of several files: bundled, with places in the file where each thing stands; nothing outside is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.document import source
from trueup.document.bundle import bundled
from trueup.document.lint import lint
from trueup.document.source import Document, Folder
from trueup.findings import Refused, Severity

from .linting import HEAD

MAIN = f"""{HEAD}paths:
  /a:
    $ref: 'parts/paths.yaml#/a'
components:
  schemas:
    Same: {{$ref: 'parts/models.yaml#/components/schemas/Same'}}
    Other: {{type: object, properties: {{b: {{$ref: 'parts/models.yaml#/components/schemas/Base'}}}}}}
    Base: {{type: string}}
"""
PATHS = """a:
  get:
    operationId: a
    responses:
      "200":
        description: d
        content: {application/json: {schema: {$ref: 'models.yaml#/components/schemas/Same'}}}
"""
MODELS = """components:
  schemas:
    Same: {type: object, properties: {base: {$ref: '#/components/schemas/Base'}, main: {$ref: '../main.yaml#/components/schemas/Base'}}}
    Base: {type: object, properties: {next: {$ref: '#/components/schemas/Base'}, n: {type: integer, default: many}}}
"""  # noqa: E501 - one schema a line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a document of three files."""
    (tmp_path / "spec" / "parts").mkdir(parents=True)
    for name, text in (("main", MAIN), ("parts/paths", PATHS), ("parts/models", MODELS)):
        (tmp_path / "spec" / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path / "spec"


def read(folder: Path) -> Document:
    """Read the document of a folder."""
    path = folder / "main.yaml"
    within = Folder(folder, lambda file: file.relative_to(folder.resolve()).as_posix())
    return bundled(source.read(path, "main.yaml"), path, within)


def test_what_other_files_hold_becomes_components(folder: Path) -> None:
    root = read(folder).root
    base = {"$ref": "#/components/schemas/Base_models"}
    assert root["paths"] == {
        "/a": {
            "get": {
                "operationId": "a",
                "responses": {
                    "200": {
                        "description": "d",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Same"}}},
                    }
                },
            }
        }
    }  # fmt: skip
    assert root["components"] == {
        "schemas": {
            "Same": {
                "type": "object",
                "properties": {"base": base, "main": {"$ref": "#/components/schemas/Base"}},
            },
            "Other": {"type": "object", "properties": {"b": base}},
            "Base": {"type": "string"},
            "Base_models": {
                "type": "object",
                "properties": {"next": base, "n": {"type": "integer", "default": "many"}},
            },
        }
    }


@pytest.mark.parametrize("tolerant", [False, True])
def test_findings_are_told_in_the_right_file(folder: Path, tolerant: bool) -> None:
    (finding,) = lint(read(folder), tolerant=tolerant).findings
    place = finding.place
    assert (place.file, place.line, finding.code) == ("parts/models.yaml", 4, "TU203")
    assert MODELS.splitlines()[3][place.column - 1 :].startswith("default")


def test_the_digest_is_that_of_all_files(folder: Path) -> None:
    before = read(folder).sha256
    (folder / "parts" / "models.yaml").write_text(f"{MODELS}# changed\n", "utf-8")
    assert read(folder).sha256 != before


@pytest.mark.parametrize(
    "there", ["../secret.yaml#/x", "/etc/passwd", "https://a.b/c.yaml#/x", "//a/b", "no.yaml"]
)
def test_nothing_outside_of_the_folder_is_read(folder: Path, there: str) -> None:
    (folder.parent / "secret.yaml").write_text("x: {type: string}\n", "utf-8")
    (folder / "main.yaml").write_text(
        MAIN.replace("parts/models.yaml#/components/schemas/Same", there)
    )
    assert there in str(read(folder).root)
    assert "TU108" in {each.code for each in lint(read(folder)).findings}


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder.parent / "secret.yaml").write_text("x: {type: string}\n", "utf-8")
    (folder / "link.yaml").symlink_to(folder.parent / "secret.yaml")
    (folder / "main.yaml").write_text(MAIN.replace("parts/paths.yaml#/a", "link.yaml#/x"))
    assert "link.yaml#/x" in str(read(folder).root)


def test_a_broken_file_is_told_at_its_place(folder: Path) -> None:
    (folder / "parts" / "models.yaml").write_text("a: [", "utf-8")
    with pytest.raises(Refused) as refused:
        read(folder)
    assert refused.value.findings[0].place.file == "parts/models.yaml"


@pytest.mark.parametrize("name", ["x" * 300, "a\\0b", "x/" * 3000 + "y"])
def test_a_reference_to_what_no_file_is_called_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "main.yaml").write_text(
        f'{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: "{name}.yaml#/a"}}}}}}\n', "utf-8"
    )
    found = lint(read(tmp_path)).findings
    assert "TU108" in [each.code for each in found if each.severity is Severity.ERROR]
