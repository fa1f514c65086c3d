"""One page in every format states the same facts; only the places differ."""

from __future__ import annotations

import pytest

from tests.page.mutants import real
from tests.page.mutants.formats import FORMATS, TEXT, unchanged
from tests.page.mutants.pages import PAGES
from tests.page.mutants.source import Options, Source, Tell
from trueup.document.json_values import JsonValue
from trueup.page.difference.changes import Difference, changes
from trueup.page.facts import Facts

SOURCES: dict[str, Source] = {**PAGES, **({"real": real.page()} if real.PAGE.exists() else {})}
OTHERS = [name for name in FORMATS if name != "text"]


def stated(facts: Facts) -> dict[str, object]:
    """Give all that a page states, without places."""
    operation = facts.operation
    whole = {
        "title": facts.title,
        "updated": facts.updated,
        "language": facts.language,
        "operation": operation and (operation.method, operation.path, operation.words),
        "tables": [
            (each.number, each.caption, each.role, each.of, each.rows) for each in facts.tables
        ],
        "statuses": [(each.code, each.table, each.row, each.wording) for each in facts.statuses],
        "examples": [(each.of, each.value) for each in facts.examples],
    }
    rows = {
        each.path: (
            (each.name, each.table, each.row, each.wording),
            [(fact.kind, fact.value, fact.words, fact.meanings) for fact in each.facts],
            [unread.words for unread in each.unread],
        )
        for each in facts.fields
    }
    return {**whole, **rows}


@pytest.mark.parametrize("page", SOURCES)
@pytest.mark.parametrize("format_", OTHERS)
def test_a_page_states_the_same_in_every_format(page: str, format_: str) -> None:
    _, text = unchanged(TEXT, SOURCES[page])
    _, other = unchanged(FORMATS[format_], SOURCES[page])
    assert stated(other) == stated(text)
    assert changes(text, other) == Difference((), ())


@pytest.mark.parametrize("page", SOURCES)
@pytest.mark.parametrize("format_", FORMATS)
def test_a_page_is_read_without_a_finding(page: str, format_: str) -> None:
    text, _ = unchanged(FORMATS[format_], SOURCES[page])
    assert FORMATS[format_].findings(text) == []


@pytest.mark.parametrize("page", SOURCES)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_fact_stands_where_its_words_start(page: str, format_: str) -> None:
    text, facts = unchanged(FORMATS[format_], SOURCES[page])
    lines = text.split("\n")
    for each in facts.fields:
        for fact in each.facts:
            line, column, *_ = fact.span
            written = lines[line - 1][column - 1 :].lstrip("*\\{ ")
            assert written[:1] == fact.words.lstrip("{ ")[:1], (each.path, fact)


@pytest.mark.parametrize("page", PAGES)
def test_every_row_of_our_pages_is_read_with_all_that_it_states(page: str) -> None:
    source = PAGES[page]
    _, facts = unchanged(TEXT, source)
    assert sorted(each.path for each in facts.fields) == sorted(source.rows)
    for path, (_, row) in source.rows.items():
        field = facts.field(path)
        assert field is not None
        tells = [each for each in row.parts if isinstance(each, Tell) and each.idiom != "see"]
        lists = [each for each in row.parts if isinstance(each, Options)]
        assert len({fact.kind for fact in field.facts}) >= 2 + bool(tells) + bool(lists), path


@pytest.mark.skipif(not real.PAGE.exists(), reason=real.ABSENT)
def test_the_documentation_page_written_anew_states_what_it_did() -> None:
    text = real.PAGE.read_text("utf-8")
    _, anew = unchanged(TEXT, SOURCES["real"])
    assert stated(TEXT.facts(text)) == stated(anew)


def test_a_default_of_every_type_is_read_from_every_format() -> None:
    expected: dict[str, JsonValue] = {
        "request.crop": "tomato", "request.enabled": False, "request.drops": 2,
        "request.layout.pump_spec.power": 1, "request.layout.pump_spec.memory": "4 GB",
    }  # fmt: skip
    for format_ in FORMATS.values():
        _, facts = unchanged(format_, PAGES["change"])
        defaults = {
            each.path: fact.value
            for each in facts.fields
            for fact in each.facts
            if fact.kind == "default"
        }
        assert {path: defaults[path] for path in expected} == expected
