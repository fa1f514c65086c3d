"""A contradiction of a page with itself: what is told of it, and that none is told twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

from trueup.document.json_values import JsonValue, canonical
from trueup.page.blocks import Span
from trueup.page.facts import Kind

MOST_LEVELS: Final = 50


class About(StrEnum):
    """What a disagreement or a contradiction is about where it is about no single kind of fact."""

    FIELD = "field"
    PLACE = "place"
    STATUS = "status"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things on a page that can't both be so, or that no schema can say.

    `fact`: a `Kind` or an `About`. `says`: the value that the page states there, None where it states none.
    """

    path: str
    fact: Kind | About
    what: str
    span: Span
    says: JsonValue = None


def distinct(found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Make one of all that are about the same value of the same field, in the page's order."""
    kept: dict[tuple[str, str, str], Contradiction] = {}
    for each in found:
        key = (each.path, each.fact, canonical(each.says))
        was = kept.get(key)
        if was is None:
            kept[key] = each
        elif each.what not in was.what.split("; "):
            kept[key] = replace(was, what=f"{was.what}; {each.what}")
    return tuple(sorted(kept.values(), key=lambda each: (each.span, each.path, each.fact)))


def without_prose(value: JsonValue, levels: int = MOST_LEVELS) -> JsonValue:
    """Give a value with digests in place of texts that read like sentences: those are the page's own.

    What is nested deeper than anybody nests an example is left out.
    """
    if isinstance(value, list | dict) and not levels:
        return None
    if isinstance(value, list):
        return [without_prose(each, levels - 1) for each in value]
    if isinstance(value, dict):
        return {key: without_prose(each, levels - 1) for key, each in value.items()}
    if isinstance(value, str) and _is_prose(value):
        return f"sha256:{sha256(value.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return value


def _is_prose(text: str) -> bool:
    return len(text.split()) > 3 or (len(text) > 8 and not text.isascii())
