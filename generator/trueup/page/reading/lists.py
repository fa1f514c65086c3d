"""Lists of options: items of a list, or, on pages that have lost its signs, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, TypeAlias

from trueup.page.blocks import Code
from trueup.page.reading.options import Option, is_default, is_plain_option, option, options
from trueup.page.reading.sentences import Context, Sentence

Part: TypeAlias = Sentence | Code
_Item: TypeAlias = list[Sentence]

_BARE: Final = re.compile(r"[\"'“]?[A-Za-z0-9][\w.\-]*[\"'”]?", re.ASCII)
_SHORT: Final = 40


@dataclass(frozen=True, slots=True)
class OptionList:
    """A list of options: what it lists, the heads of its items, all its sentences, where it ends.

    Without options: there is no list, and none starts before `end`.
    """

    end: int
    options: tuple[Option, ...] = ()
    heads: tuple[Sentence, ...] = ()
    sentences: tuple[Sentence, ...] = ()


def option_list(
    parts: Sequence[Part], start: int, context: Context, *, introduced: bool
) -> OptionList:
    """Read the list of options that starts here, if one does.

    A list that no sentence introduces needs two options at least, each with its meaning, or none with one.
    """
    items = list(_items(takewhile(_is_item, _sentences(parts, start))))
    none = OptionList(_past_prose(items, start, context))
    if not items:
        items, end = _without_signs(parts, start, context, introduced=introduced)
        none = OptionList(end)
    heads = [item[0] for item in items]
    found = options(heads, context)
    alike = all(each.meaning for each in found) or all(map(_is_bare, heads))
    if not found or not (introduced or (len(found) > 1 and alike)):
        return none
    sentences = tuple(part for item in items for part in item)
    return OptionList(start + len(sentences), tuple(found), tuple(heads), sentences)


def _past_prose(items: Sequence[_Item], start: int, context: Context) -> int:
    """Tell where a list may start, if none does here: after the last item that is no option."""
    end = start + sum(map(len, items))
    at = end
    for item in reversed(items):
        at -= len(item)
        if not is_default(item[0]) and option(item[0], context) is None:
            return at + len(item)
    return end


def _is_item(sentence: Sentence) -> bool:
    return sentence.item


def _is_bare(sentence: Sentence) -> bool:
    """Say whether a sentence is a single word, and nothing else."""
    return bool(_BARE.fullmatch(sentence.words))


def _sentences(parts: Sequence[Part], start: int) -> Iterator[Sentence]:
    """Give the sentences that start here, up to a block of code."""
    for at in range(start, len(parts)):
        part = parts[at]
        if isinstance(part, Code):
            return
        yield part


def _items(sentences: Iterator[Sentence]) -> Iterator[_Item]:
    """Give the paragraphs that sentences are of, each with all its sentences."""
    item: _Item = []
    for sentence in sentences:
        if sentence.opens and item:
            yield item
            item = []
        item.append(sentence)
    if item:
        yield item


def _without_signs(
    parts: Sequence[Part], start: int, context: Context, *, introduced: bool
) -> tuple[list[_Item], int]:
    """Give the items of a list that has no signs, and, in case it is none, before where none starts."""
    first = next(_sentences(parts, start), None)
    if first is None or first.item:
        return [], start
    if not first.opens:
        return [[each] for each in _run(parts, start, context)], start
    found: list[_Item] = []
    at = start
    alike = takewhile(
        lambda each: not each.item and each.label is first.label, _sentences(parts, start)
    )
    for item in _items(alike):
        short = _is_bare(item[0]) or (introduced and len(item[0].words) < _SHORT)
        bare = bool(short and option(item[0], context))
        if not (bare or is_plain_option(item[0], context)):
            break
        if found and not introduced and bare != _is_bare(found[0][0]):
            return [], at
        found.append(item)
        at += len(item)
    return found, start


def _run(parts: Sequence[Part], start: int, context: Context) -> Iterator[Sentence]:
    """Give the sentences of one paragraph that are options of a number: "0: waiting. 1: running."."""
    if not context.numeric:
        return
    for sentence in _sentences(parts, start):
        if sentence.opens or not is_plain_option(sentence, context):
            return
        yield sentence
