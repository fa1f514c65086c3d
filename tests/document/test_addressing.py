"""What `$id`, `$anchor` and `$dynamicRef` say is said by plain references, and means the same by jsonschema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from trueup import pipeline
from trueup.config import Settings
from trueup.document.addressing import addressed
from trueup.document.json_values import JsonObject, mapping
from trueup.document.source import Document, parse

from .linting import HEAD

# Every schema is a resource and every dynamic reference leads to an anchor of its own, as JSON Schema wants it.
SCHEMAS = """
Tree:
  $id: https://api.test/tree
  $dynamicAnchor: node
  type: object
  properties:
    data: {}
    children: {type: array, items: {$dynamicRef: '#node'}}
Strict:
  $id: https://api.test/strict
  $dynamicAnchor: node
  $ref: tree
  unevaluatedProperties: false
Page:
  $id: https://api.test/page
  type: object
  required: [items]
  properties:
    items: {type: array, items: {$dynamicRef: '#item'}}
    next: {$ref: '#'}
    count: {$ref: '#count'}
    total: {$ref: 'sizes#/$defs/total'}
  $defs:
    any: {$dynamicAnchor: item, not: {}}
    count: {$anchor: count, type: integer}
Sizes:
  $id: https://api.test/sizes
  $defs:
    total: {type: integer, minimum: 0}
    nested: {$id: nested/deep, $defs: {it: {$anchor: it, type: boolean}}}
  type: object
  properties:
    deep: {$ref: 'nested/deep#it'}
    deeper: {$ref: '#/$defs/nested/$defs/it'}
Pets:
  $id: https://api.test/pets
  $ref: page
  $defs: {item: {$dynamicAnchor: item, $ref: pet}}
Names:
  $id: https://api.test/names
  $ref: page
  $defs: {item: {$dynamicAnchor: item, type: string}}
Pet:
  $id: https://api.test/pet
  type: object
  required: [name]
  properties: {name: {type: string}}
Both:
  $id: https://api.test/both
  type: object
  properties: {pets: {$ref: pets}, names: {$ref: names}, page: {$ref: page}}
""".strip()
VALUES = {
    "Tree": [{"children": [{"children": []}]}, {"children": [{"children": 1}]}, {"children": [{"a": 1}]}],
    "Strict": [{"children": [{"data": 1}]}, {"children": [{"daat": 1}]}, {"children": [{"children": [{"x": 1}]}]}],
    "Page": [{"items": []}, {"items": [1]}, {"items": [], "next": {"items": [1]}}, {"items": [], "count": "1"},
             {"items": [], "total": -1}],
    "Sizes": [{"deep": True}, {"deep": 1}, {"deeper": True}, {"deeper": "x"}],
    "Pets": [{"items": [{"name": "a"}]}, {"items": [{}]}, {"items": [], "next": {"items": [{}]}}, {"items": ["a"]},
             {"items": [], "next": {"items": [{"name": "b"}]}}],
    "Names": [{"items": ["a"]}, {"items": [{"name": "a"}]}, {"items": ["a"], "next": {"items": [1]}}],
    "Both": [{"pets": {"items": ["a"]}}, {"names": {"items": ["a"]}}, {"page": {"items": ["a"]}},
             {"pets": {"items": [{"name": "a"}]}}],
}  # fmt: skip


def document(schemas: str) -> Document:
    """Read a document of some components."""
    held = schemas.replace("\n", "\n    ")
    return parse("a.yaml", f"{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    {held}\n")


def components(made: Document) -> JsonObject:
    """Give the schemas of a document."""
    return mapping(mapping(made.root["components"])["schemas"])


@pytest.mark.parametrize("name", VALUES)
def test_plain_references_mean_what_the_names_of_schemas_meant(name: str) -> None:
    before = document(SCHEMAS)
    registry: Registry[Any] = Registry().with_resources(
        (str(mapping(each)["$id"]), DRAFT202012.create_resource(mapping(each)))
        for each in components(before).values()
    )
    judge = Draft202012Validator(
        {"$ref": str(mapping(components(before)[name])["$id"])}, registry=registry
    )
    after = addressed(before).root
    ours = Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": after["components"]}
    )
    assert "$dynamicRef" not in json.dumps(after)
    assert "$id" not in json.dumps(after)
    values = VALUES[name]
    assert [ours.is_valid(each) for each in values] == [judge.is_valid(each) for each in values]
    assert {judge.is_valid(each) for each in values} == {True, False}


def test_each_meaning_of_a_generic_schema_is_a_component_named_after_what_is_bound() -> None:
    made = addressed(document(SCHEMAS))
    assert components(made).keys() - components(document(SCHEMAS)).keys() == {
        "Page_Pet",
        "Page_string",
        "Tree_Strict",
    }
    assert str(made.place("/components/schemas/Page_Pet/required")) == str(
        made.place("/components/schemas/Page/required")
    )


def test_two_bindings_to_one_component_are_one_meaning() -> None:
    generic = "Page: {type: array, items: {$dynamicRef: '#it'}}"
    bound = "{$ref: '#/components/schemas/Page', $defs: {it: {$dynamicAnchor: it, $ref: '#/components/schemas/A'}}}"
    text = f"A: {{type: string}}\n{generic}\nB: {bound}\nC: {{properties: {{c: {bound}}}}}"
    assert {*components(addressed(document(text)))} == {"A", "B", "C", "Page", "Page_A"}


def test_names_of_meanings_do_not_shift_when_others_are_added() -> None:
    generic = "Page: {type: array, items: {$dynamicRef: '#it'}}"
    one = "{$ref: '#/components/schemas/Page', $defs: {it: {$dynamicAnchor: it, type: string, maxLength: 1}}}"
    two = one.replace("1", "2")
    alone = components(addressed(document(f"{generic}\nB: {one}")))
    beside = components(addressed(document(f"{generic}\nA: {two}\nB: {one}")))
    assert alone["B"] == beside["B"]
    assert len(beside) == 5


def test_a_document_that_names_no_schema_is_left_alone() -> None:
    plain = document(
        "A: {properties: {$id: {type: string}, $anchor: {$ref: '#/components/schemas/A'}}}"
    )
    assert addressed(plain) is plain


def test_a_reference_into_the_document_is_meant_so_whatever_the_id_of_its_schema() -> None:
    made = addressed(
        document(
            "A: {$id: 'https://a.test/a', properties: {b: {$ref: '#/components/schemas/B'}}}\nB: {}"
        )
    )
    assert mapping(components(made)["A"])["properties"] == {"b": {"$ref": "#/components/schemas/B"}}


def linted(folder: Path, schemas: str, *, tolerant: bool) -> list[str]:
    """Give the codes of what is found in a document of some components."""
    spec = folder / "openapi.yaml"
    spec.write_text(document(schemas).text, "utf-8")
    found = pipeline.lint(Settings(folder, spec, folder / "out"), tolerant=tolerant).findings
    return [f"{each.place.line} {each.code} {each.severity}" for each in found]


def test_a_dynamic_reference_that_leads_nowhere_is_told_at_its_place(tmp_path: Path) -> None:
    text = "A:\n  properties:\n    b: {$dynamicRef: '#none'}"
    assert linted(tmp_path, text, tolerant=False) == ["8 TU107 error"]
    assert linted(tmp_path, text, tolerant=True) == ["8 TU107 error"]


def test_an_open_parameter_of_a_generic_schema_is_read_as_any_value(tmp_path: Path) -> None:
    text = (
        "Page: {items: {$dynamicRef: '#it'}}\n"
        "A: {$ref: '#/components/schemas/Page', $defs: {it: {$dynamicAnchor: it, type: string}}}"
    )
    assert linted(tmp_path, text, tolerant=False) == ["6 TU107 error"]
    assert linted(tmp_path, text, tolerant=True) == ["6 TU802 warning"]


def test_an_anchor_of_another_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "pet.yaml").write_text("$defs: {name: {$anchor: name, type: string}}\n", "utf-8")
    assert linted(tmp_path, "A: {properties: {n: {$ref: 'pet.yaml#name'}}}", tolerant=False) == []
    assert linted(tmp_path, "A: {properties: {n: {$ref: 'pet.yaml#nam'}}}", tolerant=False) == [
        "6 TU108 error"
    ]


@pytest.mark.parametrize(
    "odd", ["{$id: 'http://['}", "{$ref: 'http://['}", "{$dynamicRef: 'http://[#a'}"]
)
@pytest.mark.parametrize(
    "beside", ["$dynamicAnchor: {a: 1}", "$anchor: [x]", "$id: 5", "$id: 'https://a.test/'"]
)
def test_what_is_no_name_and_no_address_crashes_nothing(
    tmp_path: Path, odd: str, beside: str
) -> None:
    for tolerant in (False, True):
        linted(tmp_path, f"A: {{{beside}, properties: {{b: {odd}}}}}", tolerant=tolerant)
