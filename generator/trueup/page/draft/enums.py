"""The values of an enum: whether they are all there are, and what to call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, sequence
from trueup.names import can_be_member, constant, words
from trueup.page.contradictions.fitting import misfit
from trueup.page.draft.notes import at_line, shown
from trueup.page.facts import Fact, Field, Kind

_HOLE: Final = re.compile(r"<[^<>]+>|\{[^{}]+\}|\$\{?\w+")
_HEAD: Final = re.compile(r"[^,.:;()]*")


def enumerated(field: Field, type_: JsonObject) -> tuple[JsonObject, list[str]]:
    """Give the `enum` of a field, whose values are of a type, and what is left to decide."""
    fact = next((fact for fact in field.facts if fact.kind is Kind.ENUM), None)
    if fact is None or type_.get("type") == "boolean":
        return {}, []
    values = list({canonical(each): each for each in sequence(fact.value)}.values())
    listed = ", ".join(map(shown, values))
    if type_.get("type") not in (None, "string", "integer", "number"):
        return {}, [
            at_line(f"the page lists the values {listed}, the type has none such", fact.span)
        ]
    if any(misfit(each, {Kind.TYPE: type_}) for each in values):
        return {}, [at_line(f"the values {listed} are not all of the type", fact.span)]
    if holes := [shown(each) for each in values if _has_hole(each, _meaning(fact, each))]:
        what = f"{holes[0]} seems to stand for many values: replace {listed} by a `pattern`"
        return {}, [at_line(what, fact.span)]
    names = _names(fact, values)
    return {"enum": values, **({"x-enum-varnames": names} if names else {})}, []


def _meaning(fact: Fact, value: JsonValue) -> str:
    values = sequence(fact.value)
    if len(values) != len(fact.meanings):
        return ""
    return fact.meanings[next(at for at, each in enumerate(values) if each == value)]


def _has_hole(value: JsonValue, meaning: str) -> bool:
    """Say whether a part of a value stands for something that its meaning names, as `dir` in `2:dir`."""
    if not isinstance(value, str):
        return False
    parts = re.split(r"[:=/]", value)
    named = (part for part in parts if len(parts) > 1 and re.fullmatch(r"[A-Za-z]\w{2,}", part))
    return bool(_HOLE.search(value)) or any(
        re.search(rf"\b{re.escape(part)}\b", meaning) for part in named
    )


def _names(fact: Fact, values: Sequence[JsonValue]) -> list[JsonValue]:
    """Name values that are no identifiers, by what they mean where that is a term."""
    if all(isinstance(each, str) and can_be_member(each) for each in values):
        return []
    if any(isinstance(each, float) for each in values):
        return []
    meant = [_term(_meaning(fact, each)) for each in values]
    plain = [constant(str(each)) for each in values]
    for names in (meant, plain):
        if len(set(names)) == len(names) and all(map(can_be_member, names)):
            return [*names]
    return []


def _term(meaning: str) -> str:
    head = _HEAD.match(meaning)
    term = head[0].strip() if head else ""
    fits = term.isascii() and 0 < len(term.split()) <= 3 and term[:1].isalpha()
    return constant("_".join(words(term))) if fits else ""
