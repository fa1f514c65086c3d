"""Compare two schemas by the values that one takes and the other does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jsonschema.exceptions import ValidationError

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.document.pointers import at, join
from trueup.kinds import Side
from trueup.publish.candidates import View, candidates
from trueup.publish.change import Change, Effect, Turn
from trueup.publish.edition import Edition
from trueup.publish.likeness import PROSE, alike


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing in both editions: which operation it is of, what it is called, which way its values go."""

    old: Edition
    new: Edition
    side: Side
    operation: str

    def change(
        self, rule: str, effect: Effect, field: str, message: str,
        at_old: str | None, at_new: str | None, witness: JsonValue = None,
    ) -> Change:  # fmt: skip
        """Make a change, with its places of the pointers; the rule gets its side in front."""
        return Change(
            f"{self.side}-{rule}",
            effect,
            self.operation,
            field,
            message,
            None if at_old is None else self.old.place(at_old),
            None if at_new is None else self.new.place(at_new),
            witness,
        )


Refusal = tuple[ValidationError, JsonValue, str]  # the value as a whole, and where the keyword is
Takes = Callable[[Edition, str, JsonValue, Side], bool]


def taken_as_json(edition: Edition, pointer: str, value: JsonValue, side: Side) -> bool:
    """Say whether a schema takes a value as it is."""
    return edition.takes(pointer, value, side)


def taken_as_text(edition: Edition, pointer: str, value: JsonValue, side: Side) -> bool:
    """Say whether a schema takes a value that goes over the wire as text: 5 and "5" are the same there."""
    if isinstance(value, dict | list) or value is None:
        return edition.takes(pointer, value, side)
    text = value if isinstance(value, str) else canonical(value)
    readings: list[JsonValue] = [value, text]
    if text in ("true", "false"):
        readings.append(text == "true")
    elif re.fullmatch(r"-?(0|[1-9]\d*)", text):
        readings.append(int(text))
    elif re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", text):
        readings.append(float(text))
    return any(edition.takes(pointer, reading, side) for reading in readings)


def compare(
    pair: Pair, field: str, old: str, new: str, takes: Takes = taken_as_json
) -> Iterator[Change]:
    """Compare the schemas at two pointers; each finding once, with a value that shows it."""
    if alike((pair.old, old), (pair.new, new)):
        yield from _prose(pair, field, old, new, set())
        return
    renamed = [*_properties(pair, field, old, new, set())]
    yield from renamed
    views: list[View] = [(pair.old, pair.old.facets(old)), (pair.new, pair.new.facets(new))]
    tried = candidates(views)
    gone = {each.field for each in renamed}
    for turn in Turn:
        yield from _turned(pair, turn, field, (old, new), tried, takes, gone)
    yield from _prose(pair, field, old, new, set())


def _turned(
    pair: Pair, turn: Turn, field: str, at_: tuple[str, str], tried: Sequence[JsonValue],
    takes: Takes, gone: set[str],
) -> Iterator[Change]:  # fmt: skip
    """Find values that are valid in one edition only, and tell each reason once."""
    narrowed = turn is Turn.NARROWED
    sides = (pair.old, at_[0]), (pair.new, at_[1])
    (takers, taking), (refusers, refusing) = sides if narrowed else sides[::-1]
    told: dict[tuple[str, str], list[Refusal]] = {}
    for value in tried:
        if takes(takers, taking, value, pair.side) and not takes(
            refusers, refusing, value, pair.side
        ):
            for error in refusers.refusals(refusing, value, pair.side):
                for path, keyword in _reasons(error):
                    where = _shown(field, path)
                    if not any(where == each or where.startswith(f"{each}.") for each in gone):
                        at_keyword = refusers.keyword(refusing, error)
                        told.setdefault((where, keyword), []).append((error, value, at_keyword))
    for (where, keyword), refusals in told.items():
        error, witness, pointer = refusals[0]
        other = _beside(takers, taking, error, keyword)
        message = _message(turn, keyword, refusals, _keyword(takers, other, keyword))
        old, new = (other, pointer) if narrowed else (pointer, other)
        rule = f"{_kebab(keyword)}-{turn}"
        yield pair.change(rule, turn.effect(pair.side), where, message, old, new, witness)


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
        return f"{verb} {_said(_instance(found[0][0]))}"
    return f"{keyword} {_said(old)} → {_said(new)}"


def _instance(error: ValidationError) -> JsonValue:
    value: JsonValue = error.instance  # type: ignore[assignment]  # a part of a JSON value
    return value


def _said(value: JsonValue) -> str:
    text = "none" if value is None else canonical(value)
    return text if len(text) <= 80 else f"{text[:60]} …"


def _properties(
    pair: Pair, field: str, old: str, new: str, seen: set[tuple[str, str]]
) -> Iterator[Change]:
    """Tell the properties that only one edition names, wherever objects meet objects."""
    if (old, new) in seen:
        return
    seen.add((old, new))
    facets = pair.old.facets(old), pair.new.facets(new)
    named = pair.old.properties(facets[0]), pair.new.properties(facets[1])
    if named[0] and named[1]:
        yield from _one_sided(pair, field, (old, new), named)
    for name in named[0].keys() & named[1].keys():
        yield from _properties(pair, f"{field}.{name}", named[0][name][0], named[1][name][0], seen)
    for key in ("items", "additionalProperties"):
        inner = pair.old.items(facets[0], key), pair.new.items(facets[1], key)
        if inner[0] and inner[1]:
            shown = f"{field}[]" if key == "items" else f"{field}.*"
            yield from _properties(pair, shown, inner[0][0], inner[1][0], seen)


def _one_sided(
    pair: Pair, field: str, at_: tuple[str, str],
    named: tuple[dict[str, list[str]], dict[str, list[str]]],
) -> Iterator[Change]:  # fmt: skip
    required = pair.new.required(pair.new.facets(at_[1]))
    for name in named[0].keys() - named[1].keys():
        views: list[View] = [(pair.old, pair.old.facets(named[0][name][0]))]
        good = next(
            (each for each in candidates(views, 3) if pair.old.takes(named[0][name][0], each)), None
        )
        message = (
            "is gone: it would be sent for nothing"
            if pair.side is Side.REQUEST
            else "no longer arrives"
        )
        witness = {name: good} if pair.side is Side.REQUEST else {}
        yield pair.change(
            "property-removed", Effect.BREAKING, f"{field}.{name}", message,
            named[0][name][0], at_[1], witness,
        )  # fmt: skip
    for name in named[1].keys() - named[0].keys():
        needed = pair.side is Side.REQUEST and name in required
        effect = Effect.BREAKING if needed else Effect.COMPATIBLE
        message = "is new, and required" if needed else "is new"
        yield pair.change(
            "property-added", effect, f"{field}.{name}", message,
            at_[0], named[1][name][0], {} if needed else None,
        )  # fmt: skip


def _prose(
    pair: Pair, field: str, old: str, new: str, seen: set[tuple[str, str]]
) -> Iterator[Change]:
    """Tell what only people read, and what is meant where a value is left out."""
    if (old, new) in seen:
        return
    seen.add((old, new))
    facets = pair.old.facets(old), pair.new.facets(new)
    yield from _said_beside(pair, field, old, new)
    named = pair.old.properties(facets[0]), pair.new.properties(facets[1])
    for name in named[0].keys() & named[1].keys():
        yield from _prose(pair, f"{field}.{name}", named[0][name][0], named[1][name][0], seen)
    inner = pair.old.items(facets[0], "items"), pair.new.items(facets[1], "items")
    if inner[0] and inner[1]:
        yield from _prose(pair, f"{field}[]", inner[0][0], inner[1][0], seen)


def _said_beside(pair: Pair, field: str, old: str, new: str) -> Iterator[Change]:
    before, after = _merged(pair.old, old), _merged(pair.new, new)
    if before.get("default") != after.get("default"):
        breaks = pair.side is Side.REQUEST and "default" in before
        effect = Effect.BREAKING if breaks else Effect.DOCUMENTATION
        message = f"default {_said(before.get('default'))} → {_said(after.get('default'))}"
        yield pair.change(
            "default-changed", effect, field, message, old, new, {} if breaks else None
        )
    if before.get("deprecated") is not True and after.get("deprecated") is True:
        yield pair.change("deprecated", Effect.COMPATIBLE, field, "is deprecated", old, new)
    for key in sorted(before.keys() | after.keys()):
        told = key in PROSE - {"default", "deprecated"} or key.startswith("x-")
        if told and before.get(key) != after.get(key):
            rule, message = "documentation-changed", f"{key} is worded differently"
            yield pair.change(rule, Effect.DOCUMENTATION, field, message, old, new)


def _merged(edition: Edition, pointer: str) -> JsonObject:
    """Give what is said at a pointer, with what it refers to below it."""
    made: JsonObject = {}
    for facet in edition.facets(pointer):
        if facet.pointer == pointer or "$ref" in made:
            made = {**facet.node, **made}
        if "$ref" not in facet.node:
            break
    return made


def _shown(field: str, path: Sequence[str | int]) -> str:
    return field + "".join("[]" if isinstance(token, int) else f".{token}" for token in path)


def _kebab(keyword: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", keyword).lower()


def media_type(name: str) -> str:
    """Give a media type without its parameters."""
    return name.partition(";")[0].strip().lower()


def content(node: JsonObject) -> dict[str, str]:
    """Give the media types of something that has content, by the names they are compared by."""
    return {media_type(name): name for name in mapping(node.get("content"))}
