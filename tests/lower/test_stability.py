"""Names stay what they are while other parts of a document change."""

from __future__ import annotations

import random

import pytest

from trueup.ir import Record

from .lowering import api, both_ways, named, names


def shuffled(seed: int) -> str:
    """Give a document with eight schemas in some order."""
    schemas = [
        f"S{n}: {{properties: {{kind: {{type: string, enum: [a, b{n}]}}}}}}" for n in range(8)
    ]
    random.Random(seed).shuffle(schemas)
    fields = ", ".join(f"s{n}: {{$ref: '#/components/schemas/S{n}'}}" for n in range(8))
    return both_ways("\n".join([*schemas, f"A: {{properties: {{{fields}}}}}"]))


@pytest.mark.parametrize("seed", range(5))
def test_names_do_not_depend_on_the_order_of_schemas(seed: int) -> None:
    assert sorted(names(api(shuffled(seed)))) == sorted(names(api(shuffled(0))))


def test_names_do_not_change_when_something_unrelated_is_added() -> None:
    before = names(api(shuffled(0)))
    more = shuffled(0).replace(
        "\npaths:",
        """
paths:
  /other:
    get:
      operationId: readOther
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Other"}}}""",
    )
    after = names(api(f"{more}\n    Other: {{properties: {{s: {{type: string, enum: [x]}}}}}}\n"))
    assert set(after) - set(before) == {"Other", "OtherS"}
    assert set(before) <= set(after)


def test_two_schemas_with_the_same_python_name_get_one_each_and_the_plain_one_keeps_it() -> None:
    spec = both_ways("""
A: {properties: {f: {$ref: '#/components/schemas/JobSpec'}, g: {$ref: '#/components/schemas/job-spec'}}}
JobSpec: {properties: {a: {type: string}}}
job-spec: {properties: {b: {type: string}}}
""")
    made = names(api(spec))
    assert len(set(made)) == len(made) == 6
    assert isinstance(named(api(spec), "JobSpec"), Record)
