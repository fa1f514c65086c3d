"""The file of facts: read back it is the same but for words, and what is malformed is told at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from trueup.document import source
from trueup.findings import Refused
from trueup.page.blocks import Span
from trueup.page.contradictions.contradictions import contradictions
from trueup.page.facts import Example, Fact, Facts, Kind, Role, TableFacts, Unread
from trueup.page.kept.facts_file import from_document, to_yaml

from .known import FACTS

TABLE = TableFacts(2, "Table 2 Request: what?", Role.REQUEST, ("request",), 30, Span(48, 1, 90, 5))
PAGE = replace(FACTS, tables=(TABLE,))
TEXT = to_yaml(PAGE, contradictions(PAGE))


def lines(span: Span) -> Span:
    """Forget columns."""
    return Span(span.line, 1, span.end_line, 1)


def wordless(facts: Facts) -> Facts:
    """Forget words and columns."""
    fields = tuple(
        replace(
            field,
            facts=tuple(Fact(fact.kind, fact.value, "", lines(fact.span)) for fact in field.facts),
            unread=(Unread("", lines(field.span)),) * len(field.unread),
            span=lines(field.span),
        )
        for field in facts.fields
    )
    operation = facts.operation
    return replace(
        facts,
        operation=operation and replace(operation, words="", span=lines(operation.span)),
        tables=tuple(replace(each, span=lines(each.span)) for each in facts.tables),
        fields=fields,
        statuses=tuple(replace(each, span=lines(each.span)) for each in facts.statuses),
        examples=tuple(replace(each, span=lines(each.span)) for each in facts.examples),
    )


def read(text: str) -> Facts:
    """Read a file of facts."""
    return from_document(source.parse("page.facts.yaml", text))[0]


def test_facts_are_the_same_when_read_back() -> None:
    facts, found = from_document(source.parse("page.facts.yaml", TEXT))
    assert facts == wordless(PAGE)
    assert [replace(each, span=lines(each.span)) for each in contradictions(PAGE)] == list(found)
    assert to_yaml(facts, found) == TEXT


def test_every_fact_is_a_line_of_its_own() -> None:
    written = [line for line in TEXT.splitlines() if line.startswith("      - {")]
    assert len(written) == sum(len(field.facts) for field in PAGE.fields)
    assert "      - {length: {minLength: 0, maxLength: 57}, line: 2012}" in written


def test_a_change_of_one_fact_is_a_change_of_one_line() -> None:
    field = PAGE.fields[3]
    other = replace(
        field, facts=(*field.facts[:-1], replace(field.facts[-1], value={"maxLength": 9}))
    )
    text = to_yaml(
        replace(PAGE, fields=tuple(other if each is field else each for each in PAGE.fields)),
        contradictions(PAGE),
    )
    pairs = zip(TEXT.splitlines(), text.splitlines(), strict=True)
    assert sum(old != new for old, new in pairs) == 1


def test_no_sentence_of_the_page_is_written() -> None:
    sentence = "This is what the job does all day long."
    row = replace(
        PAGE.fields[2],
        facts=(Fact(Kind.DEFAULT, "v1", sentence, Span(3, 1, 3, 9), (sentence,)),),
        unread=(Unread(sentence, Span(3, 1, 3, 9)),),
    )
    response = Example(Role.RESPONSE, {"message": sentence, "all": [sentence]}, Span(4, 1, 5, 1))
    facts = replace(PAGE, fields=(row,), examples=(response,))
    text = to_yaml(facts, contradictions(facts))
    assert "all day" not in text
    assert '      message: "sha256:' in text


def test_another_reader_of_yaml_reads_the_same() -> None:
    ours = source.parse("page.facts.yaml", TEXT).root
    assert yaml.safe_load(TEXT) == ours


def test_a_page_that_states_nothing_can_be_kept() -> None:
    nothing = replace(PAGE, operation=None, tables=(), fields=(), statuses=(), examples=())
    assert read(to_yaml(nothing, ())) == nothing


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("page:\n", "pages:\n", "3:1"),
        ("  format: text\n", "  format: pdf\n", "5:3"),
        ("  format: text\n", "", "3:1"),
        ("  language: en\n", "  language: 5\n", "6:3"),
        ("  method: PUT\n", "  method: [PUT]\n", "11:3"),
        ("\n  line: 17\n", "\n", "10:1"),
        ("\n  line: 17\n", "\n  line: -1\n", "13:3"),
        ("\n  line: 17\n", "\n  line: true\n", "13:3"),
        ("\n  line: 17\n", "\n  lines: [1]\n", "13:3"),
        ("\n  line: 17\n", "\n  lines: [1, x]\n", "13:14"),
        ("\n  line: 17\n", "\n  line: 1\n  lines: [1, 2]\n", "10:1"),
        ("role: request, of: [request]", "role: chair, of: [request]", "15:51"),
        ("of: [request]", "of: [5]", "15:71"),
        ("of: [request]", "of: request", "15:66"),
        ("{mandatory: true, line: 1010}", "{mandatory: true, unit: s, line: 1010}", "22:9"),
        ("{mandatory: true, line: 1010}", "{line: 1010}", "22:9"),
        ("{mandatory: true, line: 1010}", "{obligatory: true, line: 1010}", "22:10"),
        ("{mandatory: true, line: 1010}", "5", "22:9"),
        ("fields:\n", "fields: 5\nmore:\n", "17:1"),
        ("    unread: 0\n", "    unread: 1000000000\n", "20:5"),
    ],
)
def test_what_is_malformed_is_told_at_its_place(old: str, new: str, place: str) -> None:
    assert old in TEXT
    with pytest.raises(Refused) as refused:
        read(TEXT.replace(old, new, 1))
    (finding,) = refused.value.findings
    assert f"{finding.place.line}:{finding.place.column} {finding.code}" == f"{place} TU717"


@pytest.mark.parametrize("text", ["{}", "a: 1"])
def test_a_document_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="missing"):
        read(text)
