"""Judge values by the spec's own schemas, with jsonschema: the one place where values meet schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from trueup.document.json_values import JsonObject, JsonValue

# The formats that are judged wherever trueup runs: jsonschema knows more where other packages are installed,
# and openapi-schema-validator means the `time` of a draft that asked for no offset.
_FORMATS: Final = "date date-time email idn-email ipv4 ipv6 regex time uuid".split()
_CHECKER: Final = FormatChecker(formats=())
_CHECKER.checkers = {
    **{name: oas31_format_checker.checkers[name] for name in ("int32", "int64", "float", "double")},
    **{name: Draft202012Validator.FORMAT_CHECKER.checkers[name] for name in _FORMATS},
}


class Judge:
    """Says why a value breaks the schema at a pointer of a (normalized) document."""

    def __init__(self, root: JsonObject) -> None:
        resource = Resource.from_contents(root, default_specification=DRAFT202012)
        self._registry: Registry[JsonValue] = Registry().with_resource("urn:spec", resource)

    def objection(self, pointer: str, value: JsonValue) -> str | None:
        """Give the most telling reason why the schema refuses the value, or None where it takes it.

        A schema that is broken itself refuses nothing: other checks say what is wrong with it.
        """
        try:
            error = best_match(self._errors(pointer, value))
        except Exception:  # jsonschema raises what a malformed keyword happens to cause
            return None
        if error is None:
            return None
        where = "".join(f"/{part}" for part in error.absolute_path)
        return f"{_shortened(error.message)}{f' (at {where})' if where else ''}"

    def _errors(self, pointer: str, value: JsonValue) -> Iterator[ValidationError]:
        validator = OAS31Validator(
            {"$ref": f"urn:spec#{quote(pointer)}"},
            registry=self._registry,
            format_checker=_CHECKER,
        )
        return iter(validator.iter_errors(value))


def _shortened(message: str) -> str:
    return message if len(message) <= 160 else f"{message[:100]} … {message[-50:]}"
