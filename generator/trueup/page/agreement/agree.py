"""Agree: page and spec say the same, each way, but for what a ruling settles. No ruling settles what isn't there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from trueup.document.json_values import JsonValue, canonical
from trueup.document.source import Document
from trueup.findings import Code, Finding, Place, arranged
from trueup.page.agreement.disagreement import Disagreement, Sides
from trueup.page.agreement.disagreements import disagreements
from trueup.page.agreement.settlements import Settlement, settlements
from trueup.page.contradictions.contradiction import Contradiction
from trueup.page.contradictions.contradictions import contradictions
from trueup.page.facts import Facts
from trueup.page.stated.stated import stated


def agree(
    facts: Facts,
    spec: Document,
    rulings: Document | None,
    facts_name: str,
    found: Sequence[Contradiction] | None = None,
) -> tuple[Finding, ...]:
    """Report every disagreement of a page and a spec (3.1 dialect) that no ruling settles. Raise Refused.

    `facts_name` is what the page's lines go under. `found` are the contradictions that were found when the
    facts were read: facts from a file have no words left to find them in.
    """
    operation = facts.operation
    method, path = (operation.method, operation.path) if operation else (None, None)
    ours = stated(spec, method, path)
    if ours is None:
        return (_no_operation(facts, spec, facts_name),)
    sides = Sides(facts, facts_name, spec, ours)
    told = tuple(disagreements(sides, contradictions(facts) if found is None else found))
    if rulings is None:
        return arranged(_finding(each, None) for each in told)
    return arranged(_settled(told, rulings))


def _settled(told: Sequence[Disagreement], rulings: Document) -> Iterator[Finding]:
    """Give what no entry settles: one is for a field, a fact and the value that the page stated."""
    open_: dict[tuple[str, str, str], list[Disagreement]] = defaultdict(list)
    for each in told:
        open_[each.field, each.fact, canonical(each.says)].append(each)
    of_fact: dict[tuple[str, str], JsonValue] = {}
    for each in told:
        of_fact.setdefault((each.field, each.fact), each.says)
    for entry in settlements(rulings):
        if not open_.pop((entry.field, entry.fact, canonical(entry.says)), None):
            yield _not_needed(entry, rulings, of_fact)
    for left in open_.values():
        yield from (_finding(each, rulings) for each in left)


def _not_needed(
    entry: Settlement, rulings: Document, of_fact: dict[tuple[str, str], JsonValue]
) -> Finding:
    about = f"the {entry.fact} of {entry.field}"
    says = of_fact.get((entry.field, entry.fact), entry.says)
    if canonical(says) != canonical(entry.says):
        what = f"the page states {_says(says)} as {about}, and the ruling is on {_says(entry.says)}"
        fix = f"look at the page anew, then write {_entry(entry.field, entry.fact, says)}"
    else:
        what = f"ruling not needed: page and spec have no disagreement left about {about}"
        fix = "remove the entry, and the ruling if the page needs none any more"
    return rulings.finding(entry.pointer, Code.SETTLES_NOTHING, f"{entry.ruling}: {what}", fix)


def _finding(each: Disagreement, rulings: Document | None) -> Finding:
    where = f" in {rulings.file}" if rulings else ""
    entry = _entry(each.field, each.fact, each.says)
    return Finding(
        each.place, each.code, each.message, f"{each.fix}, or settle it by a ruling{where}: {entry}"
    )


def _entry(field: str, fact: str, says: JsonValue) -> str:
    value = "" if says is None else f', "says": {canonical(says)}'
    return f'{{"field": {canonical(field)}, "fact": {canonical(fact)}{value}}}'


def _says(value: JsonValue) -> str:
    return "nothing" if value is None else canonical(value)


def _no_operation(facts: Facts, spec: Document, facts_name: str) -> Finding:
    operation = facts.operation
    if operation is None:
        what = f"the page names no operation, and {spec.file} has not exactly one"
        return Finding(Place(facts_name), Code.NO_OPERATION, what, "name the operation on the page")
    return Finding(
        Place(facts_name, operation.span.line, operation.span.column),
        Code.NO_OPERATION,
        f"{spec.file} has no operation {operation.method} {operation.path}",
        "add it under `paths`, or name the spec that has it",
    )
