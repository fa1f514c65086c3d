"""All that changed from editions of a document to the next, the worst first, and the version that it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from trueup.document.json_values import mapping, text_of
from trueup.document.source import Document
from trueup.findings import Code, Finding
from trueup.page.facts import Facts
from trueup.publish.cause.causes import Causes, of_itself
from trueup.publish.cause.pages import Told
from trueup.publish.change import Cause, Change, Effect, Waiver
from trueup.publish.code import compare_code
from trueup.publish.edition import Edition
from trueup.publish.operations import compare_editions
from trueup.publish.surface import Surface
from trueup.publish.versions import Version, version


@dataclass(frozen=True)
class Published:
    """An edition that teams have: its document of the 3.1 dialect, and what its library can be asked for.

    `waivers`: what somebody answered for when it was published.
    `facts`: those of the page that it was written from; without them nobody knows why anything changed.
    """

    document: Document
    surface: Surface | None = None
    waivers: tuple[Waiver, ...] = ()
    facts: Facts | None = None

    @cached_property
    def edition(self) -> Edition:
        """Give the edition as the comparison reads it, once for all that it is compared with."""
        return Edition(self.document)

    @property
    def told(self) -> Told | None:
        """Give the edition with what its page states."""
        return None if self.facts is None else Told(self.document, self.facts, self.surface or {})

    @property
    def version(self) -> str:
        """What the document says its version is."""
        return text_of(mapping(self.document.root.get("info")).get("version"))

    @property
    def title(self) -> str:
        """What the document calls the API."""
        return text_of(mapping(self.document.root.get("info")).get("title"))

    @property
    def released(self) -> str:
        """The day that the document says it was released on; empty: it says none."""
        said = text_of(mapping(self.document.root.get("info")).get("x-released"))
        try:
            return str(date.fromisoformat(said))
        except ValueError:  # a document of others may mean anything by it
            return ""


def in_order(editions: Iterable[Published]) -> list[Published]:
    """Sort editions by their versions; those whose version is none by semantic versioning come first."""
    read = ((version(each.version), each) for each in editions)
    ranked = [((1, said.order) if said else (0, ()), each) for said, each in read]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes to one edition from others: on the wire, and to who writes Python against the library.

    `since`: name and version of each edition that it was compared with. `title` and `version`: what the edition that
    they lead to calls itself. `untold`: where that has the facts of its page, the names of the editions that have none.
    """

    wire: tuple[Change, ...]
    source: tuple[Change, ...] = ()
    since: tuple[tuple[str, str], ...] = ()
    title: str = ""
    version: str = ""
    untold: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Say whether any change breaks anybody."""
        return verdict((*self.wire, *self.source)) is Effect.BREAKING

    @property
    def next_version(self) -> Version | None:
        """Give the least version that what changed since each edition allows; None: no edition has a version."""
        return max(self._allowed(), key=lambda each: each.order, default=None)

    def _allowed(self) -> Iterator[Version]:
        for name, text in self.since:
            if (read := version(text)) is not None:
                yield read.after(verdict(self._from(name)))

    def _from(self, name: str) -> list[Change]:
        return [each for each in (*self.wire, *self.source) if name in each.since]

    def since_one(self, name: str) -> Difference:
        """Give what changed since one of the editions alone."""
        wire, source = (
            tuple(replace(each, since=(name,)) for each in changes if name in each.since)
            for changes in (self.wire, self.source)
        )
        since = tuple(each for each in self.since if each[0] == name)
        return replace(self, wire=wire, source=source, since=since)


def difference(
    old: Document, new: Document, surfaces: tuple[Surface, Surface] | None = None
) -> Difference:
    """Compare two documents of the 3.1 dialect, as `lint` gives them, and what their libraries can be asked for."""
    before, after = surfaces or (None, None)
    return differences([Published(old, before)], Published(new, after))


def differences(olds: Sequence[Published], new: Published) -> Difference:
    """Compare an edition with every one before it: two steps that break nobody may do so together."""
    names = _names(olds)
    after = new.edition
    wire: list[Change] = []
    source: list[Change] = []
    for name, old in zip(names, olds, strict=True):
        before = old.edition
        causes = Causes(old.told, new.told) if old.told and new.told else None
        changes = sorted(compare_editions(before, after), key=lambda each: each.order)
        told = map(causes.of_wire if causes else of_itself, changes)
        wire += (replace(each, since=(name,)) for each in _once(told))
        if old.surface is not None and new.surface is not None:
            found = compare_code(before, after, old.surface, new.surface)
            source += (
                replace(causes.of_code(each) if causes else each, since=(name,)) for each in found
            )
    since = tuple(zip(names, (each.version for each in olds), strict=True))
    untold = [name for name, old in zip(names, olds, strict=True) if new.facts and not old.facts]
    return Difference(_merged(wire), _merged(source), since, new.title, new.version, tuple(untold))


def verdict(changes: Iterable[Change]) -> Effect | None:
    """Give the worst effect that counts; None: nothing changed."""
    return min((each.weight for each in changes), key=[*Effect].index, default=None)


def overpromised(compared: Difference, new: Document) -> Iterator[Finding]:
    """Report a version that promises more than what changed allows, or that goes back."""
    needed = compared.next_version
    unread = [name for name, text in compared.since if version(text) is None]
    if needed is None or unread:
        message = f"no version follows {', '.join(unread)}: it is none by semantic versioning"
        fix = "compare with editions that have a version like 1.4.2"
        yield new.finding("/info/version", Code.VERSION_TOO_LOW, message, fix)
        return
    text = Published(new).version
    said = version(text)
    if said is None:
        message = f"{text} is no version by semantic versioning"
    elif said.core < needed.core:
        message = f"version {text} promises more than what changed since {_cause(compared)} allows"
    elif any(said.order < old.order for _, each in compared.since if (old := version(each))):
        message = f"version {text} goes back behind a published one"
    else:
        return
    yield new.finding(
        "/info/version", Code.VERSION_TOO_LOW, message, f"make it {needed}, or take the change back"
    )


def _cause(compared: Difference) -> str:
    needed = compared.next_version
    allowed = [
        name for name, text in compared.since
        if (read := version(text)) and read.after(verdict(compared._from(name))) == needed
    ]  # fmt: skip
    return ", ".join(allowed)


def _names(olds: Sequence[Published]) -> list[str]:
    """Name editions by their versions, those that share one by their files, too."""
    shared = Counter(each.version for each in olds)
    return [
        each.version
        if each.version and shared[each.version] == 1
        else f"{each.version} of {each.document.file}".removeprefix(" of ")
        for each in olds
    ]


def _merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Tell the same change for the same cause from several editions once, with the place in the last of them."""
    merged: dict[tuple[object, ...], Change] = {}
    for each in changes:
        key = *each.order, each.new, each.cause
        before = merged[key].since if key in merged else ()
        merged[key] = replace(each, since=(*before, *each.since))
    return tuple(sorted(merged.values(), key=lambda each: each.order))


def _once(changes: Iterable[Change]) -> Iterable[Change]:
    """Tell a change of a component once: for the first operation that it is met in, with how many others."""
    first: dict[tuple[object, ...], list[Change]] = {}
    for each in changes:
        key = each.rule, each.message, each.field.rpartition(".")[2], each.old, each.new
        first.setdefault(key, []).append(each)
    for same in first.values():
        # What the page of one of the operations tells holds for the component.
        why = min(same, key=lambda each: [*Cause].index(each.cause))
        also = tuple((each.operation, each.field) for each in same[1:])
        yield replace(same[0], also=also, cause=why.cause, evidence=why.evidence)
