"""A node of a document that has a known form: its parts by their keys, or a refusal at the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Refused

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document and where it stands."""

    document: Document
    pointer: str
    value: JsonValue

    def refused(self, what: str) -> Refused:
        """Refuse the document at this place."""
        return Refused(
            self.document.finding(
                self.pointer, Code.BAD_FACTS, what, "restore the file, or write it anew"
            )
        )

    def parts(self, *keys: str, optional: tuple[str, ...] = ()) -> JsonObject:
        """Give the node as an object that has these keys and no others."""
        if not isinstance(self.value, dict):
            raise self.refused("an object is wanted here")
        for key in keys:
            if key not in self.value:
                raise self.refused(f"{key} is missing")
        for key in self.value:
            if key not in keys and key not in optional:
                raise self.part(key).refused(f"unknown key {key}")
        return self.value

    def part(self, key: str) -> Node:
        """Give a part; null where there is none."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(self.document, join(self.pointer, key), value)

    def items(self, key: str) -> Iterator[Node]:
        """Give the items of a part that is a list."""
        part = self.part(key)
        if not isinstance(part.value, list):
            raise part.refused(f"{key} is no list")
        for index, each in enumerate(part.value):
            yield Node(self.document, join(part.pointer, index), each)

    def as_text(self) -> str:
        """Give the node as text."""
        if not isinstance(self.value, str):
            raise self.refused("text is wanted here")
        return self.value

    def whole(self) -> int:
        """Give the node as a whole number, 0 or above."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise self.refused("a whole number from 0 is wanted here")
        return self.value

    def text(self, key: str) -> str:
        """Give a part that is text."""
        return self.part(key).as_text()

    def number(self, key: str) -> int:
        """Give a part that is a whole number, 0 or above."""
        return self.part(key).whole()

    def one_of(self, key: str, family: type[T]) -> T:
        """Give a part that is a member of a closed family."""
        text = self.text(key)
        if text not in family.__members__.values():
            raise self.part(key).refused(f"{key} is none of those there are: {text}")
        return family(text)
