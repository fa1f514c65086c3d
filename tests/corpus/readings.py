"""The knowing readings of the models, said in JSON Schema: a difference that one of them explains is a known one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker, validators
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_PLAIN: Final = ("not", "if", "then", "else", "contains", "propertyNames")
_EXACT: Final = validators.extend(  # type: ignore[no-untyped-call]  # ships no types
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


class Readings:
    """A document as it is, and as the models read it knowingly."""

    def __init__(self, root: Any, checker: FormatChecker, more: FormatChecker) -> None:
        typed = _Closing(root, closes=False).root()
        closed = _Closing(root, closes=True).root()
        self._roots = {"as it is": root, "typed": typed, "closed": closed}
        self._checkers = {"as it is": checker, "more": more}

    def judge(
        self,
        pointer: str,
        root: str = "as it is",
        formats: str = "as it is",
        kind: type[Draft202012Validator] = Draft202012Validator,
    ) -> Draft202012Validator:
        """Give the validator of the schema at a pointer."""
        resource = DRAFT202012.create_resource(self._roots[root])
        registry: Registry[Any] = Registry().with_resource("urn:document", resource)
        wanted: dict[str, Any] = {"$ref": f"urn:document#{pointer}"}
        if root == "closed" and _Closing(self._roots[root], closes=True).names_fields(wanted):
            wanted["unevaluatedProperties"] = False
        return kind(wanted, registry=registry, format_checker=self._checkers[formats])

    def reasons(self, pointer: str) -> Callable[[Any, bool], str | None]:
        """Give what says which reading explains that a model takes a value, or refuses it."""
        variants = {
            "an object without its type is one": self.judge(pointer, "typed"),
            "a whole number with a point is none": self.judge(pointer, kind=_EXACT),
            "a format that the judge does not know": self.judge(pointer, formats="more"),
            "unknown fields are refused": self.judge(pointer, "closed"),
            "several of these": self.judge(pointer, "closed", "more", _EXACT),
        }

        def reason(value: Any, takes: bool) -> str | None:
            found = (why for why, judge in variants.items() if judge.is_valid(value) is takes)
            return next(found, None)

        return reason


class _Closing:
    """Says that what has properties is an object; `closes`: of these properties alone, where a value stands."""

    def __init__(self, root: Any, *, closes: bool) -> None:
        self._root = root
        self._closes = closes

    def root(self) -> Any:
        schemas = self._root.get("components", {}).get("schemas", {})
        made = {name: self._within(schema) for name, schema in schemas.items()}
        return {**self._root, "components": {**self._root.get("components", {}), "schemas": made}}

    def names_fields(self, schema: Any, seen: frozenset[str] = frozenset()) -> bool:
        """Say whether a schema, merged, names properties."""
        return any(part.get("properties") for part in self._merged(schema, seen))

    def _merged(self, schema: Any, seen: frozenset[str]) -> Iterator[dict[str, Any]]:
        if not isinstance(schema, dict):
            return
        yield schema
        for each in schema.get("allOf", []):
            yield from self._merged(each, seen)
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from self._merged(self._at(reference), seen | {reference})

    def _at(self, reference: str) -> Any:
        found = self._root
        for token in reference.partition("#")[2].split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            found = found[int(token)] if isinstance(found, list) else found.get(token, {})
        return found

    def _value(self, schema: Any) -> Any:
        """Close a schema where a value stands."""
        made = self._within(schema)
        if not self._closes or not isinstance(made, dict) or not self.names_fields(schema):
            return made
        return {"unevaluatedProperties": False, **made}

    def _within(self, schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema
        made = dict(schema)
        if schema.get("properties") and "type" not in schema:
            made["type"] = "object"
        for key in ("properties", "patternProperties"):
            if isinstance(schema.get(key), dict):
                made[key] = {name: self._value(each) for name, each in schema[key].items()}
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                made[key] = self._value(schema[key])
        for key in _PLAIN:
            if isinstance(schema.get(key), dict):
                made[key] = self._within(schema[key])
        own = self._within if self.names_fields(schema) else self._value
        for key, part in (
            ("anyOf", own),
            ("oneOf", own),
            ("allOf", self._within),
            ("prefixItems", self._value),
        ):
            if isinstance(schema.get(key), list):
                made[key] = [part(each) for each in schema[key]]
        return made
