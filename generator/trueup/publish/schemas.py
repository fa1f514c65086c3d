"""Compare two schemas by the values that one takes and the other does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from jsonschema.exceptions import ValidationError

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.document.pointers import at, join
from trueup.kinds import Side
from trueup.publish.candidates import DEPTH, Tries, View, candidates
from trueup.publish.change import Change, Effect, Turn
from trueup.publish.edition import Edition
from trueup.publish.fields import Field, Meeting, holds, meetings, not_going, one_sided
from trueup.publish.likeness import alike, same_alone, word_for_word
from trueup.publish.pair import Pair
from trueup.publish.prose import prose
from trueup.publish.saying import kebab, said
from trueup.publish.unshown import unshown

_MOST_AT_ONCE: Final = 20_000  # values of one schema; 1,500 are tried for the largest of this API
Refusal = tuple[ValidationError, JsonValue, str]  # the value as a whole, and where the keyword is
Found = Mapping[tuple[str, str], Sequence[Refusal]]  # by field and keyword
# The ways to read a value that an edition takes; none: it does not take it.
Takes = Callable[[Edition, str, JsonValue, Side], list[JsonValue]]


def taken_as_json(edition: Edition, pointer: str, value: JsonValue, side: Side) -> list[JsonValue]:
    """Give a value as it is, if a schema takes it."""
    return [value] if edition.takes(pointer, value, side) else []


def taken_as_text(edition: Edition, pointer: str, value: JsonValue, side: Side) -> list[JsonValue]:
    """Read a value that goes over the wire as text as a schema takes it: 5 and "5" are the same there."""
    if isinstance(value, dict | list) or value is None:
        return taken_as_json(edition, pointer, value, side)
    text = value if isinstance(value, str) else canonical(value)
    readings: list[JsonValue] = [value, text]
    if text in ("true", "false"):
        readings.append(text == "true")
    elif re.fullmatch(r"-?(0|[1-9]\d*)", text):
        readings.append(int(text))
    elif re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", text):
        readings.append(float(text))
    return [each for each in readings if edition.takes(pointer, each, side)]


def compare(
    pair: Pair, field: str, old: str, new: str, takes: Takes = taken_as_json
) -> Iterator[Change]:
    """Compare the schemas at two pointers; each finding once, with a value that shows it."""
    if word_for_word((pair.old, old), (pair.new, new)):
        return
    met = [*meetings(pair, field, old, new)]
    if not _same(pair, old, new):
        tries = Tries(most := min(_MOST_AT_ONCE, pair.new.tries))
        tried = candidates(_views(pair, old, new), 0, tries)
        pair.new.tries -= most - tries.left
        if tries.over:
            yield from _by_places(pair, met, takes)
        else:
            yield from _by_values(pair, met, tried, takes)
    for here in met:
        yield from prose(pair, here)


def _by_values(
    pair: Pair, met: Sequence[Meeting], tried: Sequence[JsonValue], takes: Takes
) -> Iterator[Change]:
    """Compare what stands at the first of some places, and below it, by values of it."""
    at_ = met[0].old, met[0].new
    alone = [each for here in met for each in one_sided(pair, here)]
    found = {turn: _found(pair, turn, met[0].field, at_, tried, takes) for turn in Turn}
    yield from _alone(pair, alone, at_, tried, found[Turn.NARROWED])
    passed = {each.field for each in alone}
    passed.update(name for here in met for name in not_going(pair, here))
    for turn in Turn:
        yield from _turned(pair, turn, at_, found[turn], passed)
    told: dict[str, set[str]] = {}
    for where, keyword in (*found[Turn.NARROWED], *found[Turn.WIDENED]):
        told.setdefault(where, set()).add(keyword)
    for here in met:
        if not _below(here.field, passed):
            yield from unshown(pair, here, told.get(here.field, set()))


def _by_places(pair: Pair, met: Sequence[Meeting], takes: Takes) -> Iterator[Change]:
    """Compare each place by values of its own: where all refer to all, those of the whole have no end.

    Such a value is none of the whole, so what it shows is told without it.
    """
    for here in met:
        if not same_alone((pair.old, here.old), (pair.new, here.new)):
            tried = candidates(_views(pair, here.old, here.new), DEPTH - 1)
            for change in _by_values(pair, [here], tried, takes):
                yield replace(change, witness=None)


def _views(pair: Pair, old: str, new: str) -> list[View]:
    return [(pair.old, pair.old.facets(old)), (pair.new, pair.new.facets(new))]


def _same(pair: Pair, old: str, new: str) -> bool:
    """Say whether two schemas say the same; where none is, anything goes."""
    try:
        return alike((pair.old, old), (pair.new, new))
    except KeyError:
        return not pair.old.at(old) and not pair.new.at(new)


def _below(where: str, fields: set[str]) -> bool:
    return any(where == each or where.startswith((f"{each}.", f"{each}[")) for each in fields)


def _found(
    pair: Pair,
    turn: Turn,
    field: str,
    at_: tuple[str, str],
    tried: Sequence[JsonValue],
    takes: Takes,
) -> Found:
    """Find values that are valid in one edition only, by the field and the keyword that tell them apart."""
    (takers, taking), (refusers, refusing) = _sides(pair, turn, at_)
    found: dict[tuple[str, str], list[Refusal]] = {}
    for value in tried:
        taken = takes(takers, taking, value, pair.side)
        if taken and not takes(refusers, refusing, value, pair.side):
            for error in refusers.refusals(refusing, taken[0], pair.side):
                at_keyword = refusers.keyword(refusing, error)
                for path, keyword in _reasons(error):
                    refusal = error, taken[0], at_keyword
                    found.setdefault((_shown(field, path), keyword), []).append(refusal)
    return found


def _sides(
    pair: Pair, turn: Turn, at_: tuple[str, str]
) -> tuple[tuple[Edition, str], tuple[Edition, str]]:
    """Give the edition that takes a value, and the one that doesn't."""
    sides = (pair.old, at_[0]), (pair.new, at_[1])
    return sides if turn is Turn.NARROWED else (sides[1], sides[0])


def _turned(
    pair: Pair, turn: Turn, at_: tuple[str, str], found: Found, passed: set[str]
) -> Iterator[Change]:
    """Tell each reason once, but for what is told of fields that only one edition has."""
    (takers, taking), _ = _sides(pair, turn, at_)
    for (where, keyword), all_ in found.items():
        refusals = [each for each in all_ if not _of_the_unnamed(where, keyword, each, passed)]
        if not refusals or _below(where, passed):
            continue
        error, witness, pointer = refusals[0]
        other = _beside(takers, taking, error, keyword)
        message = _message(turn, keyword, refusals, _keyword(takers, other, keyword))
        old, new = (other, pointer) if turn is Turn.NARROWED else (pointer, other)
        rule = f"{kebab(keyword)}-{turn}"
        yield pair.change(rule, turn.effect(pair.side), where, message, old, new, witness)


def _of_the_unnamed(where: str, keyword: str, refusal: Refusal, passed: set[str]) -> bool:
    """Say whether an object is closed only to a field that is told of by itself."""
    if keyword not in ("additionalProperties", "unevaluatedProperties"):
        return False
    named = mapping(_instance(refusal[0]))
    return any(f"{where}.{name}" in passed for name in named) and not any(
        name.startswith("(unknown") for name in named
    )


def _reasons(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the field and the keyword that an error is about; of what is missing, each name."""
    path = tuple(error.absolute_path)
    if error.validator == "required" and isinstance(error.instance, dict):
        for name in error.validator_value if isinstance(error.validator_value, list) else ():
            if isinstance(name, str) and name not in error.instance:
                yield (*path, name), "required"
        return
    yield path, str(error.validator)


def _beside(edition: Edition, pointer: str, error: ValidationError, keyword: str) -> str:
    """Give the place that speaks of the same field in the other edition: the keyword, or the schema."""
    pointers = [pointer]
    for token in error.absolute_path:
        facets = [facet for each in pointers for facet in edition.facets(each)]
        if isinstance(token, int):
            inner = edition.items(facets, "items")
        else:
            inner = edition.properties(facets).get(token) or edition.items(
                facets, "additionalProperties"
            )
        if not inner:
            return facets[0].pointer
        pointers = inner
    facets = [facet for each in pointers for facet in edition.facets(each)]
    holding = (join(facet.pointer, keyword) for facet in facets if keyword in facet.node)
    return next(holding, facets[0].pointer)


def _keyword(edition: Edition, pointer: str, keyword: str) -> JsonValue:
    return at(edition.root, pointer) if pointer.endswith(f"/{keyword}") else None


def _message(
    turn: Turn, keyword: str, found: Sequence[Refusal],
    beside: JsonValue,
) -> str:  # fmt: skip
    value: JsonValue = found[0][0].validator_value  # type: ignore[assignment]  # a schema's keyword
    if keyword == "required":
        return "is required now" if turn is Turn.NARROWED else "is no longer required"
    if keyword == "enum":
        values = {canonical(_instance(each)): None for each, _, _ in found}
        verb = "no longer has" if turn is Turn.NARROWED else "has now"
        known = sequence(beside)
        named = [each for each in values if not known or each in map(canonical, known)]
        return f"enum {verb} {', '.join(named or values)}"
    old, new = (beside, value) if turn is Turn.NARROWED else (value, beside)
    if canonical(old) == canonical(new):  # of another branch than the one that took it
        verb = "no longer takes" if turn is Turn.NARROWED else "takes now"
        return f"{verb} {said(_instance(found[0][0]))}"
    return f"{keyword} {said(old)} → {said(new)}"


def _instance(error: ValidationError) -> JsonValue:
    value: JsonValue = error.instance  # type: ignore[assignment]  # a part of a JSON value
    return value


def _alone(
    pair: Pair,
    alone: Sequence[Field],
    at_: tuple[str, str],
    tried: Sequence[JsonValue],
    found: Found,
) -> Iterator[Change]:
    """Tell the fields that only one edition names, wherever objects meet objects."""
    for each in alone:
        if each.gone:
            sent = pair.side is Side.REQUEST
            message = "is gone: it would be sent for nothing" if sent else "no longer arrives"
            holding = (value for value in tried if holds(value, each.path))
            witness = next(
                (value for value in holding if pair.old.takes(at_[0], value, pair.side)), {}
            )
            yield pair.change(
                "property-removed", Effect.BREAKING, each.field, message,
                each.pointer, each.beside, witness,
            )  # fmt: skip
            continue
        missing = found.get((each.field, "required"), ())
        needed = pair.side is Side.REQUEST and bool(missing)
        effect = Effect.BREAKING if needed else Effect.COMPATIBLE
        message = "is new, and required" if needed else "is new"
        yield pair.change(
            "property-added", effect, each.field, message, each.beside, each.pointer,
            missing[0][1] if needed else None,
        )  # fmt: skip


def _shown(field: str, path: Sequence[str | int]) -> str:
    return field + "".join("[]" if isinstance(token, int) else f".{token}" for token in path)


def media_type(name: str) -> str:
    """Give a media type without its parameters."""
    return name.partition(";")[0].strip().lower()


def content(node: JsonObject) -> dict[str, str]:
    """Give the media types of something that has content, by the names they are compared by."""
    return {media_type(name): name for name in mapping(node.get("content"))}
