"""Checks of values the document shows: every default, example and enum value must satisfy its schema."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join
from trueup.document.references import found
from trueup.document.source import Document
from trueup.findings import Code, Finding
from trueup.standin.schemas import Judge


def check_values(document: Document) -> Iterator[Finding]:
    """Report defaults and examples that their own schema refuses; the document is of the 3.1 dialect."""
    judge = Judge(document.root)
    for _, pointer, schema, _ in document.parts("schema"):
        yield from _of_schema(document, judge, pointer, schema)
    for _, pointer, holder, _ in document.parts("media", "parameter", "header"):
        if "$ref" in holder:
            continue
        for where, value in _shown(document.root, pointer, holder):
            if isinstance(holder.get("schema"), dict):
                yield from _judged(document, judge, join(pointer, "schema"), where, value)


def _of_schema(
    document: Document, judge: Judge, pointer: str, schema: JsonObject
) -> Iterator[Finding]:
    if "default" in schema:
        objection = judge.objection(pointer, schema["default"])
        if objection:
            yield document.finding(
                join(pointer, "default"),
                Code.DEFAULT_REFUSED,
                f"the default breaks its own schema: {objection}",
                "correct the default or the constraint; if the page contradicts itself, add a ruling",
            )
    shown = [(join(pointer, "example"), schema[key]) for key in ("example",) if key in schema]
    shown += [
        (join(pointer, "examples", index), value)
        for index, value in enumerate(sequence(schema.get("examples")))
    ]
    for where, value in shown:
        yield from _judged(document, judge, pointer, where, value)


def _judged(
    document: Document, judge: Judge, schema: str, where: str, value: JsonValue
) -> Iterator[Finding]:
    objection = judge.objection(schema, value)
    if objection:
        yield document.finding(
            where,
            Code.EXAMPLE_REFUSED,
            f"the example breaks its own schema: {objection}",
            "correct the example; if it is the page's own, record the original as a ruling",
        )


def _shown(root: JsonObject, pointer: str, holder: JsonObject) -> Iterator[tuple[str, JsonValue]]:
    if "example" in holder:
        yield join(pointer, "example"), holder["example"]
    for name, entry in mapping(holder.get("examples")).items():
        example, referred = found(root, mapping(entry))
        if "value" in example:
            yield join(referred or join(pointer, "examples", name), "value"), example["value"]
