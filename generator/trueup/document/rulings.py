"""Rulings: each recorded decision must still be needed, and still be what the spec says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import at, join
from trueup.document.references import merged
from trueup.document.rescuing import is_within
from trueup.document.source import Document
from trueup.findings import Code, Finding

if TYPE_CHECKING:
    from trueup.standin.schemas import Judge


def check_rulings(
    rulings: Document, spec: Document, gone: AbstractSet[str] = frozenset()
) -> tuple[Finding, ...]:
    """Report rulings that are malformed, repeated, lead nowhere, or don't hold in the spec any more.

    `gone`: what was not selected, of which nothing is said.
    """
    malformed = tuple(_malformed(rulings))
    return malformed or tuple(_judged(rulings, spec, gone))


@cache
def _form() -> JsonObject:
    return mapping(json.loads((files("trueup.document") / "rulings.json").read_text("utf-8")))


def _malformed(rulings: Document) -> Iterator[Finding]:
    from jsonschema import Draft202012Validator  # loaded only where rulings are judged

    for error in Draft202012Validator(_form()).iter_errors(rulings.root):
        yield rulings.finding(
            join("", *error.absolute_path),
            Code.BAD_RULINGS,
            error.message,
            "a ruling has id, page, at, contradiction, decision, reason and holds",
        )


def _judged(rulings: Document, spec: Document, gone: AbstractSet[str]) -> Iterator[Finding]:
    from trueup.standin.schemas import Judge

    judge = Judge(spec.root)
    seen: set[JsonValue] = set()
    for index, entry in enumerate(sequence(rulings.root["rulings"])):
        ruling, pointer = mapping(entry), join("/rulings", index)
        if ruling["id"] in seen:
            yield rulings.finding(
                join(pointer, "id"),
                Code.RULING_REPEATED,
                f"two rulings have the id {ruling['id']}",
                "give each its own",
            )
        seen.add(ruling["id"])
        if not is_within(str(ruling["at"]), gone):
            yield from _one(rulings, spec, judge, pointer, ruling)


def _one(
    rulings: Document, spec: Document, judge: Judge, pointer: str, ruling: JsonObject
) -> Iterator[Finding]:
    try:
        node = merged(spec.root, mapping(at(spec.root, str(ruling["at"]))))
    except KeyError:
        yield rulings.finding(
            join(pointer, "at"),
            Code.RULING_ASTRAY,
            f"the spec has nothing at {ruling['at']}",
            "correct the pointer, or remove the ruling with the thing it was about",
        )
        return
    for where, message in _claims(judge, str(ruling["at"]), ruling, node):
        yield rulings.finding(
            join(pointer, *where),
            Code.RULING_STALE,
            message,
            "bring ruling and spec together, or remove the ruling if the page no longer needs it",
        )


def _claims(
    judge: Judge, at_pointer: str, ruling: JsonObject, node: JsonObject
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, value in mapping(ruling["holds"]).items():
        if not _contains(node.get(key), value):
            yield (
                ("holds", key),
                f"the spec no longer says {key}: {json.dumps(value)} at {at_pointer}",
            )
    for index, absent in enumerate(sequence(ruling.get("lacks"))):
        if absent in node:
            yield (
                ("lacks", index),
                f"the spec has {absent} at {at_pointer}, which the ruling rules out",
            )
    for index, value in enumerate(sequence(ruling.get("takes"))):
        if objection := judge.objection(at_pointer, value):
            yield ("takes", index), f"the spec refuses {json.dumps(value)}: {objection}"
    for index, value in enumerate(sequence(ruling.get("refuses"))):
        if judge.objection(at_pointer, value) is None:
            yield (
                ("refuses", index),
                f"the spec takes {json.dumps(value)}: the ruling is not needed",
            )


def _contains(found: JsonValue, wanted: JsonValue) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(key in found and _contains(found[key], value) for key, value in wanted.items())
    return found == wanted and type(found) is type(wanted)
