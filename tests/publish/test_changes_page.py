"""The page of changes: all that is known of each change is on it, and nothing that a document says does anything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.publish.comparing import edition, material, with_body
from tests.publish.html import parsed
from tests.publish.test_site import HOSTILE
from trueup.cli import main
from trueup.document.source import Document
from trueup.findings import Place
from trueup.publish.change import Cause, Change, Effect, Evidence, Waiver
from trueup.publish.difference import Difference, difference
from trueup.publish.fingerprints import fingerprinted
from trueup.publish.release.release import release
from trueup.publish.telling.html import as_html

# What the templates are made of, and nothing else.
TAGS = frozenset(
    "html head meta title link style body a header p span bdi nav ul li details summary div main h1 h2 h3 dl dt dd em"
    " fieldset legend label input table caption thead tbody tr th td section pre code footer".split()
)
ATTRIBUTES = frozenset(
    "lang charset http-equiv content name rel href class id tabindex role aria-label aria-labelledby aria-current scope"
    " type autocomplete checked open".split()
)
STYLE = Path(__file__).resolve().parents[2] / "templates" / "site" / "changes.css.jinja"


def said_with(text: str, length: int) -> Document:
    """Make a document that says a text wherever it can."""
    schema = {
        "type": "object",
        "title": text,
        "description": f"{text} {length}",
        "properties": {
            f"a{text}": {"type": "string", "maxLength": length, "default": f"{text}{length}"},
            "b": {"type": "string", "enum": [text, f"{text}{length}"], "x-note": f"{text}{length}"},
        },
    }
    operation = {
        "operationId": "put",
        "summary": text,
        "parameters": [{"name": f"q{text}", "in": "query", "schema": {"type": "integer", "maximum": length}}],
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": f"{text}{length}"}},
        "servers": [{"url": f"https://{length}.example/{text}"}],
    }  # fmt: skip
    path = "/" + text.replace("{", "").replace("}", "").replace("/", "")
    return edition(
        None,
        info={"title": text, "version": "1", "description": f"{text}{length}"},
        paths={path: {"put": operation}},
    )


def waived_and_told(found: Difference, text: str) -> Difference:
    """Say a text in the waiver, in the evidence and in the places of each change, too."""
    waiver = Waiver("r", "o", text, text, text, date(2030, 1, 1), Place(text))
    row = Evidence(text, text, text, text, 1, 1, 1, text)
    changes = tuple(
        replace(each, waived=waiver, cause=Cause.API_CHANGED, evidence=(row,), old=Place(text), also=((text, text),))
        for each in found.wire
    )  # fmt: skip
    return replace(found, wire=changes, since=((text, text), (f"{text}2", "2")))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_becomes_html(text: str) -> None:
    found = waived_and_told(difference(said_with(text, 5), said_with(text, 4)), text)
    assert len(found.wire) > 8
    made = parsed(as_html(found))
    assert {each.tag for each in made.all()} <= TAGS
    for each in made.all():
        assert each.attributes.keys() <= ATTRIBUTES, each
        assert (
            each.attributes.get("href", "#").startswith(("#", "data:,"))
            or each.attributes["href"] == ""
        )
    assert " ".join(text.split()) in made.text


def of_name(old: int, new: int) -> Difference:
    def to(length: int) -> Document:
        field = {"type": "string", "maxLength": length, "description": str(length)}
        return with_body({"type": "object", "properties": {"name": field}}, "request")

    return difference(to(old), to(new))


def test_each_change_is_found_by_its_fingerprint_with_all_that_is_known_of_it() -> None:
    found = of_name(57, 40)
    row = Evidence("request.name", "length", {}, {}, 2, 1, 64, "request.name: length changed")
    waiver = Waiver("r", "", "f", "cut all along", "streaming", date(2030, 1, 31), Place(""))
    told = [
        replace(each, cause=Cause.API_CHANGED, evidence=(row,), waived=waiver)
        for each in found.wire
    ]
    found = replace(found, wire=tuple(told))
    by_id = parsed(as_html(found)).by_id()
    for known, change in fingerprinted(found):
        there = by_id[f"change-{known}"]
        for text in (change.field, change.message, change.rule, str(change.old), str(change.new)):
            assert text in there.text
        for text in (
            "the API changed",
            "length changed (table 2, row 1)",
            "by streaming: cut all along",
        ):
            assert text in there.text
        assert [each.text for each in there.all("pre")] == [
            f"{key}: {json.dumps(value)}" for side in change.values for key, value in side.items()
        ]
    (breaking,) = (each for each in found.wire if each.effect is Effect.BREAKING)
    assert f'{{"name":"{"a" * 57}"}}' in next(
        there.text
        for there in by_id.values()
        if breaking.rule in there.text and there.tag == "details"
    )


def test_verdicts_and_the_next_version_stand_at_the_top() -> None:
    made = parsed(as_html(of_name(57, 40)))
    verdicts = next(each for each in made.all("dl") if each.attributes["class"] == "verdicts")
    assert [each.text for each in verdicts.all("dt")] == [
        "On the wire",
        "In Python",
        "Next version",
    ]
    assert [each.text for each in verdicts.all("dd")] == [
        "breaking 1 breaking, 1 documentation", "no change", "2.0.0 at least",
    ]  # fmt: skip


def test_where_nothing_changed_the_page_says_so() -> None:
    assert "Nothing changed." in parsed(as_html(of_name(57, 57))).text


def test_what_breaks_stands_first_and_a_link_leads_to_each_part() -> None:
    found = of_name(57, 40)
    made = parsed(as_html(found))
    effects = [each.attributes["class"].split()[1] for each in made.all("details")]
    assert effects == ["breaking", "documentation"]
    ids, there = made.by_id(), [each.attributes.get("href", "") for each in made.all("a")]
    assert all(each[1:] in ids for each in there if each.startswith("#"))


def test_many_changes_are_closed_and_few_are_open() -> None:
    (change, _) = of_name(57, 40).wire
    for count, expected in ((10, 10), (500, 0)):
        many = tuple(replace(change, field=f"request.f{at}") for at in range(count))
        made = parsed(as_html(Difference(many, (), (("1", "1"),), "t", "2")))
        changes = [*made.all("details")]
        assert len(changes) >= count
        assert sum("open" in each.attributes for each in changes) == expected
        assert len(made.by_id()) == len([each for each in made.all() if "id" in each.attributes])


def sieves(changes: list[Change]) -> list[str]:
    made = parsed(as_html(Difference(tuple(changes), (), (), "t", "2")))
    return [each.attributes["id"] for each in made.all("input")]


def test_what_can_be_looked_at_by_itself_is_offered_and_needs_no_script() -> None:
    breaking, documented = of_name(57, 40).wire
    assert sieves([breaking]) == []
    assert sieves([breaking, documented]) == ["only-any", "only-breaking", "only-noticed"]
    known = replace(breaking, cause=Cause.API_CHANGED, field="request.b")
    assert sieves([breaking, known]) == ["because-any", "because-api-changed", "because-unknown"]
    style = STYLE.read_text("utf-8")
    for name in (*(f"because-{each}" for each in Cause), "only-breaking", "only-noticed"):
        assert f"main:has(#{name}:checked) .change" in style
        assert re.search(rf"#{name}:checked\)[^{{]* \.part:not", style)


def test_a_release_has_the_page_where_something_was_published_before() -> None:
    document = with_body({"type": "string", "maxLength": 40}, "request")
    made = release(material(document, changes=of_name(57, 40))).files
    assert b"changes.html" in made["README.md"]
    page, reference = (
        parsed(made[path].decode()) for path in ("changes.html", "reference/index.html")
    )
    assert "reference/index.html" in [each.attributes.get("href") for each in page.all("a")]
    assert "../changes.html" in [each.attributes.get("href") for each in reference.all("a")]
    assert "changes.html" not in release(material(document)).files


def test_it_is_a_format_of_diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root: Any = said_with("x", 5).root
    for name, length in (("old", 5), ("new", 4)):
        (tmp_path / f"{name}.json").write_text(json.dumps(said_with("x", length).root))
    done = CliRunner().invoke(main, ["diff", "old.json", "new.json", "--format", "html"])
    assert done.exit_code == 1
    assert next(parsed(done.output).all("h1")).text == "What changed"
    assert (
        next(parsed(done.output).all("title")).text == f"What changed · {root['info']['title']} 1"
    )
