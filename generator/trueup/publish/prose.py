"""What two schemas tell people, and what they say is meant where a value is left out."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import JsonObject, JsonValue, canonical
from trueup.kinds import Side
from trueup.publish.change import Change, Effect
from trueup.publish.fields import Meeting
from trueup.publish.likeness import PROSE
from trueup.publish.pair import Pair
from trueup.publish.saying import said


def prose(pair: Pair, here: Meeting) -> Iterator[Change]:
    """Tell what is worded differently at a place."""
    before, after = pair.old.said(here.old), pair.new.said(here.new)
    places = here.field, here.old, here.new
    field, old, new = places
    if canonical(before.get("default")) != canonical(after.get("default")):
        breaks = pair.side is Side.REQUEST and "default" in before
        effect = Effect.BREAKING if breaks else Effect.DOCUMENTATION
        message = f"default {said(before.get('default'))} → {said(after.get('default'))}"
        witness: JsonValue = {} if breaks else None
        yield pair.change("default-changed", effect, field, message, old, new, witness)
    if before.get("deprecated") is not True and after.get("deprecated") is True:
        yield pair.change("deprecated", Effect.COMPATIBLE, field, "is deprecated", old, new)
    for key in sorted(before.keys() | after.keys()):
        # A row that got another number, as pages do, is no news of the field.
        told = key in PROSE - {"default", "deprecated"} or (
            key.startswith("x-") and key != "x-page"
        )
        if told and before.get(key) != after.get(key):
            rule, message = "documentation-changed", f"{key} is worded differently"
            yield pair.change(rule, Effect.DOCUMENTATION, field, message, old, new, keyword=key)


# What is only read, of what is no schema.
_READ = frozenset(
    "summary description tags externalDocs example examples links bearerFormat".split()
)


def worded(
    pair: Pair, field: str, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    """Tell what is worded differently of something that is no schema."""
    before, after = old[1], new[1]
    if before.get("deprecated") is not True and after.get("deprecated") is True:
        yield pair.change("deprecated", Effect.COMPATIBLE, field, "is deprecated", old[0], new[0])
    for key in sorted(before.keys() | after.keys()):
        told = key in _READ or (key.startswith("x-") and key not in ("x-sunset", "x-page"))
        if told and before.get(key) != after.get(key):
            rule, message = "documentation-changed", f"{key} is worded differently"
            yield pair.change(
                rule, Effect.DOCUMENTATION, field, message, old[0], new[0], keyword=key
            )
