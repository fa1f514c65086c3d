"""Schemas for the runtime to hold: complete in themselves, what they refer to under `$defs`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.document.pointers import at
from trueup.document.references import merged, target
from trueup.formats import HELD
from trueup.lower.keywords import ENFORCED, is_assertion

_ONE: Final = frozenset(
    "items additionalProperties not if then else contains propertyNames".split()
)
_LISTED: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED: Final = frozenset({"properties", "patternProperties", "dependentSchemas"})


@dataclass(slots=True)
class Contained:
    """A schema that was made complete in itself, and the keywords within it that can't be held."""

    root: JsonObject
    foreign: set[str] = field(default_factory=set)
    _shared: dict[str, str] = field(default_factory=dict)
    _defs: JsonObject = field(default_factory=dict)

    def text(self, schema: JsonObject) -> str:
        """Give the canonical JSON of a schema, without words, with all that it refers to."""
        made = self._made(schema)
        return canonical({**made, "$defs": self._defs} if self._defs else made)

    def _made(self, value: JsonValue) -> JsonObject:
        if isinstance(value, bool):
            return {} if value else {"not": {}}
        schema = mapping(value)
        made: JsonObject = {}
        for key, part in schema.items():
            if key == "format" and part in HELD:
                made[key] = part
            if not is_assertion(key):
                continue
            if key not in ENFORCED:
                self.foreign.add(key)
            elif key == "$ref":
                made[key] = f"#/$defs/{self._share(target(text_of(part)))}"
            elif key in _ONE:
                made[key] = part if isinstance(part, bool) else self._made(part)
            elif key in _LISTED:
                made[key] = [self._made(each) for each in sequence(part)]
            elif key in _NAMED:
                made[key] = {name: self._made(each) for name, each in mapping(part).items()}
            else:
                made[key] = part
        return self._sendable(schema, made)

    def _sendable(self, schema: JsonObject, made: JsonObject) -> JsonObject:
        """Do not ask for what can't be sent."""
        wires = mapping(schema.get("properties"))
        hidden = [
            name
            for name in sequence(schema.get("required"))
            if merged(self.root, mapping(wires.get(text_of(name)))).get("readOnly") is True
        ]
        if hidden:
            made["required"] = [each for each in sequence(made["required"]) if each not in hidden]
        return made

    def _share(self, pointer: str) -> str:
        if pointer not in self._shared:
            name = f"s{len(self._shared)}"
            self._shared[pointer] = name
            self._defs[name] = self._made(at(self.root, pointer))
        return self._shared[pointer]
