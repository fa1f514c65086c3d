"""The contradictions of a page with itself: examples, defaults, facts that differ, sentences said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonValue, canonical, mapping
from trueup.page.blocks import Span
from trueup.page.contradictions.contradiction import About, Contradiction, distinct, without_prose
from trueup.page.contradictions.examples import check_examples, check_shown
from trueup.page.contradictions.fitting import misfit
from trueup.page.facts import Facts, Field, Kind
from trueup.page.paths import container
from trueup.page.statement import normal, statement

_WHETHER: Final = re.compile(r"whether\b|indicates? whether\b|是否", re.IGNORECASE)
_COMMAS: Final = re.compile(
    r"\bcommas?\b.*\bseparat|\bseparat\w*\b.*\bcommas?\b|逗号.*(?:分隔|隔开|分割)", re.IGNORECASE
)


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Give every contradiction of a page with itself, in the page's order."""
    found = list(check_examples(facts))
    for field in facts.fields:
        found += check_shown(field)
        found += _differing(field)
        found += _defaults(field)
        found += _against_type(field)
        found += _said_twice(field)
    found += _said_of_siblings(facts)
    return distinct(found)


def _differing(field: Field) -> Iterator[Contradiction]:
    """Tell the kinds of which a row states different values; advice may be manifold."""
    integral = _type(field) == "integer"
    for kind in Kind:
        if kind in (Kind.EXAMPLE, Kind.ADVICE):
            continue
        stated = [fact for fact in field.facts if fact.kind is kind and fact.value != {}]
        values: dict[str, JsonValue] = {}
        for fact in stated:
            value = normal(kind, fact.value, integral=integral)
            values.setdefault(canonical(value), value)
        if len(values) > 1:
            what = f"the row states {len(values)} values of the kind {kind} that differ"
            yield Contradiction(field.path, kind, what, stated[1].span, list(values.values()))


def _defaults(field: Field) -> Iterator[Contradiction]:
    stated = statement(field)
    mandatory = True in field.values(Kind.MANDATORY)
    for fact in field.facts:
        if fact.kind is Kind.COMPUTED:
            what, says = "the default is computed, no schema can say that", stated[Kind.COMPUTED]
            yield Contradiction(field.path, Kind.COMPUTED, what, fact.span, says)
        if fact.kind is Kind.DEFAULT:
            says = without_prose(normal(Kind.DEFAULT, fact.value, integral=False))
            if wrong := misfit(fact.value, stated):
                what = f"the default {wrong.what}"
                yield Contradiction(field.path, Kind.DEFAULT, what, fact.span, says)
            if mandatory:
                what = "the field is mandatory, and has a default"
                yield Contradiction(field.path, Kind.DEFAULT, what, fact.span, says)


def _against_type(field: Field) -> Iterator[Contradiction]:
    """Tell words that speak of another type than the row's."""
    sentences, type_ = _sentences(field), _type(field)
    if type_ == "string" and sentences and _WHETHER.match(sentences[0][1]):
        what = "a yes or no is typed as text"
        yield _typed(field, what, sentences[0][0])
    if type_ == "array":
        for span, words in sentences:
            if _COMMAS.search(words):
                yield _typed(field, "a list is to be written as text with commas", span)


def _typed(field: Field, what: str, span: Span) -> Contradiction:
    return Contradiction(field.path, Kind.TYPE, what, span, statement(field)[Kind.TYPE])


def _said_twice(field: Field) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for each in field.unread:
        words = _plain(each.words)
        if words and words in seen:
            what = "the row has the same sentence twice"
            yield Contradiction(field.path, About.WORDING, what, each.span)
        seen.add(words)


def _said_of_siblings(facts: Facts) -> Iterator[Contradiction]:
    """Tell rows that begin with the sentence that another row of the same object begins with."""
    seen: dict[tuple[str, str], Field] = {}
    for field in facts.fields:
        sentences = _sentences(field)
        unread = {each.span for each in field.unread}
        if not sentences or sentences[0][0] not in unread or not _plain(sentences[0][1]):
            continue
        first = seen.setdefault((container(field), _plain(sentences[0][1])), field)
        if first is not field:
            what = f"the row begins with the sentence that {first.path} begins with"
            yield Contradiction(field.path, About.WORDING, what, sentences[0][0])


def _sentences(field: Field) -> list[tuple[Span, str]]:
    """Give the words of a row's description that are known, in the page's order."""
    read = [fact for fact in field.facts if fact.kind not in (Kind.TYPE, Kind.MANDATORY)]
    found = [(each.span, each.words) for each in read]
    found += [(each.span, each.words) for each in field.unread]
    return sorted((span, words) for span, words in found if words)


def _plain(words: str) -> str:
    """Give a sentence as it compares; nothing for what is too short to be one."""
    plain = " ".join(words.casefold().strip(" .。;；").split())
    return plain if plain.count(" ") >= 2 or (len(plain) > 6 and not plain.isascii()) else ""


def _type(field: Field) -> JsonValue:
    return mapping(statement(field).get(Kind.TYPE)).get("type")
