"""Schemas that several fields share: what one field states otherwise can't be written where it holds for others."""

from __future__ import annotations

from trueup.page.facts import Kind
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField
from trueup.page.statement import alike


def is_shared(work: Work, field: StatedField, pointer: str, kind: Kind, why: str) -> bool:
    """Say whether another field has what stands at a pointer, and states something else; that is left to a person."""
    ours = work.goal.side.field(field.path)
    wanted = ours.statement.get(kind) if ours else None
    for other in work.owners.get(pointer, ()):
        theirs = work.goal.side.field(other.path)
        if other.path == field.path or theirs is None:
            continue
        if not alike(theirs.statement.get(kind), wanted):
            what = f"{pointer} also says it of {other.path}: give {field.path} a schema of its own"
            work.edits.leave(f"{why}: {what}")
            return True
    return False
