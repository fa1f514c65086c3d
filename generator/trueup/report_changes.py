"""How the changes between specs are shown: as text, as JSON, as Markdown, as annotations of GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from trueup.document.json_values import JsonObject, JsonValue, canonical
from trueup.findings import Place
from trueup.publish.change import Change, Effect, Waiver
from trueup.publish.difference import Difference, verdict

_COLOURS = {Effect.BREAKING: "red", Effect.COMPATIBLE: "green", Effect.DOCUMENTATION: "cyan"}
_LEVELS = {Effect.BREAKING: "error", Effect.COMPATIBLE: "notice", Effect.DOCUMENTATION: "notice"}


def as_text(difference: Difference) -> Iterator[str]:
    """Tell every change that callers can notice, in two lines, then how much of the documentation changed."""
    for change in _told(difference):
        word = change.effect if change.waived is None else "waived"
        effect = click.style(f"{word:<13}", fg=_COLOURS[change.weight], bold=True)
        yield f"{effect} {_subject(change)}: {change.message}"
        since = [f"since {', '.join(change.since)}"] if len(difference.since) > 1 else []
        places = [f"{word} {place}" for word, place in _places(change)]
        shown = [f"shown by {_shortened(change.witness)}"] if change.witness is not None else []
        yield click.style(
            f"              {'   '.join([change.rule, *since, *places, *shown])}", dim=True
        )
        if change.waived is not None:
            yield click.style(f"              {_answered(change.waived)}", dim=True)
    yield counted(difference)


def as_json(difference: Difference) -> JsonObject:
    """Give all changes with both verdicts, and the least next version that they allow."""
    needed = difference.next_version
    return {
        "next_version": None if needed is None else str(needed),
        "since": [{"edition": name, "version": said} for name, said in difference.since],
        "wire": _verdict(difference.wire),
        "source": _verdict(difference.source),
        "changes": [
            {"level": level, **_fields(change)}
            for level, changes in (("wire", difference.wire), ("source", difference.source))
            for change in changes
        ],
    }


def as_markdown(difference: Difference) -> Iterator[str]:
    """Write the changes as they go into a changelog."""
    for title, changes in (("On the wire", difference.wire), ("In Python", difference.source)):
        yield f"## {title}: {_verdict(changes)}"
        yield ""
        for change in changes:
            if change.effect is not Effect.DOCUMENTATION:
                mark = "**breaking** " if change.effect is Effect.BREAKING else ""
                waived = "" if change.waived is None else f"; {_plain(_answered(change.waived))}"
                shown = (
                    ""
                    if change.witness is None
                    else f", shown by {_code(_shortened(change.witness))}"
                )
                yield f"- {mark}{_code(_subject(change))}: {_plain(change.message)}{shown}{waived}"
        yield ""


def as_annotations(difference: Difference) -> Iterator[str]:
    """Write workflow commands of GitHub Actions, at the places in the new edition."""
    for change in _told(difference):
        place = change.new or change.old or Place("")
        where = f"file={place.file},line={max(place.line, 1)},col={max(place.column, 1)}"
        waived = "" if change.waived is None else f" ({_answered(change.waived)})"
        message = f"{_subject(change)}: {change.message}{waived}"
        for character, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            message = message.replace(character, escaped)
        yield f"::{_LEVELS[change.weight]} {where},title={change.rule}::{message}"


WRITERS: Mapping[str, Callable[[Difference], Iterator[str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "github": as_annotations,
}


def counted(difference: Difference) -> str:
    """Say in one line what callers have to expect."""
    sides = (("wire", difference.wire), ("source", difference.source))
    told = [f"{word}: {_counted(changes)}" for word, changes in sides]
    needed = difference.next_version
    return "; ".join([*told, *([] if needed is None else [f"next version: {needed}"])])


def _counted(changes: Sequence[Change]) -> str:
    effects = Counter(
        str(change.effect) if change.waived is None else "waived" for change in changes
    )
    return (
        ", ".join(f"{effects[each]} {each}" for each in (*Effect, "waived") if effects[each])
        or "no change"
    )


def _answered(waiver: Waiver) -> str:
    return " ".join(f"waived until {waiver.expires} by {waiver.owner}: {waiver.reason}".split())


def _told(difference: Difference) -> list[Change]:
    both = (*difference.wire, *difference.source)
    return sorted(
        (each for each in both if each.effect is not Effect.DOCUMENTATION),
        key=lambda each: [*Effect].index(each.weight),
    )


def _fields(change: Change) -> JsonObject:
    return {
        "rule": change.rule,
        "effect": str(change.effect),
        "operation": change.operation,
        "field": change.field,
        "message": change.message,
        "old": str(change.old) if change.old else None,
        "new": str(change.new) if change.new else None,
        "witness": change.witness,
        "since": list(change.since),
        "waived": None
        if change.waived is None
        else {
            "reason": change.waived.reason,
            "owner": change.waived.owner,
            "expires": str(change.waived.expires),
        },
    }


def _verdict(changes: Sequence[Change]) -> str:
    found = verdict(changes)
    return "no change" if found is None else str(found)


def _subject(change: Change) -> str:
    return " ".join(filter(None, (change.operation, change.field)))


def _places(change: Change) -> list[tuple[str, Place]]:
    both = (("old", change.old), ("new", change.new))
    return [(word, place) for word, place in both if place is not None]


def _shortened(witness: JsonValue) -> str:
    text = witness if isinstance(witness, str) else canonical(witness)
    return text if len(text) <= 100 else f"{text[:60]} … ({len(text)} characters)"


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"


def _plain(text: str) -> str:
    """Keep words of a document from becoming markup."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>|" else each for each in text)
