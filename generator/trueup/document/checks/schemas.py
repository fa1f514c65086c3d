"""Checks of Schema Objects: well-formed keywords, none mistyped, patterns that compile, enums with names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from jsonschema import Draft202012Validator

from trueup import names as names_module
from trueup.document.checks.well_formed import plainly_well_formed
from trueup.document.json_values import JsonObject, sequence
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.document.walk import Part
from trueup.findings import Code, Finding

_TYPES: Final = ("array", "boolean", "integer", "null", "number", "object", "string")
KEYWORDS: Final = frozenset(
    "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary additionalProperties"
    " allOf anyOf const contains contentEncoding contentMediaType contentSchema default dependentRequired"
    " dependentSchemas deprecated description discriminator else enum example examples exclusiveMaximum"
    " exclusiveMinimum externalDocs format if items maxContains maxItems maxLength maxProperties maximum"
    " minContains minItems minLength minProperties minimum multipleOf not oneOf pattern patternProperties"
    " prefixItems properties propertyNames readOnly required then title type unevaluatedItems"
    " unevaluatedProperties uniqueItems writeOnly xml".split()
)


def check_schemas(document: Document) -> Iterator[Finding]:
    """Report malformed and mistyped keywords; the document is of the 3.1 dialect."""
    found = document.parts("schema")
    for pointer, schema in _doubtful(found):
        yield from _malformed(document, pointer, schema)
    for _, pointer, schema, _ in found:
        yield from _mistyped(document, pointer, schema)
        yield from _pattern(document, pointer, schema)
        yield from _enum(document, pointer, schema)


def _doubtful(found: Iterable[Part]) -> Iterator[tuple[str, JsonObject]]:
    """Give the schemas, held by no other, that may be malformed themselves or within."""
    outer, told = "", ""
    of: JsonObject = {}
    for _, pointer, schema, inner in found:
        if not inner:
            outer, of = pointer, schema
        if told != outer and not plainly_well_formed(schema):
            told = outer
            yield outer, of


def _malformed(document: Document, pointer: str, schema: JsonObject) -> Iterator[Finding]:
    validator = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in validator.iter_errors(schema):
        where = join(pointer, *error.absolute_path)
        message = error.message
        fix = "give the keyword a value of its kind"
        if error.absolute_path and error.absolute_path[-1] == "type":
            message = f"{error.instance!r} is not a type"
            fix = f"use one of {', '.join(_TYPES)}"
        yield document.finding(where, Code.INVALID_DOCUMENT, message, fix)


def _mistyped(document: Document, pointer: str, schema: JsonObject) -> Iterator[Finding]:
    for keyword in schema:
        if keyword in KEYWORDS or keyword.startswith("x-"):
            continue
        near = difflib.get_close_matches(keyword, KEYWORDS, n=1)
        fix = f"did you mean {near[0]}?" if near else "remove it, or make it an `x-` extension"
        message = f"{keyword} is not a schema keyword"
        yield document.finding(join(pointer, keyword), Code.UNKNOWN_KEYWORD, message, fix)


def _pattern(document: Document, pointer: str, schema: JsonObject) -> Iterator[Finding]:
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        try:
            re.compile(pattern)
        except re.error as error:
            yield document.finding(
                join(pointer, "pattern"),
                Code.BAD_PATTERN,
                f"the pattern does not compile: {error.msg}",
                "mend the regular expression",
            )


def _enum(document: Document, pointer: str, schema: JsonObject) -> Iterator[Finding]:
    values = sequence(schema.get("enum"))
    for keyword in ("x-enum-varnames", "x-enum-descriptions"):
        named = schema.get(keyword)
        counts = (len(values), sum(value is not None for value in values))  # null needs no name
        if isinstance(named, list) and len(named) not in counts:
            message = f"{keyword} has {len(named)} entries for {len(values)} enum values"
            yield document.finding(
                join(pointer, keyword), Code.ENUM_MISMATCH, message, "give one entry for each value"
            )
    names = sequence(schema.get("x-enum-varnames"))
    distinct = {str(name) for name in names}
    if len(distinct) < len(names) or not all(map(names_module.can_be_member, distinct)):
        yield document.finding(
            join(pointer, "x-enum-varnames"),
            Code.ENUM_MISMATCH,
            "the names of the enum's values are not distinct identifiers",
            "use letters, digits and underscores, each name once",
        )
