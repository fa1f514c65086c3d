"""One field of a page as a schema: what its facts say by keyword, and what no keyword says yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trueup.document.expressions import BadExpression, names_in
from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.page.contradictions.contradiction import without_prose
from trueup.page.contradictions.fitting import misfit
from trueup.page.difference.telling import value_told
from trueup.page.difference.terms import What
from trueup.page.draft.enums import enumerated
from trueup.page.draft.naming import spelled_out
from trueup.page.draft.notes import at_line
from trueup.page.facts import Field, Kind
from trueup.page.statement import Statement, statement

_NUMBERS: Final = ("integer", "number")


def field_node(field: Field, ref: str, notes: Sequence[str], place: JsonObject) -> JsonObject:
    """Write a field as a property. `ref`: the schema of its value, or of its items; empty: it has none."""
    said = statement(field)
    schema, undecided = _typed(mapping(said.get(Kind.TYPE)), ref, noted=bool(notes))
    for part, open_ in (_constraints(field, said, schema), _default(field, said)):
        schema = {**schema, **part}
        undecided += open_
    beside, open_ = _beside(field, said)
    undecided = [*notes, *undecided, *open_]
    return {
        **schema,
        "description": _description(field),
        **beside,
        **({"x-to-decide": list(dict.fromkeys(undecided))} if undecided else {}),
        **place,
    }


def _typed(type_: JsonObject, ref: str, *, noted: bool) -> tuple[JsonObject, list[JsonValue]]:
    kind = type_.get("type")
    if kind is None and not ref:
        return {}, [] if noted else ["the page gives no type that is known: say which it is"]
    if not ref:
        return type_, _unlisted(type_)
    target: JsonObject = {"$ref": f"#/components/schemas/{ref}"}
    if kind == "array":
        return {"type": "array", "items": _around(mapping(type_.get("items")), target)}, []
    if kind == "object":
        return target, []
    return target, [f"a table lists its fields, its type is {kind or 'unknown'}"]


def _around(items: JsonObject, target: JsonObject) -> JsonObject:
    """Keep the lists that stand in a list around what is in the innermost."""
    if items.get("type") == "array":
        return {"type": "array", "items": _around(mapping(items.get("items")), target)}
    return target


def _unlisted(type_: JsonObject) -> list[JsonValue]:
    if type_ == {"type": "array"}:
        return ["the page does not say what the items are"]
    inner = mapping(type_.get("items")) if type_.get("type") == "array" else type_
    return ["no table of the page lists its fields"] if inner == {"type": "object"} else []


def _constraints(
    field: Field, said: Statement, schema: JsonObject
) -> tuple[JsonObject, list[JsonValue]]:
    """Give the limits; what is said of text or numbers in a list is said of its items."""
    is_list = schema.get("type") == "array"
    of = mapping(schema.get("items")) if is_list else schema
    made: JsonObject = {}
    undecided: list[JsonValue] = []
    if Kind.CONTENT in said and of.get("type") == "string":
        made["contentMediaType"] = said[Kind.CONTENT]
    for kind, types in ((Kind.LENGTH, ("string",)), (Kind.RANGE, _NUMBERS)):
        if kind in said:
            limits = _range(said[kind]) if kind is Kind.RANGE else _size(said[kind])
            if of.get("type") in types and limits:
                made.update(limits)
            else:
                undecided.append(_unsaid(field, said, kind))
    values, open_ = ({}, []) if "$ref" in of else enumerated(field, of)
    made.update(values)
    undecided += open_
    count = _size(said.get(Kind.COUNT))
    if count and not is_list:
        undecided.append(_unsaid(field, said, Kind.COUNT))
        count = {}
    if not is_list:
        return made, undecided
    return {**({"items": {**of, **made}} if made else {}), **count}, undecided


def _size(value: JsonValue) -> JsonObject:
    """Give the limits of a length or count, the least first."""
    return dict(sorted(mapping(value).items(), reverse=True))


def _range(value: JsonValue) -> JsonObject:
    """Give the keywords of a range; none where a bound is a quantity in text, or it is a single number."""
    intervals = [mapping(each) for each in sequence(value)]
    if any(isinstance(bound, str) for each in intervals for bound in each.values()):
        return {}
    if len(intervals) == 1:
        return {} if "const" in intervals[0] else intervals[0]
    return {"anyOf": [*intervals]}


def _unsaid(field: Field, said: Statement, kind: Kind) -> str:
    type_ = mapping(said.get(Kind.TYPE)).get("type") or "unknown"
    told = value_told(What(str(kind)), said[kind])
    what = f"the {kind} is {told}, and the type {type_}: say it by a `pattern`, or leave it out"
    return at_line(what, next(fact.span for fact in field.facts if fact.kind is kind))


def _default(field: Field, said: Statement) -> tuple[JsonObject, list[JsonValue]]:
    """Give the default if the field takes it; that it does not is told as a contradiction of the page."""
    values = field.values(Kind.DEFAULT)
    if not values or misfit(values[0], said):
        return {}, []
    return {"default": values[0]}, []


def _beside(field: Field, said: Statement) -> tuple[JsonObject, list[JsonValue]]:
    """Give the keywords that stand after the description."""
    made: JsonObject = {}
    undecided: list[JsonValue] = []
    if examples := list(_examples(field, said)):
        made["examples"] = examples
    if Kind.UNIT in said:
        made["x-unit"] = field.values(Kind.UNIT)[0]
    if Kind.COMPUTED in said:
        expression = str(field.values(Kind.COMPUTED)[0])
        if _is_expression(expression):
            made["x-default-expression"] = expression
    if advice := list(_advice(field)):
        made["x-advice"] = advice
    undecided += _advised(field)
    conditions = {canonical(each) for each in field.values(Kind.CONDITION)}
    if Kind.CONDITION in said:
        made["x-applies-when"] = _condition(mapping(said[Kind.CONDITION]))
    if len(conditions) > 1:
        what = f"the page states {len(conditions)} conditions: is one enough, as written here, or must all hold?"
        undecided.append(what)
    return made, undecided


def _examples(field: Field, said: Statement) -> Iterator[JsonValue]:
    for value in field.values(Kind.EXAMPLE):
        if without_prose(value) == value and not misfit(value, said):
            yield value


def _is_expression(text: str) -> bool:
    try:
        names_in(text)
    except BadExpression:
        return False
    return True


def _advice(field: Field) -> Iterator[JsonValue]:
    for value in field.values(Kind.ADVICE):
        holds = mapping(value)
        if holds and not _is_quantity(holds):
            yield {"says": f"Recommended: {value_told(What.ADVICE, holds)}.", "holds": holds}


def _advised(field: Field) -> Iterator[str]:
    for fact in field.facts:
        if fact.kind is Kind.ADVICE and (not fact.value or _is_quantity(mapping(fact.value))):
            told = f" ({value_told(What.ADVICE, fact.value)})" if fact.value else ""
            yield at_line(f"the page recommends something{told}: say it in `x-advice`", fact.span)


def _is_quantity(holds: JsonObject) -> bool:
    return any(isinstance(bound, str) for key, bound in holds.items() if key != "const")


def _condition(value: JsonObject) -> JsonObject:
    """Write a condition in normal form with `equals` where there is one value."""
    if "field" in value:
        values = sequence(value["in"])
        one = len(values) == 1
        return {"field": value["field"], **({"equals": values[0]} if one else {"in": values})}
    if "not" in value:
        return {"not": _condition(mapping(value["not"]))}
    return {
        word: [_condition(mapping(each)) for each in sequence(parts)]
        for word, parts in value.items()
    }


def _description(field: Field) -> str:
    unit = "".join(f", in {_plural(str(each))}" for each in field.values(Kind.UNIT)[:1])
    count = len(field.unread)
    plural = "" if count == 1 else "s"
    left = f" ({count} sentence{plural} there gave no fact)" if count else ""
    return f"{spelled_out(field.name)}{unit}. To be described, see line {field.span.line} of the page{left}."


def _plural(unit: str) -> str:
    return f"{unit}s" if unit.isalpha() and unit.islower() and unit.isascii() else unit
