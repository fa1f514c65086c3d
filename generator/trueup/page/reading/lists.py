"""Lists of options: items of a list, or, on pages that have lost its signs, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trueup.page.blocks import Code
from trueup.page.reading import enums
from trueup.page.reading.enums import Option
from trueup.page.reading.sentences import Context, Sentence


@dataclass(frozen=True, slots=True)
class OptionList:
    """A list of options: what it lists, its sentences, and where in the cell it ends."""

    options: tuple[Option, ...]
    heads: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    end: int


def option_list(
    parts: Sequence[Sentence | Code], start: int, context: Context, *, introduced: bool
) -> OptionList | None:
    """Read the list of options that starts here; None: none does.

    A list that no sentence introduces needs two options at least, each with its meaning.
    """
    items = list(_items(parts, start, lambda part: part.item))
    if not items:
        items = _without_signs(parts, start, context, introduced=introduced)
    heads = [item[0] for item in items]
    found = enums.options(heads, context)
    listed = len(found) > 1 and (all(each.meaning for each in found) or _bare(heads))
    if not found or not (introduced or listed):
        return None
    sentences = tuple(part for item in items for part in item)
    return OptionList(tuple(found), tuple(heads), sentences, start + len(sentences))


def _bare(heads: Sequence[Sentence]) -> bool:
    """Say whether a list is of single words, and nothing else."""
    return all(
        re.fullmatch(r"[\"'“]?[A-Za-z0-9][\w.\-]*[\"'”]?", head.words, re.ASCII) for head in heads
    )


def _items(
    parts: Sequence[Sentence | Code], start: int, belongs: Callable[[Sentence], bool]
) -> Iterator[list[Sentence]]:
    """Give the items that start here, each with all its sentences."""
    item: list[Sentence] = []
    for part in parts[start:]:
        if isinstance(part, Code) or not belongs(part):
            break
        if part.opens and item:
            yield item
            item = []
        item.append(part)
    if item:
        yield item


def _without_signs(
    parts: Sequence[Sentence | Code], start: int, context: Context, *, introduced: bool
) -> list[list[Sentence]]:
    first = parts[start] if start < len(parts) else None
    if not isinstance(first, Sentence) or first.item:
        return []
    if not first.opens:
        return [[each] for each in _run(parts, start, context)]
    found: list[list[Sentence]] = []
    for item in _items(parts, start, lambda part: not part.item and part.label is first.label):
        short = _bare(item[:1]) or (introduced and len(item[0].words) < 40)
        bare = short and enums.option(item[0], context)
        if not (bare or enums.is_plain_option(item[0], context)):
            break
        found.append(item)
    return found


def _run(parts: Sequence[Sentence | Code], start: int, context: Context) -> Iterator[Sentence]:
    """Give the sentences of one paragraph that are options of a number: "0: waiting. 1: running."."""
    for part in parts[start:]:
        if isinstance(part, Code) or part.opens or not context.numeric:
            return
        if not enums.is_plain_option(part, context):
            return
        yield part
