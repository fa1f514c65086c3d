"""Changes as Markdown, as they go into a changelog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trueup.publish.change import Cause, Change, Effect
from trueup.publish.difference import Difference
from trueup.publish.history import Step
from trueup.publish.telling.words import answered, reasoned, reasons, shortened, subject, verdict_of


def as_changelog(title: str, steps: Sequence[Step]) -> Iterator[str]:
    """Write what each version changed since the one before, the last version first."""
    yield f"# Changelog of {plain(' '.join(title.split()))}"
    yield ""
    for step in reversed(steps):
        yield f"## {plain(step.version)}{f' ({step.released})' if step.released else ''}"
        yield ""
        yield from as_step(step)


def as_step(step: Step) -> Iterator[str]:
    """Write what a version changed since the one before, below its heading."""
    if step.changes is None:
        yield "The first version."
        yield ""
    else:
        yield from as_markdown(step.changes, 3)


def as_markdown(difference: Difference, level: int = 2) -> Iterator[str]:
    """Write the changes as they go into a changelog, under headings of a level."""
    for title, changes in (("On the wire", difference.wire), ("In Python", difference.source)):
        yield f"{'#' * level} {title}: {verdict_of(changes)}"
        yield ""
        listed = [each for each in changes if each.effect is not Effect.DOCUMENTATION]
        yield from (*map(_item, listed), *([""] if listed else []))
    if said := reasons(difference):
        yield f"{said}."


def _item(change: Change) -> str:
    mark = "**breaking** " if change.effect is Effect.BREAKING else ""
    waived = "" if change.waived is None else f"; {plain(answered(change.waived))}"
    shown = "" if change.witness is None else f", shown by {code(shortened(change.witness))}"
    why = "" if change.cause is Cause.UNKNOWN else f"; {plain(reasoned(change))}"
    return f"- {mark}{code(subject(change))}: {plain(change.said)}{shown}{why}{waived}"


def code(text: str) -> str:
    """Write a text as code."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"


def plain(text: str) -> str:
    """Keep words of a document from becoming markup."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>|&" else each for each in text)
