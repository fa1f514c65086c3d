"""Statuses that came or went; a success that has another code keeps what the spec says of it."""

from __future__ import annotations

from trueup.document.json_values import JsonObject, copied, text_of
from trueup.document.pointers import join
from trueup.page.difference.terms import What
from trueup.page.proposal.imports import imported
from trueup.page.proposal.origins import unplace
from trueup.page.proposal.work import Work


def restate_statuses(work: Work) -> None:
    """Add the responses that are new and take out those that are gone."""
    pointer = join(work.now.stated.pointer, "responses")
    added = {text_of(change.new): change for change in work.of(What.STATUS_ADDED)}
    gone = {text_of(change.old): change for change in work.of(What.STATUS_REMOVED)}
    there = work.edits.node(pointer)
    moved = _renamed(list(added), list(gone), there)
    for code, change in added.items():
        if code not in there:
            why = work.why(change)
            work.edits.put(pointer, code, _response(work, code, moved.get(code, ""), why), why)
    goal = join(work.goal.side.stated.pointer, "responses")
    for code, change in gone.items():
        if code in work.goal.side.node(
            goal
        ):  # a success that the page no longer lists still has its body
            unplace(work, join(pointer, code), join(goal, code), work.why(change))
        else:
            work.edits.drop(pointer, [code], work.why(change))


def _renamed(added: list[str], gone: list[str], there: JsonObject) -> dict[str, str]:
    """Pair the one success that came with the one that went."""
    new = [code for code in added if code[:1] == "2"]
    old = [code for code in gone if code[:1] == "2" and code in there]
    return {new[0]: old[0]} if len(new) == len(old) == 1 else {}


def _response(work: Work, code: str, before: str, why: str) -> JsonObject:
    draft = work.goal.side.node(join(work.goal.side.stated.pointer, "responses", code))
    if not before:
        return imported(work, "responses", draft, why)
    node = copied(work.edits.node(join(work.now.stated.pointer, "responses", before)))
    if "$ref" not in node:
        node.update({key: draft[key] for key in ("x-page", "x-source") if key in draft})
    return node
