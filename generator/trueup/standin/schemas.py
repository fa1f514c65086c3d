"""Judge values by a document's own schemas, with jsonschema: the one place where values meet schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import quote, unquote

try:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import ValidationError, best_match
    from jsonschema.validators import extend
    from openapi_schema_validator import OAS31Validator, oas31_format_checker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        f"judging requests needs {missing.name}: install this library with its extra `testing`",
        name=missing.name,
    ) from missing

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]
# Which of its properties a schema is about: those of a request, of an answer, or all.
Side: TypeAlias = Literal["request", "response"]

# The formats that are judged wherever this runs: jsonschema knows more where other packages are installed,
# and openapi-schema-validator means the `time` of a draft that asked for no offset.
_FORMATS: Final = "date date-time email idn-email ipv4 ipv6 regex time uuid".split()
_CHECKER: Final = FormatChecker(formats=())
_CHECKER.checkers = {
    **{name: oas31_format_checker.checkers[name] for name in ("int32", "int64", "float", "double")},
    **{name: Draft202012Validator.FORMAT_CHECKER.checkers[name] for name in _FORMATS},
}
_extended: Final[Any] = extend  # which has no types
_HIDDEN: Final[Mapping[Side, str]] = {"request": "readOnly", "response": "writeOnly"}


class Judge:
    """Says why a value breaks the schema at a pointer of a (normalized) document."""

    def __init__(self, root: JsonObject) -> None:
        resource = Resource.from_contents(root, default_specification=DRAFT202012)
        self._registry: Registry[Json] = Registry().with_resource("urn:spec", resource)
        self._sided = {
            side: _extended(
                OAS31Validator,
                {"required": _required(root, keyword), "oneOf": _one_of, "anyOf": _any_of},
            )
            for side, keyword in _HIDDEN.items()
        }

    def objection(self, pointer: str, value: Json) -> str | None:
        """Give the most telling reason why the schema refuses the value, or None where it takes it.

        A schema that is broken itself refuses nothing: other checks say what is wrong with it.
        """
        try:
            error = best_match(self._errors(OAS31Validator, pointer, value))
        except Exception:  # jsonschema raises what a malformed keyword happens to cause
            return None
        if error is None:
            return None
        where = _place(error)
        return f"{_shortened(error.message)}{f' (at {where})' if where else ''}"

    def objections(self, pointer: str, value: Json, side: Side) -> list[tuple[str, str]]:
        """Give every place inside a value that the schema refuses, as a JSON pointer, and why.

        What is only sent is no part of an answer, and what is only received none of a request.
        """
        found = self.refusals(pointer, value, side)
        return [(_place(each), _shortened(_telling(each).message)) for each in found]

    def refusals(self, pointer: str, value: Json, side: Side) -> list[ValidationError]:
        """Give all that the schema has against a value, as jsonschema's errors; of a broken schema nothing."""
        try:
            return [*self._errors(self._sided[side], pointer, value)]
        except Exception:  # as above
            return []

    def _errors(self, validator: Any, pointer: str, value: Json) -> Iterator[ValidationError]:
        judging = validator(
            {"$ref": f"urn:spec#{quote(pointer)}"},
            registry=self._registry,
            format_checker=_CHECKER,
        )
        errors: Iterator[ValidationError] = judging.iter_errors(value)
        return iter(errors)


def _required(root: JsonObject, hidden: str) -> Any:
    """Make the keyword `required`, for a side that does not have all of the properties."""

    def required(
        validator: Any, names: list[str], value: object, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        known = mapping(schema.get("properties"))
        present = mapping(value)
        for name in names if isinstance(value, dict) else ():
            said = mapping(known.get(name))
            # `readOnly` may stand beside a reference, and where it leads.
            if name not in present and not (said.get(hidden) or found(root, said)[0].get(hidden)):
                yield ValidationError(f"{name!r} is a required property")

    return required


def _chosen(keyword: str) -> Any:
    """Make a keyword that offers schemas: where a discriminator tells which is meant, only that one counts."""
    usual = OAS31Validator.VALIDATORS[keyword]

    def offered(
        validator: Any, schemas: list[Json], value: object, schema: JsonObject
    ) -> Iterator[ValidationError]:
        tag = mapping(value).get(str(mapping(schema.get("discriminator")).get("propertyName")))
        meant = kinds(schema).get(str(tag))
        if meant is None:
            yield from usual(validator, schemas, value, schema)
        else:
            yield from validator.descend(value, {"$ref": meant})

    return offered


_one_of, _any_of = _chosen("oneOf"), _chosen("anyOf")


def kinds(schema: JsonObject) -> dict[str, str]:
    """Give the references that a discriminator chooses from, by the values that its property has."""
    said = mapping(schema.get("discriminator"))
    if not said:
        return {}
    offered = [each for word in ("oneOf", "anyOf") for each in sequence(schema.get(word))]
    references = [str(mapping(each).get("$ref")) for each in offered]
    by_name = {each.rpartition("/")[2]: each for each in references if each.startswith("#/")}
    by_value = {tag: str(each) for tag, each in mapping(said.get("mapping")).items()}
    named = {tag: by_name.get(each, each) for tag, each in by_value.items()}
    told = {tag: each for tag, each in named.items() if each in references}
    rest = {tag: each for tag, each in by_name.items() if each not in told.values()}
    return {**rest, **told}


def found(root: JsonObject, node: JsonObject) -> tuple[JsonObject, str | None]:
    """Follow a node's `$ref`s; give what stands there and its pointer (None: no reference)."""
    pointer: str | None = None
    seen: set[str] = set()
    while isinstance(reference := node.get("$ref"), str):
        pointer = unquote(reference.removeprefix("#"))
        there = at(root, pointer)
        if pointer in seen or not isinstance(there, dict):
            return {}, None
        seen.add(pointer)
        node = there
    return node, pointer


def at(root: JsonObject, pointer: str) -> Json:
    """Give what a JSON pointer leads to; None where that is nothing."""
    value: Json = root
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def below(pointer: str, *names: str | int) -> str:
    """Give the pointer of what stands below another."""
    parts = (str(name).replace("~", "~0").replace("/", "~1") for name in names)
    return "/".join([pointer, *parts])


def mapping(value: object) -> JsonObject:
    """Give an object as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Json]:
    """Give an array as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def _telling(error: ValidationError) -> ValidationError:
    """Of an error that has others below it, give the one that says most at the same place."""
    best = best_match(iter([error]))
    same = best is not None and best.absolute_path == error.absolute_path
    return best if same and best is not None else error


def _place(error: ValidationError) -> str:
    return "".join(f"/{part}" for part in error.absolute_path)


def _shortened(message: str) -> str:
    return message if len(message) <= 160 else f"{message[:100]} … {message[-50:]}"
