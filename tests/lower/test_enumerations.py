"""Closed sets of values become enumerations: closed where they are sent, open where they are read."""

from __future__ import annotations

import pytest

from trueup.ir import Enumeration, NamedType, ScalarType, Side, UnionType

from .lowering import api, both_ways, enumerations, field_of, named

ENUM = both_ways("""
A: {properties: {f: {$ref: '#/components/schemas/Mode'}}}
Mode:
  type: integer
  enum: [1, 2]
  x-enum-varnames: [FIRST, SECOND]
  x-enum-descriptions: [The one., The other.]
""")


def test_an_enumeration_is_closed_where_it_is_sent_and_open_where_it_is_read() -> None:
    (mode,) = enumerations(api(ENUM))
    assert field_of(ENUM, Side.REQUEST).type == NamedType(mode.key)
    read = field_of(ENUM, Side.RESPONSE).type
    assert isinstance(read, UnionType)
    assert read.members == (NamedType(mode.key), ScalarType(mode.scalar))


@pytest.mark.parametrize("names", ["[NONE, ONE, OTHER]", "[ONE, OTHER]"])
def test_names_and_meanings_stay_with_their_values_where_null_is_one_of_them(names: str) -> None:
    told = names.replace("NONE", "nothing")
    spec = both_ways(f"""
A: {{properties: {{f: {{$ref: '#/components/schemas/Mode'}}}}}}
Mode:
  type: [string, 'null']
  enum: [null, x, y]
  x-enum-varnames: {names}
  x-enum-descriptions: {told}
""")
    mode = named(api(spec), "Mode")
    assert isinstance(mode, Enumeration)
    assert [(each.name, each.doc) for each in mode.members] == [("ONE", "ONE"), ("OTHER", "OTHER")]


def test_members_carry_value_name_and_meaning() -> None:
    mode = named(api(ENUM), "Mode")
    assert isinstance(mode, Enumeration)
    assert [(each.value, each.name, each.doc) for each in mode.members] == [
        ("1", "FIRST", "The one."),
        ("2", "SECOND", "The other."),
    ]


@pytest.mark.parametrize(
    ("values", "members"),
    [
        ("[a, b]", ["A", "B"]),
        ("['1.12', '1.15']", ["VALUE_1_12", "VALUE_1_15"]),
        ("['', '-']", ["EMPTY", "HYPHEN_MINUS"]),
        ("[a, A]", ["A_h", "A"]),
        ("[class, None]", ["CLASS", "NONE"]),
    ],
)
def test_members_without_names_are_named_after_their_values(
    values: str, members: list[str]
) -> None:
    (mode,) = enumerations(
        api(both_ways(f"A: {{properties: {{f: {{type: string, enum: {values}}}}}}}"))
    )
    made = [each.name for each in mode.members]
    assert len(set(made)) == len(made)
    assert [name[: len(wanted)] for name, wanted in zip(made, members, strict=True)] == members
