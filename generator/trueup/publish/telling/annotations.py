"""Changes as annotations of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.findings import Place
from trueup.publish.change import Cause, Effect
from trueup.publish.difference import Difference
from trueup.publish.telling.words import answered, reasoned, subject, told

_LEVELS = {Effect.BREAKING: "error", Effect.COMPATIBLE: "notice", Effect.DOCUMENTATION: "notice"}


def as_annotations(difference: Difference) -> Iterator[str]:
    """Write workflow commands of GitHub Actions, at the places in the new edition."""
    for change in told(difference):
        place = change.new or change.old or Place("")
        where = f"file={place.file},line={max(place.line, 1)},col={max(place.column, 1)}"
        waived = "" if change.waived is None else f" ({answered(change.waived)})"
        why = "" if change.cause is Cause.UNKNOWN else f"; {reasoned(change)}"
        message = f"{subject(change)}: {change.said}{why}{waived}"
        for character, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            message = message.replace(character, escaped)
        yield f"::{_LEVELS[change.weight]} {where},title={change.rule}::{message}"
