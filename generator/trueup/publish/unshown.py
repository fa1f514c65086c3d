"""What differs between two schemas though no value that was tried tells them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.publish.change import Change, Effect, Turn
from trueup.publish.fields import Meeting
from trueup.publish.languages import Undecided
from trueup.publish.pair import Pair
from trueup.publish.saying import said
from trueup.publish.texts import apart, patterns, values

# Formats that jsonschema judges nowhere here, each with a text that is none.
_NOT_OF: Final[Mapping[str, str]] = {
    "uri": "a b", "uri-reference": "a b", "uri-template": "{", "iri": "a b", "iri-reference": "a b",
    "hostname": "-", "idn-hostname": "-", "duration": "a", "json-pointer": "a",
    "relative-json-pointer": "a", "byte": "é",
}  # fmt: skip


def unshown(pair: Pair, here: Meeting, told: set[str]) -> Iterator[Change]:
    """Tell the patterns, formats and encodings of a place that differ; `told`: the keywords that values showed."""
    nodes = [
        [facet.node for facet in edition.facets(pointer)]
        for edition, pointer in ((pair.old, here.old), (pair.new, here.new))
    ]
    if "pattern" not in told and _in_doubt(nodes[0], nodes[1]):
        shown = [" and ".join(map(said, patterns(each))) or "none" for each in nodes]
        doubt = "no text was found that tells them apart, nor is it proven that none does"
        message = f"pattern {shown[0]} → {shown[1]}: {doubt}"
        yield pair.change(
            "pattern-undecided", Effect.BREAKING, here.field, message, here.old, here.new
        )
    if "format" not in told:
        yield from _formats(pair, here, nodes[0], nodes[1])
    before, after = pair.old.said(here.old), pair.new.said(here.new)
    for keyword, rule in (("contentEncoding", "encoding"), ("contentMediaType", "media-type")):
        was, is_ = before.get(keyword), after.get(keyword)
        if was != is_ and (keyword == "contentEncoding" or (was and is_)):
            message = f"{keyword} {said(was)} → {said(is_)}: the same text means something else"
            yield pair.change(
                f"content-{rule}-changed",
                Effect.BREAKING,
                here.field,
                message,
                here.old,
                here.new,
                "YQ==",
            )


def _in_doubt(old: Sequence[JsonObject], new: Sequence[JsonObject]) -> bool:
    """Say whether patterns differ, and it can't be ruled out that it matters."""
    try:
        return bool(apart(old, new))
    except Undecided:
        return True


def _formats(
    pair: Pair, here: Meeting, old: list[JsonObject], new: list[JsonObject]
) -> Iterator[Change]:
    formats = [
        sorted({each for node in nodes if isinstance(each := node.get("format"), str)})
        for nodes in (old, new)
    ]
    if formats[0] == formats[1] or values(old) or values(new):
        return
    shown = [said(", ".join(each) or None) for each in formats]
    known = [{each for each in some if each in _NOT_OF} for some in formats]
    message = f"format {shown[0]} → {shown[1]}"
    for turn, more in ((Turn.NARROWED, known[1] - known[0]), (Turn.WIDENED, known[0] - known[1])):
        if more:
            witness = _NOT_OF[min(more)]
            yield pair.change(
                f"format-{turn}",
                turn.effect(pair.side),
                here.field,
                message,
                here.old,
                here.new,
                witness,
            )
    if known[0] == known[1]:
        rule = "documentation-changed"
        yield pair.change(
            rule, Effect.DOCUMENTATION, here.field, message, here.old, here.new, keyword="format"
        )
