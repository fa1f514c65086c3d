"""Changes in plain words, one line each. Sentences of a page are never quoted, values are cut short."""

from __future__ import annotations

from trueup.document.json_values import JsonObject, JsonValue, canonical, mapping, sequence
from trueup.page.difference.terms import Prose, What

_LONGEST = 60
_MOST = 12
_COUNTED = {What.LENGTH: "Length", What.COUNT: "Items"}
_NAMES = {What.COUNT: "number of items", What.ENUM: "values", What.COMPUTED: "computed default"}


def told(what: What, path: str, old: JsonValue, new: JsonValue) -> str:
    """Tell a change of the contract, its values in normal form."""
    return _line(f"{path}: {_told(what, old, new)}")


def told_prose(what: Prose, path: str, old: int | None, new: int | None) -> str:
    """Tell a change of prose."""
    match what:
        case Prose.WORDING | Prose.STATUS_WORDING:
            said = "other words, same meaning"
        case Prose.RENUMBERED:
            said = f"table {old} is table {new} now"
        case Prose.REORDERED:
            said = f"rows reordered, row {old} is row {new} now"
        case Prose.EXAMPLE:
            said = _example(old, new)
    return _line(f"{path}: {said}")


def value_told(what: What, value: JsonValue) -> str:
    """Tell a value that is stated, without its unit."""
    match what:
        case What.TYPE:
            return _type(mapping(value))
        case What.LENGTH | What.COUNT:
            limits, of = mapping(value), _COUNTED[what]
            return _bounds({"minimum": limits.get(f"min{of}"), "maximum": limits.get(f"max{of}")})
        case What.RANGE:
            return ", or ".join(_bounds(mapping(each)) for each in sequence(value)) or "nothing"
        case What.ENUM:
            return _listed([_short(each) for each in sequence(value)])
        case What.CONDITION:
            return _condition(mapping(value))
        case What.ADVICE:
            return _bounds(mapping(value))
        case _:
            return _short(value)


def _told(what: What, old: JsonValue, new: JsonValue) -> str:
    match what:
        case What.FIELD_ADDED:
            return f"field added ({_field(mapping(new))})"
        case What.FIELD_REMOVED:
            return f"field removed ({_field(mapping(old))})"
        case What.FIELD_MOVED:
            return f"field moved to {new}"
        case What.STATUS_ADDED | What.STATUS_REMOVED:
            return str(what)
        case What.MANDATORY if bool(old) != bool(new):
            return "mandatory now" if new else "no longer mandatory"
        case What.ENUM if old is not None and new is not None:
            return _members(sequence(old), sequence(new))
        case _:
            return _changed(what, old, new)


def _changed(what: What, old: JsonValue, new: JsonValue) -> str:
    name = _NAMES.get(what, str(what))
    unit = " characters" if what is What.LENGTH else ""
    if old is None:
        return f"{name} not told before, now {value_told(what, new)}{unit}"
    if new is None:
        return f"{name} no longer told, was {value_told(what, old)}{unit}"
    return f"{name} changed from {value_told(what, old)} to {value_told(what, new)}{unit}"


def _members(old: list[JsonValue], new: list[JsonValue]) -> str:
    before = {canonical(each): each for each in old}
    after = {canonical(each): each for each in new}
    added = [_short(each) for key, each in after.items() if key not in before]
    removed = [_short(each) for key, each in before.items() if key not in after]
    parts = (("added", added), ("removed", removed))
    return "; ".join(f"values {done}: {_listed(each)}" for done, each in parts if each)


def _field(stated: JsonObject) -> str:
    mandatory = "mandatory" if stated.get("mandatory") else "optional"
    return f"{_type(mapping(stated.get('type')))}, {mandatory}"


def _type(schema: JsonObject) -> str:
    name, form = schema.get("type"), schema.get("format")
    if name == "array":
        return f"array of {_type(mapping(schema.get('items')))}"
    if name == "object" and "additionalProperties" in schema:
        return f"map to {_type(mapping(schema['additionalProperties']))}"
    known = _short(name) if name else "any type"
    return f"{known} ({_short(form)})" if form else known


def _bounds(limits: JsonObject) -> str:
    if limits.get("const") is not None:
        return _short(limits["const"])
    words = {
        "minimum": "at least",
        "exclusiveMinimum": "more than",
        "maximum": "at most",
        "exclusiveMaximum": "less than",
    }
    stated = {key: _short(limits[key]) for key in words if limits.get(key) is not None}
    if stated.keys() == {"minimum", "maximum"}:
        return f"{stated['minimum']} to {stated['maximum']}"
    said = " and ".join(f"{words[key]} {bound}" for key, bound in stated.items())
    return said or ("any" if not limits.keys() - words.keys() else _cut(canonical(limits)))


def _condition(value: JsonObject) -> str:
    if "field" in value:
        values = _listed([_short(each) for each in sequence(value.get("in"))])
        return f"{_short(value['field'])} is {values}"
    if "not" in value:
        return f"not ({_condition(mapping(value['not']))})"
    for word, joint in (("any", " or "), ("all", " and ")):
        if word in value:
            parts = [f"({_condition(mapping(each))})" for each in sequence(value[word])]
            return joint.join(parts)
    return _cut(canonical(value))


def _example(old: int | None, new: int | None) -> str:
    if old is None and new is None:
        return "example changed"
    if old is None:
        return f"example {new} added"
    return f"example {old} removed" if new is None else f"example {new} changed"


def _listed(words: list[str]) -> str:
    more = [f"{len(words) - _MOST} more"] if len(words) > _MOST else []
    return ", ".join([*words[:_MOST], *more]) or "none"


def _short(value: JsonValue) -> str:
    return _cut((value or '""') if isinstance(value, str) else canonical(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _line(text: str) -> str:
    """Keep words of a page on one line, and what a terminal would act on out of it."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
