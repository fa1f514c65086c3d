"""Notes: what a page leaves open or contradicts, by the field that a person has to decide on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, sequence
from trueup.findings import Code, Finding
from trueup.page.blocks import Span
from trueup.page.contradictions.contradictions import contradictions
from trueup.page.facts import Facts, Field, Kind
from trueup.page.paths import container

OPERATION: Final = ""
_LONGEST: Final = 60


def notes(facts: Facts, findings: Sequence[Finding]) -> Mapping[str, tuple[str, ...]]:
    """Give what is to be decided, by the path of a field or of what holds fields; `OPERATION`: of none."""
    known = {field.path for field in facts.fields} | {container(field) for field in facts.fields}
    found: dict[str, dict[str, None]] = {}
    for path, text in (*_contradicted(facts), *_reported(facts, findings)):
        found.setdefault(_nearest(path, known), {})[text] = None
    return {path: tuple(texts) for path, texts in found.items()}


def at_line(text: str, span: Span) -> str:
    """Say at which line of the page something stands."""
    return f"{text} (line {span.line} of the page)"


def shown(value: JsonValue) -> str:
    """Write a value, cut short."""
    text = value if isinstance(value, str) and value else canonical(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _contradicted(facts: Facts) -> Iterator[tuple[str, str]]:
    for each in contradictions(facts):
        if each.fact is Kind.CONDITION:  # told in words of its own, where the condition is written
            continue
        says = "" if each.says is None or each.fact is Kind.TYPE else f": {shown(each.says)}"
        yield each.path, at_line(f"{each.what}{says}", each.span)


def _reported(facts: Facts, findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    fields = sorted(facts.fields, key=lambda field: field.span)
    starts = [field.span[:2] for field in fields]
    for each in findings:
        if each.code is Code.NO_OPERATION:  # told where the operation is written
            continue
        place = (each.place.line, each.place.column)
        at = bisect_right(starts, place) - 1
        path = fields[at].path if at >= 0 and _holds(fields[at], place) else OPERATION
        yield path, f"{each.message} (line {each.place.line} of the page)"


def _holds(field: Field, place: tuple[int, int]) -> bool:
    return place <= field.span[2:]


def _nearest(path: str, known: set[str]) -> str:
    """Give the field that a path is of, or the nearest thing around it that is known."""
    while path and path not in known:
        path = path[:-2] if path.endswith("[]") else path.rpartition(".")[0]
    return path


def deciding(node: JsonObject, *what: str) -> JsonObject:
    """Add to what is to be decided on a part of the draft; it stands before the place on the page."""
    if not what:
        return node
    if "x-to-decide" in node:
        return {**node, "x-to-decide": [*sequence(node["x-to-decide"]), *what]}
    keys = list(node)
    at = min((keys.index(key) for key in ("x-page", "x-source") if key in node), default=len(keys))
    head: JsonObject = {key: node[key] for key in keys[:at]}
    return {**head, "x-to-decide": [*what], **{key: node[key] for key in keys[at:]}}
