"""One row of a table, as words, and what is read of it."""

from __future__ import annotations

from tests.page.reading_pages import of_words
from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind


def stated(words: str | list[str], type_: str, *siblings: str) -> dict[Kind, JsonValue]:
    """Read the words of a row; give its facts by kind."""
    parts = [words] if isinstance(words, str) else words
    facts, _ = of_words(parts, type_, siblings=siblings)
    return {each.kind: each.value for each in facts}


def value_of(kind: Kind, words: str | list[str], type_: str, *siblings: str) -> JsonValue:
    """Give the value of one kind of fact; None: the words state none."""
    return stated(words, type_, *siblings).get(kind)


def unread(words: str | list[str], type_: str = "String") -> list[str]:
    """Give the sentences that no fact was read from."""
    parts = [words] if isinstance(words, str) else words
    return [each.words for each in of_words(parts, type_)[1]]
