"""Checks of answers: every operation tells of success and of refusal, and shows what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.document.checks.publishing.rules import broken
from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import join
from trueup.document.references import examples_of, found
from trueup.document.source import Document
from trueup.findings import Code, Finding

# What people can read an example of; an image has none.
_READABLE: Final = re.compile(r"text/.*|.*[/+](?:json|xml|yaml|x-www-form-urlencoded)(?:;.*)?")


def check_answers(document: Document) -> Iterator[Finding]:
    """Report operations without an answer of success or of refusal, and answers without an example."""
    for _, pointer, operation, _ in document.parts("operation"):
        answers = mapping(operation.get("responses"))
        where = join(pointer, "responses")
        if not any(status.startswith("2") for status in answers):
            yield broken(document, where, Code.NO_SUCCESS, "no 2xx answer is described")
        if not any(status.startswith("4") or status == "default" for status in answers):
            message = "neither a 4xx nor a default answer is described"
            yield broken(document, where, Code.NO_FAILURE, message)
        for status, answer in answers.items():
            if status.startswith(("2", "4")) or status == "default":
                yield from _examples(document, join(where, status), mapping(answer))


def _examples(document: Document, pointer: str, answer: JsonObject) -> Iterator[Finding]:
    there, named = found(document.root, answer)
    for media_type, each in mapping(there.get("content")).items():
        media, shared = found(document.root, mapping(each))
        if _READABLE.fullmatch(media_type) and not _is_shown(document.root, media):
            where = shared or join(named or pointer, "content", media_type)
            message = f"the answer as {media_type} has no example"
            yield broken(document, where, Code.NO_EXAMPLE, message)


def _is_shown(root: JsonObject, media: JsonObject) -> bool:
    if media.get("examples") or examples_of(root, media):
        return True
    schema, _ = found(root, mapping(media.get("schema")))
    return "example" in schema or bool(schema.get("examples"))
