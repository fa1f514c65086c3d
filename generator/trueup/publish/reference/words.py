"""What is said of a schema, beside its description: each fact under a term, in words, as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonValue, canonical, mapping, sequence, text_of
from trueup.lower.conditions import advice, condition
from trueup.page.stated.layers import Keywords, Layer
from trueup.publish.site.prose import line
from trueup.publish.site.views_of_reference import FactView, ValueView
from trueup.render.templating import Html
from trueup.render.words import condition_words, schema_words

# Keywords with no words of their own, that refuse values all the same: shown as they are written.
_AS_WRITTEN: Final = (
    "not", "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames", "patternProperties",
    "dependentRequired", "dependentSchemas", "prefixItems", "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
_CHOICES: Final = ("oneOf", "anyOf")
_SHORT: Final = 24
Layers = tuple[Layer, ...]


def every(of: Layers, key: str) -> list[JsonValue]:
    """Give what the layers say under a keyword, each thing once: all of it holds."""
    found = {canonical(each.node[key]): each.node[key] for each in of if key in each.node}
    return [*found.values()]


def code(value: JsonValue) -> Html:
    """Show a JSON value as it is written."""
    return written(json.dumps(value, ensure_ascii=False))


def written(text: str) -> Html:
    """Show text as code; what is short stays on one line."""
    short = Html(' class="short"') if len(text) <= _SHORT else Html("")
    return Html("<code{}>{}</code>").format(short, text)


def facts(of: Layers, found: Keywords, *, sent: bool) -> Iterator[FactView]:
    """Yield what is said of a value. `sent`: it is part of a request."""
    yield from _limits(of)
    yield from _choice(of)
    for key in _AS_WRITTEN:
        for value in every(of, key):
            yield FactView(_TERMS.get(key, key), code(value))
    if any(each is False for each in every(of, "additionalProperties")):
        yield FactView("Other fields", Html("are refused" if sent else "are not documented"))
    yield from _defaults(of, found, sent=sent)
    for unit in every(of, "x-unit"):
        yield FactView("Unit", Html.escape(text_of(unit)))
    for moment in every(of, "x-epoch"):
        yield FactView("Counted from", written(text_of(moment)))
    for media_type in every(of, "contentMediaType"):
        yield FactView("The text holds", written(text_of(media_type)))
    for encoding in every(of, "contentEncoding"):
        yield FactView("Encoded in", written(text_of(encoding)))
    for kinds in every(of, "x-reads-also"):
        said = ", ".join(text_of(each) for each in sequence(kinds))
        yield FactView("Also read as", Html.escape(said))
    yield from _advised(found)


_TERMS: Final = {
    "not": "Not", "if": "If", "then": "Then", "else": "Else", "contains": "Contains",
    "propertyNames": "Names of fields", "patternProperties": "Fields by pattern",
    "dependentRequired": "Required together", "prefixItems": "First items",
}  # fmt: skip


def _limits(of: Layers) -> Iterator[FactView]:
    for term, one, low, high in (
        ("Length", "character", "minLength", "maxLength"),
        ("Items", "item", "minItems", "maxItems"),
        ("Fields", "field", "minProperties", "maxProperties"),
    ):
        if said := _counted(every(of, low), every(of, high), one):
            yield FactView(term, Html.escape(said))
    bounds = [
        f"{words} {canonical(value)}"
        for words, key in _BOUNDS
        for value in every(of, key)
        if not isinstance(value, bool)
    ]
    if bounds:
        yield FactView("Range", Html.escape(", ".join(bounds)))
    if any(every(of, "uniqueItems")):
        yield FactView("Items", Html("none twice"))
    for pattern in every(of, "pattern"):
        yield FactView("Pattern", written(text_of(pattern)))


_BOUNDS: Final = (
    ("at least", "minimum"),
    ("more than", "exclusiveMinimum"),
    ("at most", "maximum"),
    ("less than", "exclusiveMaximum"),
    ("a multiple of", "multipleOf"),
)


def _counted(lows: list[JsonValue], highs: list[JsonValue], one: str) -> str:
    """Say how many there may be.

    >>> _counted([0], [57], "character"), _counted([], [1], "item"), _counted([2], [2], "item")
    ('0 to 57 characters', 'at most 1 item', 'exactly 2 items')
    """
    if len(lows) == len(highs) == 1:
        (low,), (high,) = lows, highs
        said = f"exactly {low}" if low == high else f"{low} to {high}"
        return f"{said} {one}{'' if high == 1 else 's'}"
    each = [*(("at least", low) for low in lows), *(("at most", high) for high in highs)]
    return ", ".join(f"{words} {value} {one}{'' if value == 1 else 's'}" for words, value in each)


def _choice(of: Layers) -> Iterator[FactView]:
    """Yield choices between schemas that are too small to have fields of their own."""
    for layer in of:
        for key in _CHOICES:
            members = sequence(layer.node.get(key))
            if len(members) > 1 and not any(_is_large(each) for each in members):
                words = schema_words({key: [each for each in members if each != {"type": "null"}]})
                if not all(mapping(each).keys() <= {"type"} for each in members):
                    yield FactView("One of" if key == "oneOf" else "Allowed", Html.escape(words))


def _is_large(member: JsonValue) -> bool:
    return not {"properties", "$ref", "items", "oneOf", "anyOf", "allOf"}.isdisjoint(
        mapping(member)
    )


def _defaults(of: Layers, found: Keywords, *, sent: bool) -> Iterator[FactView]:
    unsent = ": the service’s own, never sent unless you set it" if sent else ""
    if "default" in found:
        yield FactView("Default", Html("{}{}").format(code(found["default"].value), unsent))
    if (computed := found.get("x-default-expression")) is not None:
        shown = written(text_of(computed.value))
        yield FactView("Default", Html("computed as {}{}").format(shown, unsent))


def _advised(found: Keywords) -> Iterator[FactView]:
    own = {key: each.value for key, each in found.items()}
    if (applies := condition(own.get("x-applies-when"))) is not None:
        said = Html("only when {}").format(line(condition_words(applies)))
        yield FactView("Has an effect", said)
    for each in advice(own):
        when = line(f"when {condition_words(each.when)}") + ": " if each.when else Html("")
        holds = f" ({schema_words(json.loads(each.holds))})" if each.holds else ""
        said = Html("{}{}{}").format(when, line(each.says), holds)
        yield FactView("Recommended, not required", said)


def values(of: Layers, names: dict[str, str]) -> tuple[ValueView, ...]:
    """Give the values of an enumeration, with their names in Python (by canonical JSON) and their meanings."""
    layer = next((each for each in of if isinstance(each.node.get("enum"), list)), None)
    if layer is None:
        return ()
    told = sequence(layer.node.get("x-enum-descriptions"))
    return tuple(
        ValueView(
            json.dumps(value, ensure_ascii=False),
            names.get(canonical(value), ""),
            line(text_of(told[at])) if at < len(told) else Html(""),
        )
        for at, value in enumerate(sequence(layer.node["enum"]))
    )


def examples(found: Keywords) -> Iterator[FactView]:
    """Yield the examples that a schema gives itself."""
    shown = [found["example"].value] if "example" in found else []
    shown += sequence(found["examples"].value) if "examples" in found else []
    if shown:
        each = Html(", ").join(code(value) for value in shown)
        yield FactView("Examples" if len(shown) > 1 else "Example", each)
