"""The sentences of a cell: where they end, and which label they stand under."""

from __future__ import annotations

import pytest

from trueup.page.blocks import Cell, Code, Mark, Paragraph, Span, Text
from trueup.page.reading.sentences import Context, Sentence, literal, sentences
from trueup.page.wordings import Label

NOWHERE = Span(1, 1, 1, 1)


def parted(*paragraphs: str) -> list[Sentence]:
    """Part paragraphs, each on a line of its own, into sentences."""
    content = tuple(
        Paragraph(Text(words, (Mark(0, line, 1),))) for line, words in enumerate(paragraphs, 1)
    )
    return [each for each in sentences(Cell(content, NOWHERE)) if isinstance(each, Sentence)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One song. Two songs.", ["One song.", "Two songs."]),
        ("Is it on? It is.", ["Is it on?", "It is."]),
        ("The value is 1.5. It is short.", ["The value is 1.5.", "It is short."]),
        ("Use mp3, e.g. A song.", ["Use mp3, e.g. A song."]),
        ("See No. 5 and Fig. 6.", ["See No. 5 and Fig. 6."]),
        ("A song, approx. 3 minutes.", ["A song, approx. 3 minutes."]),
        ("Songs etc. are played.", ["Songs etc. are played."]),
        ("It is short. and so on", ["It is short. and so on"]),
        ("Modes (two) The default is on.", ["Modes (two)", "The default is on."]),
        ("歌曲名称。长度为1。", ["歌曲名称。", "长度为1。"]),
        ("", []),
    ],
)
def test_a_sentence_ends_where_the_next_one_starts(words: str, expected: list[str]) -> None:
    assert [each.words for each in parted(words)] == expected


def test_signs_are_written_in_one_way_and_stand_where_they_stood() -> None:
    (sentence,) = parted("取值：“1～5”，（是）")
    assert sentence.plain == '取值:"1~5",(是)'
    assert len(sentence.plain) == len(sentence.words)


def test_every_sentence_knows_its_place() -> None:
    _, second = parted("One song. Two songs.")
    assert second.span == Span(1, 11, 1, 20)


def test_only_the_first_sentence_of_a_paragraph_opens_it() -> None:
    assert [each.opens for each in parted("One. Two.", "Three.")] == [True, False, True]


def test_a_label_holds_for_the_paragraphs_under_it() -> None:
    found = parted("Definition", "A song.", "Default Value", "vinyl", "more")
    assert [(each.words, each.label) for each in found] == [
        ("A song.", Label.DEFINITION),
        ("vinyl", Label.DEFAULT),
        ("more", Label.DEFAULT),
    ]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Constraints: It is short.", Label.CONSTRAINTS),
        ("参数解释：歌曲。", Label.DEFINITION),
        ("约束限制：歌曲。", Label.CONSTRAINTS),
    ],
)
def test_a_label_may_share_a_line_with_its_words(words: str, label: Label) -> None:
    (sentence,) = parted(words)
    assert sentence.label is label
    assert len(sentence.words) < len(words)


def test_a_sentence_that_starts_as_a_label_does_is_a_sentence() -> None:
    (sentence,) = parted("Default value: 3")
    assert (sentence.words, sentence.label) == ("Default value: 3", None)


def test_code_stands_between_the_sentences() -> None:
    shown = Code("{}", NOWHERE)
    content = (Paragraph(Text("One.", (Mark(0, 1, 1),))), shown)
    assert list(sentences(Cell(content, NOWHERE)))[1] is shown


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("12", "integer", 12),
        ("-1,000", "integer", -1000),
        ("1.5", "integer", None),
        ("one", "integer", None),
        ("9" * 20, "integer", int("9" * 20)),
        ("9" * 21, "integer", None),
        ("9" * 5000, "integer", None),
        ("2", "number", 2.0),
        ("9" * 5000, "number", None),
        ("TRUE", "boolean", True),
        ("yes", "boolean", None),
        ('"a b"', "string", "a b"),
        ("''", "string", None),
        ("12", "", "12"),
    ],
)
def test_words_are_a_value_as_the_type_has_it(words: str, kind: str, value: object) -> None:
    found = Context("it", {"type": kind} if kind else {}).literal(words)
    assert (found, type(found)) == (value, type(value))


def test_the_value_of_an_array_is_one_of_its_items() -> None:
    assert literal("3", {"type": "array", "items": {"type": "integer"}}) == 3
