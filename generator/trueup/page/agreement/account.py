"""The account of an agreement: each fact of a page beside what the spec says, and what was decided where they part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trueup.document.json_values import JsonValue, canonical, mapping, sequence, text_of
from trueup.document.source import Document
from trueup.findings import Code
from trueup.page.agreement.disagreement import Disagreement, Sides
from trueup.page.agreement.disagreements import disagreements, telling
from trueup.page.agreement.settlements import settlements
from trueup.page.contradictions.contradiction import About, Contradiction, without_prose
from trueup.page.facts import Facts, Field, Kind
from trueup.page.stated.field import StatedField
from trueup.page.stated.stated import stated
from trueup.page.statement import statement


class Verdict(StrEnum):
    """What became of a fact: UNCOMPARED is what no schema says, an example or advice in words alone."""

    AGREED = "agreed"
    RULED = "ruled"
    OPEN = "open"
    UNCOMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the page states of one kind, and what the spec states of it at a pointer; `ruling` decided between them."""

    kind: Kind
    page: JsonValue
    spec: JsonValue
    line: int
    pointer: str
    verdict: Verdict
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page's tables: what is compared of it. `pointer`: where the spec has it, if it does."""

    name: str
    table: int
    row: int
    line: int
    pointer: str
    verdict: Verdict
    ruling: str = ""
    facts: tuple[Compared, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """What page and spec part on, or the page with itself, where that is no fact of a row."""

    name: str
    fact: str
    says: JsonValue
    line: int
    pointer: str
    what: str
    verdict: Verdict
    ruling: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the spec states and the page does not, and where it comes from."""

    name: str
    pointer: str
    source: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, in the words of those who made it."""

    id: str
    table: int
    row: int
    contradiction: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """An agreement, field by field."""

    method: str
    path: str
    pointer: str
    fields: tuple[Row, ...]
    statuses: tuple[Row, ...]
    contradictions: tuple[Apart, ...]
    others: tuple[Apart, ...]
    elsewhere: tuple[Elsewhere, ...]
    rulings: tuple[Ruling, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Count the facts by their verdicts."""
        return Counter(fact.verdict for field in self.fields for fact in field.facts)


def account(
    facts: Facts,
    spec: Document,
    rulings: Document | None,
    found: Sequence[Contradiction],
) -> Account | None:
    """Give the account of a page and a spec (3.1 dialect); None where the spec has no operation of the page."""
    operation = facts.operation
    method, path = (operation.method, operation.path) if operation else (None, None)
    ours = stated(spec, method, path)
    if ours is None:
        return None
    sides = Sides(facts, facts.file, spec, ours)
    made = _Account(sides, tuple(disagreements(sides, found)), rulings)
    return Account(
        ours.method.upper(),
        ours.path,
        ours.pointer,
        tuple(map(made.field, facts.fields)),
        tuple(made.statuses()),
        tuple(made.contradictions(found)),
        tuple(made.others()),
        tuple(made.elsewhere()),
        tuple(_rulings(rulings)),
    )


class _Account:
    def __init__(
        self, sides: Sides, told: Sequence[Disagreement], rulings: Document | None
    ) -> None:
        self.sides, self.told = sides, told
        self._settled = {
            (each.field, each.fact, canonical(each.says)): each.ruling
            for each in settlements(rulings)
        }
        self._spec = {each.path: each for each in sides.stated.fields}

    def _decided(self, name: str, fact: str, says: JsonValue) -> tuple[Verdict, str]:
        ruling = self._settled.get((name, fact, canonical(says)), "")
        return (Verdict.RULED if ruling else Verdict.OPEN), ruling

    def _row(self, name: str, fact: About) -> tuple[Verdict, str]:
        """Say what became of a row as a whole."""
        missing = any(
            (each.field, each.fact, each.code) == (name, fact, Code.NOT_IN_SPEC)
            for each in self.told
        )
        return self._decided(name, fact, None) if missing else (Verdict.AGREED, "")

    def field(self, field: Field) -> Row:
        """Give the account of a field."""
        ours = self._spec.get(field.path)
        verdict, ruling = self._row(field.path, About.FIELD)
        made = tuple(self._facts(field, ours, verdict, ruling))
        pointer, at = ours.pointer if ours else "", (field.table, field.row)
        unread = len(field.unread)
        return Row(field.path, *at, field.span.line, pointer, verdict, ruling, made, unread)

    def _facts(
        self, field: Field, ours: StatedField | None, verdict: Verdict, ruling: str
    ) -> Iterator[Compared]:
        said = telling(statement(field))
        apart = {
            each.fact: each
            for each in self.told
            if each.field == field.path and each.code in (Code.DISAGREES, Code.NOT_IN_SPEC)
        }
        for kind in dict.fromkeys(fact.kind for fact in field.facts):
            line = next(fact.span.line for fact in field.facts if fact.kind is kind)
            page = without_prose(said.get(kind, next(iter(field.values(kind)))))
            spec = ours.statement.get(kind) if ours else None
            at = ours.keywords.get(kind, ours.pointer) if ours else ""
            if kind not in said:
                yield Compared(kind, page, None, line, "", Verdict.UNCOMPARED)
            elif ours is None:
                yield Compared(kind, page, None, line, "", verdict, ruling)
            elif kind in apart:
                decided = self._decided(field.path, kind, apart[kind].says)
                yield Compared(kind, page, without_prose(spec), line, at, *decided)
            else:
                yield Compared(kind, page, without_prose(spec), line, at, Verdict.AGREED)

    def statuses(self) -> Iterator[Row]:
        """Yield the account of each status of the page."""
        known = {each.code: each.pointer for each in self.sides.stated.statuses}
        for each in self.sides.facts.statuses:
            name = f"status.{each.code}"
            verdict, ruling = self._row(name, About.STATUS)
            at = (each.table, each.row, each.span.line)
            yield Row(name, *at, known.get(each.code, ""), verdict, ruling)

    def contradictions(self, found: Sequence[Contradiction]) -> Iterator[Apart]:
        """Yield what the page contradicts itself about, each with what was decided."""
        for each in found:
            decided = self._decided(each.path, each.fact, each.says)
            ours = self._spec.get(each.path)
            at, says = ours.pointer if ours else "", without_prose(each.says)
            yield Apart(each.path, each.fact, says, each.span.line, at, each.what, *decided)

    def others(self) -> Iterator[Apart]:
        """Yield what the spec has and the page has not, and what stands elsewhere on the page than the spec says."""
        for each in self.told:
            if each.code in (Code.NOT_ON_PAGE, Code.MISPLACED):
                ours = self._spec.get(each.field)
                what = (
                    "not on the page" if each.code is Code.NOT_ON_PAGE else "elsewhere on the page"
                )
                decided = self._decided(each.field, each.fact, each.says)
                at = ours.pointer if ours else ""
                yield Apart(each.field, each.fact, each.says, 0, at, what, *decided)

    def elsewhere(self) -> Iterator[Elsewhere]:
        """Yield what comes from somewhere else by the spec's own word, fields and statuses."""
        for field in self.sides.stated.fields:
            if field.source:
                yield Elsewhere(field.path, field.pointer, field.source)
        for status in self.sides.stated.statuses:
            if status.source:
                yield Elsewhere(f"status.{status.code}", status.pointer, status.source)


def _rulings(rulings: Document | None) -> Iterator[Ruling]:
    for each in map(mapping, sequence(rulings.root.get("rulings") if rulings else None)):
        page = mapping(each.get("page"))
        table, row = (
            value if isinstance(value := page.get(key), int) else 0 for key in ("table", "row")
        )
        words = (text_of(each.get(key)) for key in ("contradiction", "decision", "reason"))
        yield Ruling(text_of(each.get("id")), table, row, *words)
