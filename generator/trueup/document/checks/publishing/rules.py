"""The rules of what is published: what each wants, why, and how to fix what breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from trueup.document.source import Document
from trueup.findings import Code, Finding


class Rule(NamedTuple):
    """What a rule wants, why, and how to fix what breaks it."""

    wants: str
    why: str
    fix: str


RULES: Final[Mapping[Code, Rule]] = {
    Code.NO_LICENCE: Rule(
        "The licence has a name, and an identifier or a url",
        "Without a licence nobody may use the document, and a name alone does not say which text it is.",
        "under `info`, write `license: {name: …, identifier: …}` with the SPDX identifier, or a `url`",
    ),
    Code.NO_CONTACT: Rule(
        "The contact has an email or a url",
        "Whoever finds a mistake in the document has to know where to tell it; a name can't be written to.",
        "under `info`, write `contact: {name: …, url: …}`, or an `email`",
    ),
    Code.NOT_SEMANTIC: Rule(
        "info.version is a semantic version",
        "Teams pin a version and read off the next one whether they can take it; a date or a single number can't tell.",
        "write three numbers, like 1.4.0, and raise the first where callers break",
    ),
    Code.UNSTABLE_NAME: Rule(
        "Every operation has an operationId that every generator takes as it is",
        "Generated methods are named by it. Without one, or with one that has to be respelt, each generator makes up"
        " a name of its own, which changes with the path or with the next operation.",
        "give it an operationId of letters, digits and . _ - that differs from all others in more than case and . _ -",
    ),
    Code.UNDESCRIBED: Rule(
        "Every operation has a summary or a description",
        "It is the one line that a reference lists and that the docstring of a generated method starts with.",
        "add a `summary` that says what the operation does",
    ),
    Code.UNDECLARED_TAG: Rule(
        "Every tag of an operation is declared",
        "References make a chapter of each tag, in the order of the declarations; a misspelt tag makes a chapter of"
        " its own, which nobody described.",
        "declare it under `tags`, with a description, or correct its spelling",
    ),
    Code.NO_SUCCESS: Rule(
        "Every operation has a 2xx answer",
        "What comes back after success is what a caller calls for, and what generated methods return.",
        "describe the answer under `responses`, by its status or as '2XX'",
    ),
    Code.NO_FAILURE: Rule(
        "Every operation has a 4xx or default answer",
        "Each call can be refused, and callers can only handle the form of a refusal that is written down.",
        "describe the answer under `responses`, by its status, as '4XX' or as default",
    ),
    Code.NO_EXAMPLE: Rule(
        "Every answer of text or JSON has an example",
        "Mock servers answer with it, references show it, and it is how most people read a schema. Answers of 2xx, 4xx"
        " and default are looked at; an example of the schema counts.",
        "add `examples` (or `example`) beside the schema",
    ),
    Code.UNUSED_COMPONENT: Rule(
        "Every component is used",
        "Consumers generate, read and come to rely on what no operation needs, and its removal breaks them.",
        "remove it, or refer to it where it was meant",
    ),
    Code.INTERNAL_MARKER: Rule(
        "Nothing is marked as internal or unfinished",
        "`x-internal: true`, TODO, FIXME and XXX are for those who write the document. What they stand at was not meant"
        " to be seen yet, or ever.",
        "remove what is internal (an overlay can), finish what is unfinished, or remove the mark",
    ),
    Code.PRIVATE_SERVER: Rule(
        "There is a server, and all can be reached by others",
        "Clients send to the server that the document names. Localhost, private addresses and the names that are"
        " reserved for examples lead nowhere, or to something else.",
        "write the address that others call under `servers`, and remove those that are for developing",
    ),
    Code.TRAILING_SLASH: Rule(
        "No path ends with a slash",
        "Servers, gateways and clients don't agree on whether /jobs and /jobs/ are the same: some redirect, which"
        " loses the body, and some answer 404.",
        "remove the slash at the end, where the service answers without it too",
    ),
    Code.SAME_PATH: Rule(
        "No two paths differ in nothing but the names of their parameters",
        "/jobs/{id} and /jobs/{name} are the same address, and no server can tell which is meant.",
        "put their operations under one path, with one name for the parameter",
    ),
}


def broken(document: Document, pointer: str, code: Code, message: str) -> Finding:
    """Make the finding of a rule that is broken at a JSON pointer."""
    return document.finding(pointer, code, message, RULES[code].fix)


def explained(code: Code) -> str:
    """Explain a rule to a person: what it wants, why, how to fix what breaks it, how to waive it."""
    rule = RULES[code]
    return (
        f"{code}: {rule.wants}.\n\n{rule.why}\n\nTo fix it: {rule.fix}.\n\nTo waive it: write"
        f" `x-waives: {{{code}: the reason}}` at the object that it is told of, or at one around it."
        " A waiver that nothing needs is an error."
    )
