"""Changes as a page of HTML: both verdicts, then each change with what shows it and why it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.yaml_write import block
from trueup.publish.change import Cause, Change, Effect
from trueup.publish.difference import Difference
from trueup.publish.fingerprints import fingerprinted
from trueup.publish.site.page import Frame, content, page
from trueup.publish.site.views import ContentsView, LinkView
from trueup.publish.site.views_of_changes import (
    ChangedPartView,
    ChangedView,
    ChangesView,
    ChoiceView,
    SaidView,
    SieveView,
    VerdictTileView,
)
from trueup.publish.site.views_of_reference import BadgeView
from trueup.publish.telling.words import (
    answered,
    counted_of,
    grounds,
    places,
    reasons,
    shortened,
    verdict_of,
)

_TITLE: Final = "What changed"
_PYTHON: Final = "In Python"
_API: Final = "The API as a whole"
_FEW: Final = 40  # changes that are all read without being opened
_LISTED: Final = 25  # parts that stand beside the page, too; more are in the overview alone
_LONGEST: Final = 600  # characters of a value that is shown
_TONES: Final = {Effect.BREAKING: "bad", Effect.COMPATIBLE: "good", Effect.DOCUMENTATION: ""}
_CAUSES: Final = {
    Cause.API_CHANGED: BadgeView("the API changed", "info"),
    Cause.SPEC_CORRECTED: BadgeView("a correction", "note"),
    Cause.SPEC_CHANGED: BadgeView("by the spec alone"),
    Cause.UNKNOWN: BadgeView("unknown"),
}
_SHOWN: Final = {
    "request": "A request that shows it",
    "response": "An answer that shows it",
    "source": "Code that no longer type-checks",
}
_Known = Sequence[tuple[str, Change]]


def as_html(difference: Difference, frame: Frame | None = None) -> str:
    """Write the changes as a page, in the frame of a release if they are part of one."""
    around = frame or Frame(difference.title, difference.version)
    view = _view(difference)
    contents = tuple(
        ContentsView(each.link.text, each.link.href, each.method) for each in view.parts
    )
    body = content("site/changes.html.jinja", changes=view)
    return page(around, _TITLE, body, contents if 1 < len(contents) <= _LISTED else ())


def _view(difference: Difference) -> ChangesView:
    parts: dict[str, list[tuple[str, Change]]] = {}
    for at, (known, each) in enumerate(fingerprinted(difference)):
        part = (each.operation or _API) if at < len(difference.wire) else _PYTHON
        parts.setdefault(part, []).append((known, each))
    all_ = [each for part in parts.values() for _, each in part]
    since = _listed([name for name, _ in difference.since])
    return ChangesView(
        lead=f"Version {difference.version}, since {since}." if since else "",
        verdicts=tuple(_verdicts(difference)),
        sieves=tuple(_sieves(all_)) if len(all_) > 1 else (),
        parts=tuple(
            _part(name, each, len(all_), several=len(difference.since) > 1)
            for name, each in _arranged(parts)
        ),
    )


def _verdicts(difference: Difference) -> Iterator[VerdictTileView]:
    for term, changes in (("On the wire", difference.wire), (_PYTHON, difference.source)):
        said = verdict_of(changes)
        tone = next((_TONES[each] for each in Effect if each == said), "good")
        yield VerdictTileView(term, BadgeView(said, tone), counted_of(changes) if changes else "")
    needed = difference.next_version
    if needed is not None:
        yield VerdictTileView("Next version", BadgeView(str(needed), "info"), "at least")
    if said := reasons(difference):
        yield VerdictTileView("Why", BadgeView(""), said)


def _arranged(parts: dict[str, list[tuple[str, Change]]]) -> list[tuple[str, _Known]]:
    """Put what breaks first, and all changes of a field together."""
    ranks = {effect: rank for rank, effect in enumerate(Effect)}

    def worst(changes: Iterable[Change]) -> int:
        return min(ranks[each.effect] for each in changes)

    made: list[tuple[str, _Known]] = []
    for name, known in parts.items():
        fields: dict[str, list[tuple[str, Change]]] = {}
        for each in known:
            fields.setdefault(each[1].field, []).append(each)
        by_worst = sorted(fields.values(), key=lambda some: worst(each for _, each in some))
        made.append((name, [each for some in by_worst for each in some]))
    return sorted(made, key=lambda part: (worst(each for _, each in part[1]), part[0] == _PYTHON))


def _part(name: str, known: _Known, total: int, *, several: bool) -> ChangedPartView:
    effects = Counter(each.effect for _, each in known)
    method, _, path = name.partition(" ")
    is_operation = path.startswith("/")
    id_ = f"part-{sha256(name.encode()).hexdigest()[:8]}"
    return ChangedPartView(
        link=LinkView(path if is_operation else name, f"#{id_}"),
        id=id_,
        method=method if is_operation else "",
        counts=tuple(str(effects[each] or "") for each in Effect),
        changes=tuple(_changed(mark, each, total, several=several) for mark, each in known),
    )


def _changed(known: str, change: Change, total: int, *, several: bool) -> ChangedView:
    waived = change.waived is not None
    word = (
        BadgeView("waived", "warn") if waived else BadgeView(change.effect, _TONES[change.effect])
    )
    return ChangedView(
        id=f"change-{known}",
        kinds=f"{change.effect} {change.cause}",
        effect=word,
        field=change.field,
        what=change.said,
        cause=None if change.cause is Cause.UNKNOWN else _CAUSES[change.cause],
        sides=tuple(_sides(change)),
        said=tuple(_said(change, several=several)),
        open=total <= _FEW and change.effect is not Effect.DOCUMENTATION,
    )


def _sides(change: Change) -> Iterator[SaidView]:
    if any(change.values):
        for term, value in zip(("Before", "Now"), change.values, strict=True):
            yield SaidView(term, () if value else ("not stated",), _yaml(value) if value else "")


def _said(change: Change, *, several: bool) -> Iterator[SaidView]:
    """Tell all else that is known of a change."""
    if change.witness is not None and change.witness != "":
        side = change.rule.partition("-")[0]
        yield SaidView(_SHOWN.get(side, "Shown by"), code=shortened(change.witness, _LONGEST))
    if why := grounds(change):
        yield SaidView("Because", why)
    if change.waived is not None:
        yield SaidView("Waived", (answered(change.waived),))
    if change.also:
        yield SaidView("Also at", tuple(" ".join(filter(None, each)) for each in change.also))
    if several:
        yield SaidView("Since", (_listed(change.since),))
    yield SaidView("Stands at", tuple(f"{place} ({edition})" for edition, place in places(change)))
    yield SaidView("Rule", code=change.rule)


def _yaml(value: JsonObject) -> str:
    text = "\n".join(block(_cut(value), 0))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _cut(value: JsonObject) -> JsonObject:
    """Cut long texts before they are written, which takes time."""
    made: dict[str, JsonValue] = {}
    for key, each in value.items():
        made[key] = each[:_LONGEST] if isinstance(each, str | list) else each
    return made


def _sieves(changes: Sequence[Change]) -> Iterator[SieveView]:
    """Offer ways to look at the changes where they would leave some out."""
    effects, causes = {each.effect for each in changes}, {each.cause for each in changes}
    if len(effects) > 1:
        choices = [ChoiceView("only-any", "everything", first=True)]
        if Effect.BREAKING in effects:
            choices.append(ChoiceView("only-breaking", "what breaks"))
        if Effect.DOCUMENTATION in effects:
            choices.append(ChoiceView("only-noticed", "what callers notice"))
        yield SieveView("only", "Show", tuple(choices))
    if len(causes) > 1:
        found = (
            ChoiceView(f"because-{each}", _CAUSES[each].text) for each in Cause if each in causes
        )
        yield SieveView("because", "Cause", (ChoiceView("because-any", "any", first=True), *found))


def _listed(names: Sequence[str]) -> str:
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last
