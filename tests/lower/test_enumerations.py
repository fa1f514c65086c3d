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


MINE = "{value: 1, name: FIRST, description: The one.}"
OTHERS = "{value: 2, name: SECOND, description: The other.}"


@pytest.mark.parametrize(
    "spelling",
    [
        "x-enumNames: [FIRST, SECOND], x-enumDescriptions: [The one., The other.]",
        "x-enum-names: [FIRST, SECOND], x-enumDescriptions: {'1': The one., '2': The other.}",
        "x-enumVarNames: [FIRST, SECOND], x-enum-descriptions: [The one., The other.]",
        "x-speakeasy-enums: {'1': FIRST, '2': SECOND}, x-enum-descriptions: [The one., The other.]",
        f"x-ms-enum: {{name: Mode, modelAsString: true, values: [{OTHERS}, {MINE}]}}",
    ],
)
@pytest.mark.parametrize("null", [False, True])
def test_names_and_meanings_are_read_in_every_spelling_of_the_field(
    spelling: str, null: bool
) -> None:
    kind = "type: [integer, 'null'], enum: [1, 2, null]" if null else "type: integer, enum: [1, 2]"
    spec = both_ways(f"""
A: {{properties: {{f: {{$ref: '#/components/schemas/Mode'}}}}}}
Mode: {{{kind}, {spelling}}}
""")
    mode = named(api(spec), "Mode")
    assert isinstance(mode, Enumeration)
    assert [(each.value, each.name, each.doc) for each in mode.members] == [
        ("1", "FIRST", "The one."),
        ("2", "SECOND", "The other."),
    ]


@pytest.mark.parametrize(
    ("spelling", "members"),
    [
        ("x-enumNames: [One]", ["A", "B"]),
        ("x-enumNames: [Not found, class]", ["NOT_FOUND", "CLASS"]),
        ("x-ms-enum: {name: Mode, values: [{value: a, name: First}]}", ["First", "B"]),
        ("x-ms-enum: {name: Mode}", ["A", "B"]),
        ("x-ms-enum: text", ["A", "B"]),
        ("x-enum-varnames: [X, Y], x-enumNames: [U, V]", ["X", "Y"]),
    ],
)
def test_names_of_other_spellings_that_do_not_fit_break_nothing(
    spelling: str, members: list[str]
) -> None:
    (mode,) = enumerations(
        api(both_ways(f"A: {{properties: {{f: {{type: string, enum: [a, b], {spelling}}}}}}}"))
    )
    assert [each.name for each in mode.members] == members


def test_one_name_for_two_values_is_made_two() -> None:
    spec = "A: {properties: {f: {type: string, enum: [a, b], x-enumNames: [Same, Same]}}}"
    (mode,) = enumerations(api(both_ways(spec)))
    names = [each.name for each in mode.members]
    assert len({*names}) == 2
    assert {name.partition("_")[0] for name in names} == {"Same"}
