"""Proposals: what changed on a page becomes actions on the spec, after which page and spec agree again."""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path

import pytest
from oas_patch import apply_overlay  # type: ignore[import-untyped]

from trueup.document import source
from trueup.document.actions import same
from trueup.document.json_values import mapping
from trueup.document.yaml_edit import edited
from trueup.page.difference.changes import changes
from trueup.page.difference.terms import What
from trueup.page.draft.draft import draft
from trueup.page.facts import Facts
from trueup.page.formats.rst import read_rst
from trueup.page.formats.text import read_text
from trueup.page.proposal.proposal import Proposal, overlay_text, propose
from trueup.page.reading.read import read

from .drafting import facts_of
from .mutants import pages, real, write_rst, write_text
from .mutants.contract import mutants
from .mutants.source import Source
from .proposing import NEW, OLD, followed, left, of, open_, page, updates_an_item, with_row

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "pages"


def every_what() -> set[str]:
    """Give every kind of change that the pages above have."""
    old = facts_of(OLD)[0]
    return {
        str(change.what)
        for text in NEW.values()
        for change in changes(old, facts_of(text)[0]).contract
    }


def test_the_pages_have_a_change_of_every_kind() -> None:
    assert every_what() == set(map(str, What))


@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
@pytest.mark.parametrize("name", NEW)
def test_a_spec_agrees_with_the_new_page_after_the_proposal(name: str, back: bool) -> None:
    old, new = (NEW[name], OLD) if back else (OLD, NEW[name])
    found = of(old, new)
    assert found.proposal.actions
    assert left(facts_of(new)[0], found) == set()


@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
@pytest.mark.parametrize("name", NEW)
def test_the_text_and_the_overlay_say_what_the_actions_make(name: str, back: bool) -> None:
    found = of(*((NEW[name], OLD) if back else (OLD, NEW[name])))
    text = edited(found.spec, found.proposal.actions)
    assert same(source.parse("spec.yaml", text).root, found.root)
    overlay = source.parse("overlay.yaml", overlay_text(found.proposal, found.spec, "Lamps")).root
    assert overlay["overlay"] == "1.0.0"
    assert overlay["extends"] == "spec.yaml"
    if not updates_an_item(found):
        judged = apply_overlay(copy.deepcopy(found.spec.root), copy.deepcopy(overlay))
        assert same(judged, found.root)


def test_every_action_names_its_evidence() -> None:
    for text in NEW.values():
        for action in of(OLD, text).proposal.actions:
            assert re.search(r"page\.txt|nothing refers to", action.description), action


def test_a_proposal_has_the_same_bytes_twice() -> None:
    one, two = (
        of(OLD, NEW["field added: a tree"]),
        of(OLD, NEW["field added: a tree"]),
    )
    assert one.proposal == two.proposal
    assert overlay_text(one.proposal, one.spec, "T") == overlay_text(two.proposal, two.spec, "T")


def test_nothing_is_proposed_where_the_spec_says_it_already() -> None:
    new = page(with_row("watts", d="Power. Value range: 2 to 60. The default value is 5."))
    found = of(OLD, new, draft(facts_of(new)[0]))
    assert found.proposal.actions == ()
    assert found.proposal.by_hand == ()


def test_pages_that_tell_the_same_propose_nothing() -> None:
    assert of(OLD, OLD).proposal == Proposal((), (), ())


def test_a_page_of_another_operation_has_no_proposal() -> None:
    two = "paths:\n  /a: {get: {responses: {}}}\n  /b: {get: {responses: {}}}\n"
    spec = source.parse("spec.yaml", f"openapi: 3.1.0\n{two}")
    old, new = facts_of(OLD)[0], facts_of(NEW["length"])[0]
    assert propose(changes(old, new), new, spec) is None


REQUEST = "/components/schemas/ChangeLampRequest"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("length", f"{REQUEST}/properties/name/minLength"),
        ("unit", f"{REQUEST}/properties/pause/x-unit"),
        ("content: new", f"{REQUEST}/properties/name"),
        ("mandatory", f"{REQUEST}/properties/colour"),
        ("no longer mandatory", f"{REQUEST}/required/0"),
        ("field added", f"{REQUEST}/properties"),
        ("field added: inside", "/components/schemas/Shade/properties"),
        ("field added: query", "/paths/~1v2~1lamps~1{id}/put/parameters"),
        ("field removed", f"{REQUEST}/properties/colour"),
        ("field moved", f"{REQUEST}/properties/pause"),
        ("status added", "/paths/~1v2~1lamps~1{id}/put/responses"),
        ("status removed", "/paths/~1v2~1lamps~1{id}/put/responses/400"),
        ("operation: path", "/paths/~1v2~1lamps~1{id}"),
    ],
)
def test_the_line_to_touch_is_told_of_each_change(name: str, wanted: str) -> None:
    found = of(OLD, NEW[name])
    assert found.proposal.places[0] == found.spec.place(wanted)


def of_source(page_: Source) -> Facts:
    """Read a page that is written from structure."""
    read_page, _ = read_rst("page.rst", write_rst.write(page_), "")
    return read(read_page)[0]


def some(seed: int, count: int) -> list[tuple[Source, Source, str]]:
    """Draw mutants: a page, the page with one fact changed, and what that is."""
    every = [
        (page_, each.page, each.name)
        for page_ in (pages.CHANGE, pages.START)
        for each in mutants(page_)
    ]
    return random.Random(seed).sample(every, count)


@pytest.mark.parametrize(
    ("before", "after", "name"), [pytest.param(*each, id=each[2]) for each in some(7, 80)]
)
def test_one_changed_fact_is_followed_forth_and_back(
    before: Source, after: Source, name: str
) -> None:
    old, new = of_source(before), of_source(after)
    for one, other in ((old, new), (new, old)):
        found = followed(one, other)
        assert left(other, found) == set(), name
        text = edited(found.spec, found.proposal.actions)
        assert same(source.parse("spec.yaml", text).root, found.root)


def saved(name: str) -> Facts:
    """Read an edition of the documentation page; skip where it is not here."""
    if not (REAL / name).is_file():
        pytest.skip(real.ABSENT)
    read_page, _ = read_rst(name, (REAL / name).read_text("utf-8"), "")
    return read(read_page)[0]


def test_the_edition_of_december_is_followed_from_that_of_april() -> None:
    old, new = saved("otc_2025-04-11.rst"), saved("otc_2025-12-17.rst")
    found = followed(old, new)
    assert left(new, found) == set()
    assert left(old, followed(new, old)) == set()
    schemas = mapping(found.at("/components/schemas"))
    assert {"ResourceConfig", "JobmanagerResourceSpec", "TaskmanagerResourceSpec"} <= set(schemas)
    assert len(found.proposal.by_hand) == 2


def own_edits() -> list[str]:
    """Name the changes that are made to the documentation page by hand."""
    if not real.PAGE.is_file():
        return []
    return [each.name for each in real.edits(real.page())]


@pytest.mark.parametrize(
    "name", own_edits() or [pytest.param("", marks=pytest.mark.skip(real.ABSENT))]
)
def test_the_spec_of_the_project_follows_its_page(name: str) -> None:
    spec = source.read(ROOT / "spec" / "openapi.yaml", "spec/openapi.yaml")
    whole = real.page()
    mutant = next(each for each in real.edits(whole) if each.name == name)
    old, new = (
        read(read_text("page.txt", write_text.write(each), "")[0])[0]
        for each in (whole, mutant.page)
    )
    found = followed(old, new, spec)
    more = open_(new, found.root) - open_(old, spec.root)
    assert not more or found.proposal.by_hand, more
    text = edited(spec, found.proposal.actions)
    assert same(source.parse("spec.yaml", text).root, found.root)
    changed = set(text.split("\n")) ^ set(spec.text.split("\n"))
    assert not [line for line in changed if line.lstrip().startswith("#")]
