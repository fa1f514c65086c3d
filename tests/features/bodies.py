"""Schemas of one feature each, with values around what they take; jsonschema says which it does."""

# ruff: noqa: E501  # a schema and its values stand side by side

from __future__ import annotations

import json
from typing import Any

import yaml

SHARED = yaml.safe_load("""
Pair: {type: object, properties: {of: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Zebra'}]}}}
Base: {type: object, required: [id], properties: {id: {type: string, maxLength: 3}, at: {type: object, properties: {row: {type: integer}}}}}
Cat: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [kind], properties: {kind: {const: cat}, meow: {type: boolean}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [kind], properties: {kind: {enum: [dog, pup]}, bark: {type: integer}}}]}
Zebra: {type: object, required: [kind], properties: {kind: {const: zebra}, stripes: {type: integer}}}
Leaf: {type: object, required: [leaf], properties: {leaf: {type: integer}}, additionalProperties: false}
Node: {type: object, required: [kids], properties: {kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}}, additionalProperties: false}
Tree: {oneOf: [{$ref: '#/components/schemas/Leaf'}, {$ref: '#/components/schemas/Node'}]}
Mode: {type: object, properties: {m: {type: string, enum: [a, b]}, o: {type: object, properties: {p: {type: integer}}}}}
Short: {type: string, maxLength: 2}
Told: {oneOf: [{type: string, maxLength: 2}, {type: array, items: {$ref: '#/components/schemas/Told'}}, {type: object, additionalProperties: {$ref: '#/components/schemas/Told'}}]}
""")

# Each by its name: its schema, and the values that it is tried with.
FEATURES: dict[str, tuple[str, str]] = {
    "allOfOfTwo": ("{allOf: [{properties: {a: {type: integer}}, required: [a]}, {type: object, properties: {b: {type: string}}}]}",
                   "[{}, {a: 1}, {a: 1, b: x}, {a: x}, {b: x}, {a: 1, b: 2}]"),
    "allOfBesideProperties": ("{type: object, properties: {c: {type: integer}}, required: [c], allOf: [{$ref: '#/components/schemas/Base'}]}",
                              "[{}, {id: a}, {c: 1}, {id: a, c: 1}, {id: long, c: 1}, {id: a, c: 1, at: {row: 1}}, {id: a, c: 1, at: {row: x}}]"),
    "allOfSameProperty": ("{allOf: [{properties: {a: {minimum: 2}}}, {type: object, properties: {a: {type: integer, maximum: 4}}}]}",
                          "[{}, {a: 1}, {a: 2}, {a: 4}, {a: 5}, {a: x}]"),
    "allOfNarrowedEnum": ("{allOf: [{$ref: '#/components/schemas/Mode'}, {properties: {m: {enum: [a]}, o: {required: [p]}}}]}",
                          "[{m: a}, {m: b}, {o: {p: 1}}, {o: {}}]"),
    "allOfWide": ("{$ref: '#/components/schemas/Mode'}", "[{m: a}, {m: b}, {o: {p: 1}}, {o: {}}]"),
    "allOfScalars": ("{allOf: [{type: string, minLength: 2}, {maxLength: 3}, {pattern: '^a'}, {pattern: 'b$'}]}", "[a, ab, acb, abc, accb, 1]"),
    "braces": ("{type: string, pattern: '^{[0-9]{2}}$'}", "['{12}', '12', '{1}']"),
    "allOfLimits": ("{allOf: [{type: number, minimum: 1}, {type: integer, minimum: 3, multipleOf: 2}, {multipleOf: 3}]}", "[2, 3, 4, 6, 12, 6.5, x]"),
    "allOfEnums": ("{allOf: [{type: string, enum: [a, b]}, {enum: [b, c]}]}", "[a, b, c]"),
    "allOfCloses": ("{allOf: [{type: object, properties: {a: {type: integer}}, additionalProperties: false}, {properties: {b: {type: integer}}}]}",
                    "[{}, {a: 1}, {b: 1}, {a: 1, b: 1}]"),
    "allOfUnevaluated": ("{type: object, allOf: [{$ref: '#/components/schemas/Base'}], properties: {b: {type: integer}}, unevaluatedProperties: false}",
                         "[{id: a}, {id: a, b: 1}, {id: a, c: 1}, {b: 1}]"),
    "refWithSiblings": ("{$ref: '#/components/schemas/Short', minLength: 1}", "['', a, ab, abc]"),
    "typedExtras": ("{type: object, properties: {a: {type: integer}}, additionalProperties: {type: string, maxLength: 2}}",
                    "[{}, {a: 1}, {b: x}, {a: 1, b: x, c: yy}, {b: long}, {b: 1}, {a: x}]"),
    "openRecord": ("{type: object, properties: {a-b: {type: integer}}, additionalProperties: true}", "[{}, {a-b: 1}, {b: x}, {a-b: 1, c: [1]}, {a-b: x}]"),
    "recordExtras": ("{type: object, properties: {a: {type: integer}}, additionalProperties: {$ref: '#/components/schemas/Base'}}",
                     "[{b: {id: a}}, {b: {id: long}}, {b: {}}, {a: 1, b: {id: a}, c: {id: b}}]"),
    "patterns": ("{type: object, properties: {a: {type: integer}}, patternProperties: {^x-: {type: string}}, additionalProperties: false}",
                 "[{}, {a: 1}, {x-a: b}, {a: 1, x-b: c}, {x-a: 1}, {b: 1}]"),
    "patternMap": ("{type: object, patternProperties: {^x-: {type: integer, minimum: 1}}, additionalProperties: false}", "[{}, {x-a: 1}, {x-a: 0}, {a: 1}]"),
    "counted": ("{type: object, minProperties: 1, maxProperties: 2}", "[{}, {a: 1}, {a: 1, b: 2}, {a: 1, b: 2, c: 3}, 1]"),
    "countedRecord": ("{type: object, minProperties: 1, maxProperties: 1, properties: {a: {}, b: {}}}", "[{}, {a: 1}, {a: 1, b: 2}]"),
    "names": ("{type: object, propertyNames: {pattern: ^a}, additionalProperties: {type: integer}}", "[{}, {a: 1}, {ab: 2}, {b: 1}, {a: x}]"),
    "insideItself": ("{$ref: '#/components/schemas/Told'}", "[a, long, [a], [long], [[a, {b: c}]], [[a, {b: long}]], {a: b}, {a: {b: [1]}}, 1]"),
    "objectsOfScalars": ("{type: object, oneOf: [{type: string}, {type: integer}, {type: object}]}", "[{}, {a: 1}, a, 1]"),
    "requiredOnly": ("{type: object, required: [a]}", "[{}, {a: 1}, {b: 1}]"),
    "dependentRequired": ("{type: object, properties: {a: {}, b: {}}, dependentRequired: {a: [b]}}", "[{}, {a: 1}, {b: 1}, {a: 1, b: 1}]"),
    "dependentSchemas": ("{type: object, properties: {a: {type: integer}}, dependentSchemas: {a: {required: [b], properties: {b: {type: string}}}}}",
                         "[{}, {a: 1}, {a: 1, b: x}, {a: 1, b: 1}]"),
    "conditional": ("{type: object, properties: {a: {type: integer}, b: {}, c: {}}, if: {properties: {a: {const: 1}}, required: [a]}, then: {required: [b]}, else: {required: [c]}}",
                    "[{}, {a: 1}, {a: 1, b: 1}, {a: 2}, {a: 2, c: 1}, {c: 1}]"),
    "notObject": ("{type: object, properties: {a: {}, b: {}}, not: {required: [a, b]}}", "[{}, {a: 1}, {b: 1}, {a: 1, b: 1}]"),
    "notShared": ("{type: string, not: {$ref: '#/components/schemas/Short'}}", "[a, abc]"),
    "oneRequired": ("{type: object, properties: {a: {}, b: {}}, oneOf: [{required: [a]}, {required: [b]}]}", "[{}, {a: 1}, {b: 1}, {a: 1, b: 1}]"),
    "anyRequired": ("{type: object, properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}", "[{}, {a: 1}, {b: 1}, {a: 1, b: 1}]"),
    "tuple": ("{type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}", "[[], [a], [a, 1], [1, a], [a, 1, 2], 1]"),
    "openTuple": ("{type: array, prefixItems: [{type: string}], items: {type: integer}}", "[[], [a], [a, 1], [1], [a, b], [a, 1, 2]]"),
    "noItems": ("{type: array, items: false}", "[[], [1]]"),
    "contains": ("{type: array, contains: {type: integer}, minContains: 1, maxContains: 2}", "[[], [1], [a, 1], [1, 2, 3], [a]]"),
    "unique": ("{type: array, uniqueItems: true}", "[[], [1], [1, 1], [1, true], [{a: 1}, {a: 1}], [[1], [2]]]"),
    "uniqueRecords": ("{type: array, uniqueItems: true, items: {$ref: '#/components/schemas/Leaf'}}", "[[{leaf: 1}, {leaf: 2}], [{leaf: 1}, {leaf: 1}]]"),
    "enumMixed": ("{enum: [1, a, null, true, 0.5]}", "[1, a, null, true, 0.5, 2, b, false, 0.25]"),
    "enumObjects": ("{enum: [{a: 1}, [1]]}", "[{a: 1}, [1], {}, []]"),
    "enumNull": ("{enum: [a, null]}", "[a, null, b, 1]"),
    "enumNullNotTyped": ("{type: string, enum: [a, null]}", "[a, null, b]"),
    "enumClashes": ("{type: string, enum: [a, A, a-b, a_b, '', '1']}", "[a, A, a-b, a_b, '', '1', b]"),
    "enumBooleans": ("{type: boolean, enum: [true]}", "[true, false]"),
    "constText": ("{const: a}", "[a, b, 1]"),
    "constNumber": ("{const: 5}", "[5, 6, '5', true]"),
    "constNull": ("{const: null}", "[null, 1]"),
    "constObject": ("{const: {a: [1]}}", "[{a: [1]}, {a: 1}]"),
    "typeless": ("{minimum: 5, maxLength: 2}", "[5, 4, a, abc, null, [], true]"),
    "severalTypes": ("{type: [string, integer, 'null'], minimum: 2, maxLength: 1}", "[a, ab, 1, 2, null, true]"),
    "anyOfNull": ("{anyOf: [{type: string, maxLength: 2}, {type: integer}, {type: 'null'}]}", "[a, abc, 1, null, true, []]"),
    "refOrNull": ("{oneOf: [{$ref: '#/components/schemas/Base'}, {type: 'null'}]}", "[null, {id: a}, {}, 1]"),
    "oneOfScalars": ("{oneOf: [{type: integer, minimum: 3}, {type: integer, maximum: 5}, {type: string}]}", "[2, 3, 5, 6, a, true]"),
    "oneOfNumbers": ("{oneOf: [{type: integer}, {type: number, minimum: 5}]}", "[1, 5, 5.5, 1.5]"),
    "oneOfRecords": ("{oneOf: [{type: object, required: [a], properties: {a: {type: integer}, c: {}}, additionalProperties: false}, {type: object, properties: {c: {}, a: {type: integer, minimum: 5}}, additionalProperties: false}]}",
                     "[{}, {a: 1}, {a: 5}, {c: 1}, {a: 1, c: 1}, {b: 1}]"),
    "unionBesideProperties": ("{type: object, required: [n], properties: {n: {type: integer}}, oneOf: [{required: [s], properties: {s: {type: string}}}, {required: [t], properties: {t: {type: boolean}}}]}",
                              "[{n: 1}, {n: 1, s: a}, {n: 1, t: true}, {s: a}, {n: 1, s: 1}]"),
    "typedUnion": ("{type: object, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}", "[{id: a, kind: cat}, {id: a, kind: pup}, {kind: cat}, {id: a, kind: cow}]"),
    "discriminated": ("{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: Dog, pup: Dog}}}",
                      "[{id: a, kind: cat}, {id: a, kind: cat, meow: true}, {id: a, kind: pup, bark: 1}, {id: a, kind: cow}, {id: a}, {id: a, kind: cat, meow: 1}, 1]"),
    "toldOfLaterClasses": ("{$ref: '#/components/schemas/Pair'}", "[{}, {of: {id: a, kind: cat}}, {of: {kind: zebra, stripes: 1}}, {of: {kind: zebra, stripes: x}}, {of: {kind: 1}}]"),
    "told": ("{anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}", "[{id: a, kind: cat}, {id: a, kind: dog, bark: 2}, {id: a, kind: 1}]"),
    "recursive": ("{$ref: '#/components/schemas/Tree'}", "[{leaf: 1}, {kids: []}, {kids: [{leaf: 1}, {kids: [{leaf: 2}]}]}, {kids: [{leaf: x}]}, {}]"),
    "listOfUnions": ("{type: array, items: {$ref: '#/components/schemas/Tree'}, minItems: 1}", "[[], [{leaf: 1}], [{leaf: 1}, {kids: []}], [{}]]"),
    "mapOfUnions": ("{additionalProperties: {anyOf: [{type: integer}, {$ref: '#/components/schemas/Short'}]}}", "[{}, {a: 1}, {a: ab}, {a: abc}]"),
    "never": ("{type: object, properties: {a: {type: integer}, b: false}}", "[{}, {a: 1}, {b: 1}]"),
    "words": ("{type: object, title: T, externalDocs: {url: 'https://example.org'}, xml: {name: w}, $comment: c, properties: {a: {type: integer, title: A, examples: [1]}}}",
              "[{}, {a: 1}, {a: x}]"),
}  # fmt: skip


def schema_of(name: str) -> dict[str, Any]:
    """Give the schema of a feature, complete in itself."""
    return {**yaml.safe_load(FEATURES[name][0]), "components": {"schemas": SHARED}}


def values_of(name: str) -> list[Any]:
    """Give the values of a feature."""
    found: list[Any] = yaml.safe_load(FEATURES[name][1])
    return found


def title_of(name: str) -> str:
    """Name the holder of a feature."""
    return f"Holds{name[0].upper()}{name[1:]}"


def document() -> str:
    """Write a document in which each feature is the field of a record that is sent and received."""
    holders = {
        title_of(name): {"type": "object", "properties": {"f": yaml.safe_load(schema)}}
        for name, (schema, _) in FEATURES.items()
    }
    paths = {}
    for name in holders:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        responses = {"200": {"description": "ok", "content": content}}
        operation = {
            "operationId": f"send{name}",
            "requestBody": {"required": True, "content": content},
            "responses": responses,
        }
        paths[f"/{name}"] = {"post": operation}
    schema = {"anyOf": [{"type": "string", "enum": ["v2"]}, {"type": "boolean"}]}
    parameters = [{"name": "mode", "in": "query", "schema": schema}]
    get: dict[str, Any] = {
        "operationId": "choose",
        "parameters": parameters,
        "responses": {"204": {"description": "ok"}},
    }
    paths["/choose"] = {"get": get}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Bodies", "version": "1"},
            "servers": [{"url": "https://example.org"}],
            "paths": paths,
            "components": {"schemas": {**SHARED, **holders}},
        }
    )
