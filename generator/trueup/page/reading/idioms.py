"""Idioms: the ways in which pages say one thing, tried in order; the first that is found counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Idioms: TypeAlias = tuple[re.Pattern[str], ...]


def idioms(*patterns: str) -> Idioms:
    """Compile idioms; case doesn't count."""
    return tuple(re.compile(each, re.IGNORECASE) for each in patterns)


def either(*phrases: str) -> str:
    """Give the pattern of any of several phrases."""
    return f"(?:{'|'.join(phrases)})"


def first(patterns: Idioms, words: str, start: int = 0) -> re.Match[str] | None:
    """Find the first idiom that words have; None: they have none of them."""
    return next((hit for each in patterns if (hit := each.search(words, start))), None)


def said(hit: re.Match[str]) -> str:
    """Give the one named part that an idiom found."""
    return next((part for part in hit.groupdict().values() if part is not None), "")


def words(text: str) -> frozenset[str]:
    """Give a set of words, or of phrases parted by bars."""
    return frozenset(text.split("|") if "|" in text else text.split())


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile what any of several patterns finds."""
    return re.compile("|".join(patterns), re.IGNORECASE)
