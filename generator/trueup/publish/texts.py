"""Texts worth trying: at the lengths that a schema says, of its formats, and those that tell patterns apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import Final

import rstr

from trueup.document.json_values import JsonObject, JsonValue, sequence
from trueup.formats import SAMPLES
from trueup.publish.languages import Undecided, telling

_LONGEST: Final = 2_000_000  # characters of a text that is tried
_OF_FORMATS: Final = ("2024-02-29", "2024-02-29T12:00:00Z", "12:00:00Z", *SAMPLES.values())


def texts_of(node: JsonObject) -> Iterator[str]:
    """Give texts on and beside what a schema says of them."""
    for key in ("minLength", "maxLength"):
        length = node.get(key)
        if isinstance(length, int) and length < _LONGEST:
            yield from ("a" * (length + more) for more in (0, 1, -1) if length + more >= 0)
    pattern = node.get("pattern")
    if isinstance(pattern, str):
        yield from matching(pattern)
        yield from re.findall(r"[A-Za-z0-9]{2,}", pattern)  # a word that is refused by name, too
    if isinstance(node.get("format"), str):
        yield from _OF_FORMATS


@lru_cache(maxsize=1024)
def matching(pattern: str, count: int = 12) -> tuple[str, ...]:
    """Give texts that a pattern matches, the same ones each time; none of a pattern that Python can't read."""
    try:
        made = rstr.Rstr(Random(0))  # noqa: S311 - no secret
        return tuple(made.xeger(pattern) for _ in range(count))
    except Exception:  # what the pattern's parser happens to raise
        return ()


def apart(old: Sequence[JsonObject], new: Sequence[JsonObject]) -> Sequence[str]:
    """Give texts that the patterns of two schemas tell apart. Raise Undecided where that can't be told."""
    if patterns(old) == patterns(new):
        return ()
    read = _as_pattern(old), _as_pattern(new)
    if read[0] is None or read[1] is None:
        raise Undecided("more than one pattern")
    return telling(read[0], read[1], _longest([*old, *new]))


def patterns(nodes: Sequence[JsonObject]) -> list[str]:
    """Give the patterns of schemas, each once."""
    return sorted({each for node in nodes if isinstance(each := node.get("pattern"), str)})


def values(nodes: Sequence[JsonObject]) -> list[str]:
    """Give the texts that schemas name one by one."""
    named: list[JsonValue] = [each for node in nodes for each in sequence(node.get("enum"))]
    named += [node["const"] for node in nodes if "const" in node]
    return [each for each in named if isinstance(each, str)]


def _as_pattern(nodes: Sequence[JsonObject]) -> str | None:
    """Give the one pattern that says which texts a place takes; None where it takes more than one to say it."""
    found, named = patterns(nodes), values(nodes)
    if named and not found:
        return f"^(?:{'|'.join(map(re.escape, named))})$"
    return None if len(found) > 1 or named else next(iter(found), "")


def _longest(nodes: Sequence[JsonObject]) -> int | None:
    """Give the longest text that counts, where each schema with a pattern says one."""
    limits = [node.get("maxLength") for node in nodes if "pattern" in node]
    known = [each for each in limits if isinstance(each, int)]
    return max(known) if known and len(known) == len(limits) else None
