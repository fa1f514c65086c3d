"""Take out of facts what no spec may hold: characters that hide or reorder what is shown."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from trueup.document.json_values import JsonValue
from trueup.page.draft.notes import at_line
from trueup.page.facts import Facts, Field


def cleaned(facts: Facts) -> tuple[Facts, dict[str, tuple[str, ...]]]:
    """Give facts without values that hold unsafe characters, and what is to be decided in their place."""
    told: dict[str, tuple[str, ...]] = {}
    fields: list[Field] = []
    for field in facts.fields:
        kept = tuple(fact for fact in field.facts if is_safe(fact.value))
        bad = [fact for fact in field.facts if not is_safe(fact.value)]
        fields.append(replace(field, facts=kept) if bad else field)
        if bad:
            lost = "the value holds characters that can't be seen"
            told[field.path] = tuple(at_line(f"the {fact.kind}: {lost}", fact.span) for fact in bad)
    examples = tuple(each for each in facts.examples if is_safe(each.value))
    title = plain(facts.title)
    return replace(facts, title=title, fields=tuple(fields), examples=examples), told


def plain(text: str) -> str:
    """Keep text on one line, without characters that can't be seen."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def is_safe(value: JsonValue) -> bool:
    """Say whether a value has no control character, lone surrogate or direction override."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            stack += [*each, *each.values()]
        elif isinstance(each, list):
            stack += each
        elif isinstance(each, str) and any(map(_is_unsafe, each)):
            return False
    return True


def _is_unsafe(character: str) -> bool:
    if character in "\n\t\r":
        return False
    hidden = unicodedata.category(character) in ("Cc", "Cs")
    return hidden or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
