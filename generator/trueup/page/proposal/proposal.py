"""Propose how a spec follows its page: from what changed on the page to actions on the spec, and the rest by hand.

What the spec should say is what a draft of the new page says; only what changed is touched. Descriptions are left
as they are, sentences of the page never become part of the spec.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from trueup.document.actions import Action, overlay
from trueup.document.source import Document
from trueup.document.yaml_write import block
from trueup.findings import Place
from trueup.page.difference.difference import Difference
from trueup.page.difference.terms import What
from trueup.page.facts import Facts
from trueup.page.proposal.aftermath import leave_aftermath
from trueup.page.proposal.closing import drop_orphans, rename_operation
from trueup.page.proposal.fields import add_fields
from trueup.page.proposal.keywords import restate, restate_open
from trueup.page.proposal.lines import line_of
from trueup.page.proposal.moves import move_fields, remove_fields
from trueup.page.proposal.origins import redate, relocate
from trueup.page.proposal.sides import Side, goal_of, side_of
from trueup.page.proposal.statuses import restate_statuses
from trueup.page.proposal.structure import restructure
from trueup.page.proposal.work import Work, begun


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do to a spec.

    `places`: for each change of the contract, the line of the spec to touch. `actions`: on the spec as it is
    written. `by_hand`: what no action can say, one line each, with what to do.
    """

    places: tuple[Place | None, ...]
    actions: tuple[Action, ...]
    by_hand: tuple[str, ...]


def propose(difference: Difference, new: Facts, spec: Document) -> Proposal | None:
    """Propose how a spec follows the new page; None where it has no such operation. Raise Refused."""
    side = _side(difference, new, spec)
    goal = goal_of(new)
    if side is None or goal is None:
        return None
    pointers = [line_of(side, goal.fields, change) for change in difference.contract]
    places = tuple(None if each is None else spec.place(each) for each in pointers)
    work = begun(spec, goal, side, difference.contract)
    _proposed(work)
    return Proposal(places, tuple(work.edits.actions), tuple(work.edits.by_hand))


def overlay_text(proposal: Proposal, spec: Document, title: str) -> str:
    """Write the actions of a proposal as an OpenAPI Overlay document."""
    extends = PurePosixPath(spec.file).name
    document = overlay(spec.root, title, "1.0.0", proposal.actions, extends)
    return "\n".join(block(document, 0)) + "\n"


def _proposed(work: Work) -> None:
    """Do the steps in the order in which each finds what it builds on."""
    came = {
        change.path: work.now.field(change.path) is not None for change in work.of(What.FIELD_ADDED)
    }
    restructure(work)
    work.refresh()
    add_fields(work)
    restate_statuses(work)
    work.refresh()
    move_fields(work)
    remove_fields(work)
    work.refresh()
    restate(work, came)
    work.refresh()
    restate_open(work)
    relocate(work)
    redate(work)
    drop_orphans(work)
    rename_operation(work)
    leave_aftermath(work)


def _side(difference: Difference, new: Facts, spec: Document) -> Side | None:
    """Find the operation by the new page, by the old one, or as the only one there is."""
    tried: list[tuple[str | None, str | None]] = []
    if new.operation:
        tried.append((new.operation.method, new.operation.path))
    for change in difference.contract:
        if change.what is What.OPERATION and isinstance(change.old, str):
            method, _, path = change.old.partition(" ")
            tried.append((method, path))
    sides = (side_of(spec, spec.root, *each) for each in (*tried, (None, None)))
    return next((side for side in sides if side), None)
