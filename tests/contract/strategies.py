"""Values made up by hypothesis, from the spec's schemas alone.

Every value that `values_of` gives is meant to be taken by the schema; the tests let the judge say so.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from .spec import SCHEMAS, resolved

JsonValues = st.SearchStrategy[Any]

# The same examples on every run and every machine, and no deadline on a slow one.
EXAMPLES = settings(max_examples=100, deadline=None, derandomize=True, database=None)

_LETTERS = st.characters(exclude_categories=["Cs"])  # half an emoji is no text
_LONGEST = 600  # over every maxLength but that of sql_body, whose edge test_values.py tries
_BITS = {"int32": 31, "int64": 63}

ANY_JSON: JsonValues = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(_LETTERS, max_size=20)
    | st.sampled_from(["0", "2:a", "4 GB", "v1", "edge_node", 1, 2, 0.5]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def values_of(name: str) -> JsonValues:
    """Give objects that the schema of this name takes."""
    return _of(SCHEMAS[name])


def fields_of(name: str) -> dict[str, JsonValues]:
    """Give, for each field of a schema, values that it takes."""
    return {field: _of(said) for field, said in SCHEMAS[name]["properties"].items()}


def _of(schema: dict[str, Any]) -> JsonValues:
    schema = resolved(schema)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        return st.one_of([_of({**rest, **option}) for option in schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    return _BY_TYPE[schema["type"]](schema)


def _text(schema: dict[str, Any]) -> JsonValues:
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True, alphabet=_LETTERS)
    return st.text(_LETTERS, max_size=min(schema.get("maxLength", _LONGEST), _LONGEST))


def _integer(schema: dict[str, Any]) -> JsonValues:
    end = 2 ** _BITS[schema["format"]]
    return st.integers(schema.get("minimum", -end), end - 1)


def _number(schema: dict[str, Any]) -> JsonValues:
    low = schema["minimum"]
    # Up to 2**53 every integer is a double.
    return st.floats(low, allow_nan=False, allow_infinity=False) | st.integers(int(low + 1), 2**53)


def _array(schema: dict[str, Any]) -> JsonValues:
    return st.lists(_of(schema["items"]), max_size=4)


def _object(schema: dict[str, Any]) -> JsonValues:
    wanted = schema.get("required", [])
    fields = {field: _of(said) for field, said in schema["properties"].items()}
    known = st.fixed_dictionaries(
        {field: fields[field] for field in wanted},
        optional={field: made for field, made in fields.items() if field not in wanted},
    )
    if schema.get("additionalProperties") is False:
        return known
    names = st.text("abc_", min_size=1, max_size=6).map("x_{}".format)
    unknown = st.dictionaries(names, ANY_JSON, max_size=2)
    return st.builds(lambda one, other: {**other, **one}, known, unknown)


_BY_TYPE = {
    "string": _text,
    "integer": _integer,
    "number": _number,
    "boolean": lambda schema: st.booleans(),
    "array": _array,
    "object": _object,
}
