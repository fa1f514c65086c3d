r"""Whether two patterns take the same texts: decided for what a finite automaton can read, within bounds.

Read as JSON Schema means them: a pattern is found anywhere in a text, `$` is its very end, `\d` and `\w` are ASCII.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Final

# Python's own parser of regular expressions, which rstr reads by, too; it has no types.
_parser: Final[Any] = import_module("re._parser")
_MOST_STATES: Final = 6_000  # of an automaton: counted repetitions are written out
_MOST_STEPS: Final = 400_000  # of following both at once
_ENOUGH: Final = 4  # texts for each direction
_LAST: Final = sys.maxunicode
_DIGITS: Final = [(48, 57)]
_WORD: Final = [(48, 57), (65, 90), (95, 95), (97, 122)]
_SPACES: Final = [
    *((9, 13), (32, 32), (160, 160), (5760, 5760), (8192, 8202)),
    *((8232, 8233), (8239, 8239), (8287, 8287), (12288, 12288), (65279, 65279)),
]
_LINES: Final = [(10, 10), (13, 13), (8232, 8233)]
Ranges = list[tuple[int, int]]


class Undecided(Exception):
    """A pattern has something that no automaton can read, or asks for too large a one."""


@dataclass(slots=True)
class _Automaton:
    """States that are left by characters, or by nothing: anywhere, at the start (`^`), or at the end (`$`)."""

    by_characters: list[list[tuple[Ranges, int]]] = field(default_factory=list)
    by_nothing: list[list[tuple[str, int]]] = field(default_factory=list)

    def state(self) -> int:
        if len(self.by_nothing) == _MOST_STATES:
            raise Undecided("too large")
        self.by_characters.append([])
        self.by_nothing.append([])
        return len(self.by_nothing) - 1

    def closure(self, states: Iterable[int], *, start: bool, end: bool = False) -> frozenset[int]:
        open_ = {"", *(["^"] if start else []), *(["$"] if end else [])}
        reached, waiting = set(states), [*states]
        while waiting:
            for how, there in self.by_nothing[waiting.pop()]:
                if how in open_ and there not in reached:
                    reached.add(there)
                    waiting.append(there)
        return frozenset(reached)


class _Language:
    """The texts in which a pattern is found. State 0 is where it begins, state 1 where it has been found."""

    def __init__(self, pattern: str) -> None:
        try:
            parsed = _parser.parse(pattern)
        except Exception:  # what the parser happens to raise
            raise Undecided("it is no pattern that Python reads") from None
        if parsed.state.flags & ~32:  # 32: Unicode, which all patterns are
            raise Undecided("flags")
        self.automaton = _Automaton()
        first, found = self.automaton.state(), self.automaton.state()
        self.automaton.by_nothing[self._all(parsed, first)].append(("", found))
        self.automaton.by_characters[found].append(([(0, _LAST)], found))

    def _all(self, items: Iterable[Any], at: int) -> int:
        for operation, said in items:
            at = self._one(str(operation), said, at)
        return at

    def _one(self, operation: str, said: Any, at: int) -> int:
        match operation:
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                return self._step(_characters(operation, said), at)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, items = said
                return self._repeated(int(least), int(most), items, at)
            case "SUBPATTERN" if not said[1] and not said[2]:
                return self._all(said[3], at)
            case "BRANCH":
                ends = [self._all(branch, self._beside(at)) for branch in said[1]]
                return self._joined(ends)
            case "AT":
                return self._anchored(str(said), at)
        raise Undecided(operation)

    def _step(self, ranges: Ranges, at: int) -> int:
        there = self.automaton.state()
        self.automaton.by_characters[at].append((ranges, there))
        return there

    def _beside(self, at: int) -> int:
        there = self.automaton.state()
        self.automaton.by_nothing[at].append(("", there))
        return there

    def _joined(self, ends: Iterable[int]) -> int:
        there = self.automaton.state()
        for each in ends:
            self.automaton.by_nothing[each].append(("", there))
        return there

    def _anchored(self, said: str, at: int) -> int:
        how = {"AT_BEGINNING": "^", "AT_BEGINNING_STRING": "^", "AT_END": "$", "AT_END_STRING": "$"}
        if said not in how:
            raise Undecided(said)
        there = self.automaton.state()
        self.automaton.by_nothing[at].append((how[said], there))
        return there

    def _repeated(self, least: int, most: int, items: Any, at: int) -> int:
        for _ in range(least):
            at = self._all(items, at)
        if most > _MOST_STATES:
            loop = self._beside(at)
            self.automaton.by_nothing[self._all(items, loop)].append(("", loop))
            return self._beside(loop)
        ends = [at]
        for _ in range(most - least):
            at = self._all(items, at)
            ends.append(at)
        return self._joined(ends)

    def begun(self) -> frozenset[int]:
        return self.automaton.closure([0], start=True)

    def after(self, states: frozenset[int], character: int) -> frozenset[int]:
        if 1 in states:  # once found, found for good
            return frozenset({1})
        reached = {
            there
            for state in states
            for ranges, there in self.automaton.by_characters[state]
            if _within(ranges, character)
        }
        return self.automaton.closure({0, *reached}, start=False)

    def takes(self, states: frozenset[int], *, start: bool) -> bool:
        return 1 in self.automaton.closure(states, start=start, end=True)

    def borders(self) -> set[int]:
        return {
            border
            for steps in self.automaton.by_characters
            for ranges, _ in steps
            for low, high in ranges
            for border in (low, high + 1)
        }


def _characters(operation: str, said: Any) -> Ranges:
    match operation:
        case "LITERAL":
            return [(said, said)]
        case "NOT_LITERAL":
            return _others([(said, said)])
        case "ANY":
            return _others(_LINES)
    negated, ranges = False, Ranges()
    for kind, each in said:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                ranges.append((each, each))
            case "RANGE":
                ranges.append(each)
            case "CATEGORY":
                name = str(each).removeprefix("CATEGORY_")
                named = {"DIGIT": _DIGITS, "WORD": _WORD, "SPACE": _SPACES}
                known = named[name.removeprefix("NOT_")]
                ranges += _others(known) if name.startswith("NOT_") else known
            case other:
                raise Undecided(other)
    return _others(ranges) if negated else sorted(ranges)


def _others(ranges: Ranges) -> Ranges:
    made, at = Ranges(), 0
    for low, high in sorted(ranges):
        if at < low:
            made.append((at, low - 1))
        at = max(at, high + 1)
    return [*made, (at, _LAST)] if at <= _LAST else made


def _within(ranges: Ranges, character: int) -> bool:
    return any(low <= character <= high for low, high in ranges)


@cache
def telling(first: str, second: str, longest: int | None = None) -> tuple[str, ...]:
    """Give texts that one pattern takes and the other does not, the shortest of either kind; none: there are none.

    `longest`: of texts that count. Raise Undecided where that can't be told.
    """
    one, other = _Language(first), _Language(second)
    alphabet = [*_representatives(one.borders() | other.borders())]
    found: dict[bool, list[str]] = {True: [], False: []}
    begun = one.begun(), other.begun()
    waiting = deque([(begun, "")])
    seen, steps = {begun}, 0
    while waiting and min(map(len, found.values())) < _ENOUGH:
        (here, there), text = waiting.popleft()
        taken = one.takes(here, start=not text), other.takes(there, start=not text)
        if taken[0] != taken[1]:
            found[taken[0]].append(text)
        if longest is not None and len(text) >= longest:
            continue
        for character in alphabet:
            steps += len(here) + len(there)
            pair = one.after(here, character), other.after(there, character)
            if pair not in seen:
                seen.add(pair)
                waiting.append((pair, text + chr(character)))
        if steps > _MOST_STEPS:
            if any(found.values()):
                break  # all that is asked for is a text or two
            raise Undecided("too many steps")
    return tuple(text for texts in found.values() for text in texts[:_ENOUGH])


def _representatives(borders: set[int]) -> Iterator[int]:
    """Give one character for each stretch that no pattern parts; those that people can read come first."""
    starts = sorted({0, *borders} - {_LAST + 1})
    plain = [ord(each) for each in "a0A-_ .x"] + [*range(33, 127)]
    chosen: dict[int, int] = {}
    for character in (*plain, *starts):
        chosen.setdefault(bisect_right(starts, character), character)
    for stretch, character in chosen.items():
        if not 0xD800 <= character <= 0xDFFF:  # halves of a character, which no text holds
            yield character
        elif bisect_right(starts, 0xE000) == stretch:
            yield 0xE000
