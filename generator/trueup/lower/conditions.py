"""Lower the `x-` facts of a field: conditions, advice, and what a reader takes beside the documented."""

from __future__ import annotations

from trueup.conditions import Advice, AllOf, AnyOf, Condition, FieldIs, Not
from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence, text_of
from trueup.ir import Scalar


def condition(value: JsonValue) -> Condition | None:
    """Lower a condition of the vocabulary; its form has been checked."""
    node = mapping(value)
    if "field" in node:
        values = sequence(node["in"]) if "in" in node else [node["equals"]]
        return FieldIs(text_of(node["field"]), tuple(canonical(each) for each in values))
    if "not" in node:
        inner = condition(node["not"])
        return Not(inner) if inner else None
    for keyword, family in (("any", AnyOf), ("all", AllOf)):
        if keyword in node:
            parts = (condition(part) for part in sequence(node[keyword]))
            return family(tuple(part for part in parts if part))
    return None


def advice(node: JsonObject) -> tuple[Advice, ...]:
    """Lower a field's recommendations."""
    return tuple(
        Advice(
            says=text_of(item.get("says")),
            holds=canonical(item["holds"]) if "holds" in item else None,
            when=condition(item.get("when")),
        )
        for item in map(mapping, sequence(node.get("x-advice")))
    )


def reads_also(node: JsonObject) -> tuple[Scalar, ...]:
    """Lower the JSON types that a reader takes beside the documented one."""
    return tuple(Scalar(text_of(kind)) for kind in sequence(node.get("x-reads-also")))
