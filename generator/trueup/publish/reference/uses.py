"""Which schemas are shown on their own, since several places lead to them, and how much there is to show of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import at
from trueup.document.references import target
from trueup.document.walk import Part, parts_of
from trueup.page.stated.layers import Layer, layers

_COMPONENTS: Final = "/components/schemas/"
_MANY: Final = 12  # values of an enumeration, which are then not repeated everywhere
_CHOICES: Final = ("oneOf", "anyOf")


@dataclass(frozen=True)
class Uses:
    """What places of a document lead to its schemas."""

    root: JsonObject
    _counts: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, pointer: str, node: JsonObject) -> None:
        """Count the uses of schemas by a part of the document that is shown."""
        for leads in self._walked(kind, pointer, node, self._is_first):
            self._counts[leads] += 1

    def weight(
        self, own: Mapping[str, JsonObject], kind: str, pointer: str, node: JsonObject
    ) -> int:
        """Give how many fields are shown with a part of the document: not those of what is shown on its own."""
        return sum(
            not leads for leads in self._walked(kind, pointer, node, lambda leads: leads not in own)
        )

    def _is_first(self, leads: str) -> bool:
        return _kind(leads) != "schema" or not self._counts[leads]

    def _walked(
        self, kind: str, pointer: str, node: JsonObject, enters: Callable[[str], bool]
    ) -> Iterator[str]:
        """Yield where a part of the document leads to, and "" for each field in it and in what is entered from it."""
        seen, waiting = {pointer}, [(kind, pointer, node)]
        while waiting:
            for part in parts_of(*waiting.pop()):
                if part.kind == "parameter":
                    yield ""
                yield from ("" for _ in mapping(part.node.get("properties")))
                for leads in self._leads(part):
                    if leads not in seen and enters(leads):
                        seen.add(leads)
                        waiting.append((_kind(leads), leads, self._at(leads)))
                    yield leads

    def _at(self, pointer: str) -> JsonObject:
        try:
            return mapping(at(self.root, pointer))
        except KeyError:
            return {}

    def _leads(self, part: Part) -> Iterator[str]:
        reference = part.node.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            yield target(reference)
        for leads in kinds(part.node):
            yield from (leads, leads)  # a kind of several is shown on its own

    def own(self) -> Mapping[str, JsonObject]:
        """Give the schemas that are shown on their own, by pointer, in the document's order."""
        schemas = mapping(mapping(self.root.get("components")).get("schemas"))
        found = {f"{_COMPONENTS}{_token(name)}": mapping(each) for name, each in schemas.items()}
        circles = self._circles(found)
        return {
            pointer: node
            for pointer, node in found.items()
            if (self._counts[pointer] != 1 or pointer in circles) and self._is_large(pointer, node)
        }

    def _is_large(self, pointer: str, node: JsonObject) -> bool:
        of = layers(self.root, pointer, node)
        return any(each.node.get("properties") for each in of) or is_choice(of) or _is_long(of)

    def _circles(self, found: Mapping[str, JsonObject]) -> set[str]:
        """Give the schemas that lead back to themselves."""
        leads = {
            pointer: {
                target(text_of(part.node["$ref"]))
                for part in parts_of("schema", pointer, node)
                if text_of(part.node.get("$ref")).startswith("#/")
            }
            for pointer, node in found.items()
        }
        return {pointer for pointer in found if pointer in _reached(leads[pointer], leads)}


_KINDS: Final[Mapping[str, str]] = {
    "responses": "response",
    "requestBodies": "body",
    "parameters": "parameter",
    "headers": "header",
    "mediaTypes": "media",
    "pathItems": "path",
    "callbacks": "callback",
}


def _kind(pointer: str) -> str:
    section = pointer.split("/")[2] if pointer.startswith("/components/") else ""
    return _KINDS.get(section, "schema")


def kinds(node: JsonObject) -> list[str]:
    """Give the schemas that the values of a discriminator stand for."""
    named = mapping(mapping(node.get("discriminator")).get("mapping")).values()
    return [target(text_of(each)) for each in named if text_of(each).startswith("#/")]


def _token(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _reached(start: Iterable[str], leads: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [*start]
    while waiting:
        pointer = waiting.pop()
        if pointer not in seen:
            seen.add(pointer)
            waiting += leads.get(pointer, ())
    return seen


def is_choice(of: tuple[Layer, ...]) -> bool:
    """Say whether a value may be of several kinds that have fields, or stand in for others."""
    members = (each for layer in of for key in _CHOICES for each in sequence(layer.node.get(key)))
    return any(
        isinstance(each, dict) and ("properties" in each or "$ref" in each or "items" in each)
        for each in members
    )


def _is_long(of: tuple[Layer, ...]) -> bool:
    return any(len(sequence(each.node.get("enum"))) > _MANY for each in of)
