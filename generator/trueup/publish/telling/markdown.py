"""Changes as Markdown, as they go into a changelog."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.publish.change import Effect
from trueup.publish.difference import Difference
from trueup.publish.telling.words import answered, shortened, subject, verdict_of


def as_markdown(difference: Difference) -> Iterator[str]:
    """Write the changes as they go into a changelog."""
    for title, changes in (("On the wire", difference.wire), ("In Python", difference.source)):
        yield f"## {title}: {verdict_of(changes)}"
        yield ""
        for change in changes:
            if change.effect is not Effect.DOCUMENTATION:
                mark = "**breaking** " if change.effect is Effect.BREAKING else ""
                waived = "" if change.waived is None else f"; {_plain(answered(change.waived))}"
                shown = (
                    ""
                    if change.witness is None
                    else f", shown by {_code(shortened(change.witness))}"
                )
                yield f"- {mark}{_code(subject(change))}: {_plain(change.said)}{shown}{waived}"
        yield ""


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"


def _plain(text: str) -> str:
    """Keep words of a document from becoming markup."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>|" else each for each in text)
