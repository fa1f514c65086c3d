"""The page to try calls on: the document in Swagger UI, from files of the release alone."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.publish.comparing import edition, material
from tests.publish.html import parsed
from tests.publish.test_release import DOCUMENT
from tests.publish.test_site import HOSTILE
from trueup.cli import main
from trueup.document.source import Document
from trueup.publish.release import trial as module
from trueup.publish.release.client_safe import client_safe
from trueup.publish.release.release import release
from trueup.publish.release.trial import renderer, trial

RENDERER = {"swagger-ui-bundle.js": b"a", "swagger-ui.css": b"b", "LICENSE": b"c"}


def page(document: Document) -> str:
    made = trial(material(document, renderer=RENDERER)).files["try/index.html"]
    assert isinstance(made, str)
    return made


def held(text: str) -> Any:
    """Give the document that a page holds."""
    found = [each for each in parsed(text).all("script") if each.attributes.get("id") == "document"]
    return json.loads("".join(map(str, found[0].inner)))


def test_it_holds_the_form_without_defaults_so_that_nobody_sends_one_unasked() -> None:
    assert held(page(DOCUMENT)) == client_safe(DOCUMENT.root)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_ends_the_element_that_it_stands_in(text: str) -> None:
    made = page(edition({"description": text}, info={"title": text, "version": "1"}))
    assert held(made)["paths"]["/a"]["put"]["description"] == text
    plain = parsed(page(edition({"description": "a"}, info={"title": "a", "version": "1"})))
    assert [each.tag for each in parsed(made).all()] == [each.tag for each in plain.all()]


def test_all_that_it_needs_is_beside_it() -> None:
    files = release(material(DOCUMENT, renderer=RENDERER)).files
    made = parsed(files["try/index.html"].decode())
    needed = [each.attributes.get("src", "") for each in made.all("script")]
    needed += [each.attributes["href"] for each in made.all("link")]
    assert {f"try/{each}" for each in needed if each and each != "data:,"} <= files.keys()
    assert files["try/LICENSE"] == b"c"
    assert "Try it" in parsed(files["reference/index.html"].decode()).text


def test_without_it_nothing_leads_to_it() -> None:
    files = release(material(DOCUMENT)).files
    assert not [path for path in files if path.startswith("try/")]
    assert "Try it" not in parsed(files["reference/index.html"].decode()).text


def test_swagger_ui_comes_from_its_package_with_its_licence() -> None:
    files, findings = renderer()
    assert findings == ()
    assert b'PACKAGE_VERSION:"5.24.2"' in files["swagger-ui-bundle.js"]
    assert b"Apache License" in files["LICENSE"]


def test_a_release_without_it_says_so_and_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(name: str) -> object:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(module, "distribution", missing)
    done = CliRunner().invoke(main, ["publish", "--no-library", "--out", str(tmp_path / "a")])
    assert done.exit_code == 0
    assert "Swagger UI is not installed" in done.output
    assert "pip install 'trueup[trial]', or publish with --no-trial" in done.output
    unasked = ["publish", "--no-library", "--no-trial", "--out", str(tmp_path / "b")]
    assert "Swagger" not in CliRunner().invoke(main, unasked).output
