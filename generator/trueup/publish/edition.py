"""One edition of a document as the comparison reads it: schemas followed to what they mean, values judged by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jsonschema.exceptions import ValidationError

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import at, join
from trueup.document.references import found, target
from trueup.document.source import Document
from trueup.findings import Place
from trueup.kinds import Side
from trueup.standin.schemas import Judge

_ALL = ("allOf", "anyOf", "oneOf")
_ONE = ("if", "then", "else", "not")
_MOST_TRIES: Final = 200_000  # values of all schemas together


@dataclass(frozen=True, slots=True)
class Facet:
    """One schema object that speaks of a place: itself, not what it refers to."""

    pointer: str
    node: JsonObject


class Edition:
    """A document in the 3.1 dialect."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = document.root
        self._judge = Judge(document.root)
        self.tries = _MOST_TRIES  # that are left
        self._known: dict[str, list[Facet]] = {}

    def place(self, pointer: str) -> Place:
        """Give the place of a pointer."""
        return self.document.place(pointer)

    def follow(self, pointer: str, node: JsonObject) -> tuple[str, JsonObject]:
        """Follow the `$ref` of something that is no schema; give where it stands."""
        there, referred = found(self.root, node)
        return referred or pointer, there

    def at(self, pointer: str) -> JsonObject:
        """Give the object at a pointer; an empty one where there is none."""
        return self._node(pointer)

    def facets(self, pointer: str) -> list[Facet]:
        """Give every schema object that speaks of what the schema at a pointer describes."""
        if pointer not in self._known:
            self._known[pointer] = [*self._facets(pointer, set())]
        return self._known[pointer]

    def _facets(self, pointer: str, seen: set[str]) -> Iterator[Facet]:
        if pointer in seen:
            return
        seen.add(pointer)
        node = self._node(pointer)
        yield Facet(pointer, node)
        reference = node.get("$ref")
        if isinstance(reference, str):
            yield from self._facets(target(reference), seen)
        for key in _ALL:
            for index, _ in enumerate(sequence(node.get(key))):
                yield from self._facets(join(pointer, key, index), seen)
        for key in _ONE:
            if key in node:
                yield from self._facets(join(pointer, key), seen)

    def said(self, pointer: str) -> JsonObject:
        """Give what is said outright of a place: at a pointer, where that refers to, and in all parts of either."""
        said: JsonObject = {}
        waiting, seen = [pointer], set[str]()
        while waiting:
            here = waiting.pop(0)
            if here not in seen:
                seen.add(here)
                node = self._node(here)
                said = {**node, **said}
                if isinstance(node.get("$ref"), str):
                    waiting.append(target(str(node["$ref"])))
                waiting += (
                    join(here, "allOf", at) for at, _ in enumerate(sequence(node.get("allOf")))
                )
        return said

    def _node(self, pointer: str) -> JsonObject:
        try:
            return mapping(at(self.root, pointer))
        except KeyError:  # an index, or no reference that leads anywhere
            return {}

    def properties(self, facets: Sequence[Facet]) -> dict[str, list[str]]:
        """Give the pointers of the schemas of each property that is named."""
        named: dict[str, list[str]] = {}
        for facet in facets:
            for name in mapping(facet.node.get("properties")):
                named.setdefault(name, []).append(join(facet.pointer, "properties", name))
        return named

    def required(self, facets: Sequence[Facet]) -> set[str]:
        """Give the names of what any of them requires."""
        return {text_of(name) for facet in facets for name in sequence(facet.node.get("required"))}

    def items(self, facets: Sequence[Facet], key: str) -> list[str]:
        """Give the pointers of what stands under a key that holds a schema: `items`, `additionalProperties`."""
        return [
            join(facet.pointer, key) for facet in facets if isinstance(facet.node.get(key), dict)
        ]

    def takes(self, pointer: str, value: JsonValue, side: Side = Side.REQUEST) -> bool:
        """Say whether the schema at a pointer takes a value."""
        return not self.refusals(pointer, value, side)

    def refusals(self, pointer: str, value: JsonValue, side: Side) -> list[ValidationError]:
        """Give what the schema at a pointer has against a value, sent or received."""
        return self._judge.refusals(
            pointer, value, "request" if side is Side.REQUEST else "response"
        )

    def keyword(self, pointer: str, error: ValidationError) -> str:
        """Give the pointer of the keyword that refuses a value of the schema at a pointer."""
        for step in error.absolute_schema_path:  # in which references leave no trace
            node = self._node(pointer)
            while str(step) not in node and isinstance(node.get("$ref"), str):
                pointer = target(str(node["$ref"]))
                node = self._node(pointer)
            pointer = join(pointer, step)
        return pointer
