"""One fact of a page changed at a time is told as that change and no other; other words for it as none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

from tests.page.mutants import real
from tests.page.mutants.contract import mutants
from tests.page.mutants.formats import FORMATS, TEXT, together, unchanged
from tests.page.mutants.known import CAUSES
from tests.page.mutants.mutant import Mutant
from tests.page.mutants.pages import PAGES
from tests.page.mutants.settings import SETTINGS
from tests.page.mutants.source import Source
from tests.page.mutants.structure import structure
from tests.page.mutants.wording import Reworded, rewordings
from trueup.page.blocks import Span
from trueup.page.difference.changes import Change, changes

SOURCES: dict[str, Source] = {**PAGES, **({"real": real.page()} if real.PAGE.exists() else {})}
Made = TypeVar("Made")
TOLD = ("text", *(name for name in FORMATS if name != "text"))


@dataclass(frozen=True, repr=False)
class Case:
    """A mutant of a page."""

    page: str
    mutant: Mutant


@dataclass(frozen=True, repr=False)
class Word:
    """A rewording of a page."""

    page: str
    mutant: Reworded


def _contract(name: str) -> list[Mutant]:
    if name == "real":
        page = SOURCES[name]
        return [*structure(page, real.stated()), *real.edits(page)]
    return mutants(SOURCES[name])


def _wording(name: str) -> list[Reworded]:
    more = real.rewordings_by_hand(SOURCES[name]) if name == "real" else []
    return [*rewordings(SOURCES[name]), *more]


CONTRACT = [Case(name, each) for name in SOURCES for each in _contract(name)]
WORDING = [Word(name, each) for name in SOURCES for each in _wording(name)]
SET = [
    (name, each.name, each.change)
    for name, page in SOURCES.items()
    for each in (SETTINGS[::3] if name == "real" else SETTINGS)
    if each.change(TEXT.write(page)) != TEXT.write(page)
]


def named(case: Case | Word) -> str:
    """Name a mutant as the list of known failures does."""
    return f"{case.page}: {case.mutant.name}"


NAMES = {*map(named, CONTRACT), *map(named, WORDING)}


def known(case: Case | Word) -> bool:
    """Say whether a mutant is known not to be told right."""
    return named(case) in CAUSES


def marked(cases: Iterable[Case | Word]) -> list[ParameterSet]:
    """Give cases as parameters, the known ones marked."""
    made: list[ParameterSet] = []
    for case in cases:
        name = named(case)
        marks = [pytest.mark.xfail(reason=CAUSES[name])] if name in CAUSES else []
        made.append(pytest.param(case, id=name, marks=marks))
    return made


def alone(number: int, case: Case | Word) -> bool:
    """Say whether a mutant is read on a page of its own.

    Of the others, those of rows are read together, each with some of other rows, in every format.
    """
    every = 8 if case.page == "real" or case.mutant.row else 1
    return number % every == 0 or known(case)


def shared(pages: list[Made], page: str, format_: str, among: int) -> list[Made]:
    """Give all pages to plain text, and to each other format its share: one of every so many."""
    if format_ == "text":
        return pages
    at = TOLD.index(format_) % among
    return pages[at : at + 1] if page == "real" else pages[at::among]


def told(found: Iterable[Change]) -> list[tuple[str, str, str]]:
    """Give what changed in the contract."""
    return sorted((str(each.what), each.path, str(each.effect)) for each in found)


def without_what_follows(found: Iterable[Change], several: Iterable[Mutant]) -> list[Change]:
    """Leave out what a field of another type can no longer state."""
    follows = {(each.expected[0].path, what) for each in several for what in each.follows}
    expected = {tuple(one) for each in several for one in each.expected}
    return [
        each
        for each in found
        if (str(each.what), each.path, str(each.effect)) in expected
        or (each.path, str(each.what)) not in follows
    ]


def changed_lines(old: str, new: str) -> tuple[range, range]:
    """Give the lines of two texts between those that both start and end with."""
    one, two = old.split("\n"), new.split("\n")
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    last = 0
    while last < min(len(one), len(two)) - same and one[-1 - last] == two[-1 - last]:
        last += 1
    # One line more on each side, and the empty ones between: a paragraph may have gone.
    return range(same - 1, len(one) - last + 3), range(same - 1, len(two) - last + 3)


def touches(span: Span | None, lines: range) -> bool:
    """Say whether a place is among the lines."""
    return span is None or (span.line < lines.stop and span.end_line >= lines.start)


ALONE = [case for number, case in enumerate(CONTRACT) if alone(number, case)]


@pytest.mark.parametrize("case", marked(ALONE))
def test_a_fact_that_changed_is_told_as_that_change_at_its_line(case: Case) -> None:
    mutant = case.mutant
    before, old = unchanged(TEXT, SOURCES[case.page])
    after = TEXT.write(mutant.page)
    found = changes(old, TEXT.facts(after)).contract
    rest = without_what_follows(found, [mutant])
    assert told(rest) == sorted(tuple(each) for each in mutant.expected)
    first, second = changed_lines(before, after)
    for each in rest:
        # What was a fact has its line; a row that no longer states it is shown as a whole.
        if each.path == mutant.expected[0].path and not mutant.elsewhere:
            assert touches(each.old_span, first), each
            assert touches(each.new_span, second), each


@pytest.mark.parametrize("page", SOURCES)
@pytest.mark.parametrize("format_", TOLD)
def test_facts_of_many_rows_that_changed_are_each_told(page: str, format_: str) -> None:
    source = SOURCES[page]
    rows = [case.mutant for case in CONTRACT if case.page == page and not known(case)]
    _, old = unchanged(FORMATS[format_], source)
    for changed, chosen in shared(list(together(source, rows)), page, format_, 3):
        found = changes(old, FORMATS[format_].facts(FORMATS[format_].write(changed))).contract
        expected = sorted(tuple(one) for each in chosen for one in each.expected)
        assert told(without_what_follows(found, chosen)) == expected


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("format_", [name for name in TOLD if name != "text"])
def test_tables_and_rows_that_changed_are_told_in_every_format(page: str, format_: str) -> None:
    cases = [case for case in CONTRACT if case.page == page and not case.mutant.row]
    _, old = unchanged(FORMATS[format_], SOURCES[page])
    for mutant in [case.mutant for case in cases if not known(case)][::24]:
        new = FORMATS[format_].facts(FORMATS[format_].write(mutant.page))
        found = without_what_follows(changes(old, new).contract, [mutant])
        assert told(found) == sorted(tuple(each) for each in mutant.expected), mutant.name


@pytest.mark.parametrize(
    "case", marked(each for number, each in enumerate(WORDING) if alone(number, each))
)
def test_a_page_that_is_told_otherwise_has_the_same_contract(case: Word) -> None:
    _, old = unchanged(TEXT, SOURCES[case.page])
    assert told(changes(old, TEXT.facts(TEXT.write(case.mutant.page))).contract) == []


@pytest.mark.parametrize("page", SOURCES)
@pytest.mark.parametrize("format_", TOLD)
def test_rows_that_are_told_otherwise_have_the_same_contract(page: str, format_: str) -> None:
    source = SOURCES[page]
    rows = [case.mutant for case in WORDING if case.page == page and not known(case)]
    _, old = unchanged(FORMATS[format_], source)
    for changed, _ in shared(list(together(source, rows)), page, format_, 6):
        new = FORMATS[format_].facts(FORMATS[format_].write(changed))
        assert told(changes(old, new).contract) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("format_", [name for name in TOLD if name != "text"])
def test_a_page_of_any_format_that_is_told_otherwise_has_the_same_contract(
    page: str, format_: str
) -> None:
    cases = [case for case in WORDING if case.page == page and not case.mutant.row]
    _, old = unchanged(FORMATS[format_], SOURCES[page])
    for mutant in [case.mutant for case in cases if not known(case)][::24]:
        new = FORMATS[format_].facts(FORMATS[format_].write(mutant.page))
        assert told(changes(old, new).contract) == [], mutant.name


@pytest.mark.parametrize(("page", "change"), [
    pytest.param(page, change, id=f"{page}: {name}") for page, name, change in SET
])  # fmt: skip
def test_a_page_that_is_set_otherwise_has_the_same_contract(
    page: str, change: Callable[[str], str]
) -> None:
    before, old = unchanged(TEXT, SOURCES[page])
    assert told(changes(old, TEXT.facts(change(before))).contract) == []


def test_there_are_mutants_enough_of_our_own_pages() -> None:
    contract = [case for case in CONTRACT if case.page != "real" and not known(case)]
    wording = [case for case in WORDING if case.page != "real" and not known(case)]
    assert len(contract) >= 200
    assert len(wording) >= 200
    assert len([case for case in ALONE if case.page != "real" and not known(case)]) >= 200
    assert len(NAMES) == len(CONTRACT) + len(WORDING)


@pytest.mark.skipif(not real.PAGE.exists(), reason=real.ABSENT)
def test_there_are_mutants_enough_of_the_documentation_page() -> None:
    assert len([case for case in CONTRACT if case.page == "real" and not known(case)]) >= 200
    wording = [case for case in WORDING if case.page == "real" and not known(case)]
    assert len(wording) >= 140


def test_every_known_failure_is_one_of_a_mutant() -> None:
    absent = set() if real.PAGE.exists() else {each for each in CAUSES if each.startswith("real")}
    assert set(CAUSES) - NAMES == absent
