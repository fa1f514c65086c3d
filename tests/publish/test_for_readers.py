"""What is published says nothing to those who keep the document alone."""

from __future__ import annotations

import json

from tests.publish.comparing import edition, material
from tests.publish.test_release import DOCUMENT
from trueup.document import source
from trueup.document.lint import lint
from trueup.lower import lower
from trueup.publish.release.release import release


def test_no_form_of_the_spec_holds_a_waiver() -> None:
    assert "x-waives" in DOCUMENT.text
    for path, content in release(material(DOCUMENT)).files.items():
        assert b"x-waives" not in content, path
        assert b"x-to-decide" not in content, path


def test_what_the_keepers_have_to_decide_is_left_out_wherever_it_stands_and_data_is_not() -> None:
    media = {"schema": {"type": "object", "x-to-decide": ["?"]}, "example": {"x-to-decide": 1}}
    body = {"x-waives": {"TU229": "so"}, "content": {"application/json": media}}
    document = edition({"requestBody": body})
    made = json.loads(release(material(document)).files["openapi.json"])
    assert made["paths"]["/a"]["put"]["requestBody"] == {
        "content": {
            "application/json": {"schema": {"type": "object"}, "example": {"x-to-decide": 1}}
        }
    }
    assert document.root["paths"]["/a"]["put"]["requestBody"] == body  # type: ignore[call-overload, index]


def test_the_published_form_gives_the_library_that_the_spec_gives() -> None:
    published = release(material(DOCUMENT)).files["openapi.yaml"].decode()
    read = lint(source.parse("openapi.yaml", published))
    assert read.findings == ()
    assert lower(read.document) == lower(DOCUMENT)
