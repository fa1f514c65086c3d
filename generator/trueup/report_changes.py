"""How the changes between specs are shown: as text here, as all else by `publish/telling`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import click

from trueup.publish.change import Effect
from trueup.publish.difference import Difference
from trueup.publish.telling.annotations import as_annotations
from trueup.publish.telling.markdown import as_markdown
from trueup.publish.telling.words import (
    answered,
    counted,
    places,
    reasoned,
    reasons,
    shortened,
    subject,
    told,
)

_COLOURS = {Effect.BREAKING: "red", Effect.COMPATIBLE: "green", Effect.DOCUMENTATION: "cyan"}


def heading(target: str, format_: str) -> list[str]:
    """Name the target that changes are of, where it has a name and the format a place for it."""
    if not target or format_ in ("github", "html"):
        return []
    return [f"# {target}", ""] if format_ == "markdown" else [click.style(f"{target}:", bold=True)]


def as_text(difference: Difference) -> Iterator[str]:
    """Tell every change that callers can notice, in two lines, then how much of the documentation changed."""
    for change in told(difference):
        word = change.effect if change.waived is None else "waived"
        effect = click.style(f"{word:<13}", fg=_COLOURS[change.weight], bold=True)
        yield f"{effect} {subject(change)}: {change.said}"
        since = [f"since {', '.join(change.since)}"] if len(difference.since) > 1 else []
        stands = [f"{word} {place}" for word, place in places(change)]
        shown = [f"shown by {shortened(change.witness)}"] if change.witness is not None else []
        yield click.style(
            f"              {'   '.join([change.rule, *since, *stands, *shown])}", dim=True
        )
        if why := reasoned(change):
            yield click.style(f"              {why}", dim=True)
        if change.waived is not None:
            yield click.style(f"              {answered(change.waived)}", dim=True)
    if said := reasons(difference):
        yield said
    if difference.untold and told(difference):
        editions = ", ".join(difference.untold)
        hint = f"why is not known since {editions}: no page.facts.yaml is beside it (--old-facts names one)"
        yield click.style(hint, dim=True)
    yield counted(difference)


def as_page(difference: Difference) -> Iterator[str]:
    """Write a page of HTML."""
    from trueup.publish.telling.html import as_html  # which loads what renders

    yield as_html(difference).rstrip("\n")


WRITERS: Mapping[str, Callable[[Difference], Iterator[str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_page,
    "github": as_annotations,
}
