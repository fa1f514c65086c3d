"""The variables of a collection: what a caller fills in once, for all requests."""

from __future__ import annotations

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue


class Variables:
    """Gathers the variables that requests name; what means different things has different names."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}
        self._made: dict[str, JsonObject] = {}

    def named(self, kind: str, name: str, value: str = "", doc: str = "") -> str:
        """Give what stands for a variable of a kind; the first to ask says its value and what it is."""
        key = self._keys.get((kind, name))
        if key is None:
            key = names.distinct(name, self._keys.values())
            self._keys[kind, name] = key
            told: JsonObject = {"key": key, "value": value, "type": "string"}
            self._made[key] = {**told, "description": doc} if doc else told
        return f"{{{{{key}}}}}"

    def give(self, kind: str, name: str, value: str) -> None:
        """Give a variable that was named its value."""
        self._made[self._keys[kind, name]]["value"] = value

    @property
    def made(self) -> list[JsonValue]:
        """All variables, in the order in which they were named first."""
        return [*self._made.values()]
