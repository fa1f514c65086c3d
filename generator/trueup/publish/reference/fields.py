"""A schema as a page shows it: its type, all that is said of it, and what stands within it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join, split
from trueup.ir import Side
from trueup.page.stated.layers import Keywords, Layer, choices, inner_layers, keywords, layers
from trueup.publish.reference.ids import Ids, slug
from trueup.publish.reference.told import Told
from trueup.publish.reference.uses import is_choice, kinds
from trueup.publish.reference.words import Layers, code, examples, facts, values, written
from trueup.publish.site.prose import prose
from trueup.publish.site.views_of_reference import BadgeView, DescribedView, FactView
from trueup.render.templating import Html

_CHOICES: Final = ("oneOf", "anyOf")
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is shown: its id and name there.

    `inside`: the schemas that it stands in, each with its id. `base`: what ids within it begin with, if not its own.
    `at`: the operation and the field, as changes name them.
    """

    id: str
    name: str
    side: Side
    required: bool = False
    inside: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    at: tuple[str, str] = ("", "")

    def within(self, name: str, shown: str, step: str, *, required: bool = False) -> Spot:
        """Give the spot of something that stands in this one. `step`: the way to it, as changes name it."""
        id_, at = f"{self.base or self.id}.{slug(name)}", (self.at[0], f"{self.at[1]}{step}")
        return Spot(id_, shown, self.side, required, self.inside, at=at)


@dataclass(frozen=True)
class Fields:
    """Shows the schemas of one document. `own`: those that are shown on their own; `link`: where.

    `met`: the operation and the field that such a schema was first met at.
    """

    root: JsonObject
    told: Told
    ids: Ids
    own: Mapping[str, JsonObject]
    link: Callable[[str], str]
    met: dict[str, tuple[str, str]]

    def schema(self, spot: Spot, pointer: str, node: JsonObject) -> DescribedView:
        """Show a schema."""
        return self.described(spot, layers(self.root, pointer, node))

    def model(self, spot: Spot, pointer: str) -> DescribedView:
        """Show a schema that is shown on its own."""
        of = layers(self.root, pointer, self.own[pointer])
        named = (join(each.pointer, "properties", name) for each in of for name in _named(each))
        sent = any((each, Side.REQUEST) in self.told.fields for each in named)
        side = Side.REQUEST if sent else Side.RESPONSE
        at = self.met.get(pointer, ("", ""))
        return self.described(replace(spot, side=side, at=at), of, itself=True)

    def described(self, spot: Spot, of: Layers, *, itself: bool = False) -> DescribedView:
        """Show what layers say of one thing."""
        found = keywords(of)
        id_ = self.ids.of(spot.id, f"{spot.id} {of[0].pointer}")
        model = "" if itself else self._model(of)
        within: tuple[DescribedView, ...] = ()
        label, said = "", of
        if model:
            self.met.setdefault(model, spot.at)
            beyond = {each.pointer for each in layers(self.root, model, self.own[model])}
            said = tuple(each for each in of if each.pointer not in beyond) or of[:1]
        else:
            label, within = self._within(spot, of, found)
        shown = () if model else values(of, self._names(of))
        told = [*self._facts(spot, said)]
        if not any(each.name or each.meaning for each in shown):
            if shown:
                told = [
                    FactView("One of", Html(", ").join(written(each.value) for each in shown)),
                    *told,
                ]
            shown = ()
        return DescribedView(
            id=id_,
            name=spot.name,
            type=self._type(of, found, itself=itself),
            badges=tuple(self._badges(spot, found)),
            doc=prose(text_of(found["description"].value) if "description" in found else "", 5),
            place=self._place(spot, said),
            facts=tuple(told),
            values=shown,
            named=any(each.name for each in shown),
            meant=any(each.meaning for each in shown),
            label=label,
            within=within,
        )

    def _place(self, spot: Spot, of: Layers) -> str:
        """Say where on the page something stands, and since which version it is there."""
        places = (self.told.place(each.pointer, each.node) for each in of)
        return ", ".join(filter(None, (next(filter(None, places), ""), self.told.since(spot.at))))

    def _facts(self, spot: Spot, of: Layers) -> Iterator[FactView]:
        found = keywords(of)
        yield from facts(of, found, sent=spot.side is Side.REQUEST)
        yield from examples(found)
        yield from self._in_python(spot, of)
        if source := next(filter(None, (text_of(each.node.get("x-source")) for each in of)), ""):
            yield FactView("Source", Html.escape(source))
        yield from self.told.changes(spot.at)

    def _in_python(self, spot: Spot, of: Layers) -> Iterator[FactView]:
        known = self.told.fields.get((of[0].pointer, spot.side))
        if known is None:
            return
        if known.name != known.wire:
            yield FactView("In Python", written(known.name))
        if known.instant:
            yield FactView("As a datetime", written(known.instant.name))
        if known.parsed:
            yield FactView("Read as JSON", written(known.parsed))

    def _names(self, of: Layers) -> dict[str, str]:
        return next((found for each in of if (found := self.told.members.get(each.pointer))), {})

    def _badges(self, spot: Spot, found: Keywords) -> Iterator[BadgeView]:
        said = {key: each.value for key, each in found.items()}
        if spot.required:
            yield BadgeView("required", "bad")
        if said.get("deprecated") is True:
            yield BadgeView("deprecated", "warn")
        if said.get("readOnly") is True:
            yield BadgeView("in answers only", "note")
        if said.get("writeOnly") is True:
            yield BadgeView("in requests only", "note")

    def _model(self, of: Layers) -> str:
        """Give the schema shown on its own that this is, and nothing more than that; else nothing."""
        holding = [each.pointer for each in of if _holds(each)]
        for each in of:
            if each.pointer in self.own:
                inner = {
                    one.pointer for one in layers(self.root, each.pointer, self.own[each.pointer])
                }
                if inner.issuperset(holding):
                    return each.pointer
        return ""

    def _type(self, of: Layers, found: Keywords, *, itself: bool = False) -> Html:
        null = _takes_null(of)
        model = "" if itself else self._model(of)
        if model:
            named = Html('<a href="{}">{}</a>').format(self.link(model), split(model)[-1])
        else:
            named = self._plain_type(of, found)
        return Html("{} or null").format(named) if null else named

    def _plain_type(self, of: Layers, found: Keywords) -> Html:
        if "const" in found:
            return Html("always {}").format(code(found["const"].value))
        members = [each for layer in of for key in _CHOICES for each in _members(layer, key)]
        types = [each for each in _types(of) if each != "null"]
        if len(members) > 1 and not types:
            each = (self._type_at(pointer, node) for pointer, node in members[:_DEEPEST])
            return Html(" or ").join(dict.fromkeys(each))
        if items := inner_layers(self.root, found, "items"):
            return Html("list of {}").format(self._type_of(items))
        if "array" in types:
            return Html("list")
        more = inner_layers(self.root, found, "additionalProperties")
        if more and not any(each.node.get("properties") for each in of):
            return Html("map of {}").format(self._type_of(more))
        named = " or ".join(types) or _type_by_values(found)
        format_ = text_of(found["format"].value) if "format" in found else ""
        return Html.escape(f"{named} ({format_})" if format_ else named)

    def _type_at(self, pointer: str, node: JsonObject) -> Html:
        return self._type_of(layers(self.root, pointer, node))

    def _type_of(self, of: Layers) -> Html:
        return self._type(of, keywords(of))

    def _within(
        self, spot: Spot, of: Layers, found: Keywords
    ) -> tuple[str, tuple[DescribedView, ...]]:
        """Give what stands within a value, and what it is called."""
        holder = next((each.pointer for each in of if _holds(each) or "items" in each.node), "")
        if holder in spot.inside:
            return f"Repeats {spot.inside[holder]}", ()
        if len(spot.inside) > _DEEPEST:
            return "", ()
        inner = replace(spot, inside={**spot.inside, holder: spot.id}) if holder else spot
        fields = [*self._fields(inner, of), *self._options(inner, of)]
        if items := inner_layers(self.root, found, "items"):
            label, each = self._one_of_many(inner, items, "each item", "[]")
            return label, (*fields, *each)
        if more := inner_layers(self.root, found, "additionalProperties"):
            label, each = self._one_of_many(inner, more, "each value", ".*")
            return "Fields" if fields else label, (*fields, *each)
        if held := inner_layers(self.root, found, "contentSchema"):
            return "In its JSON", self._within(inner, held, keywords(held))[1]
        return "Kinds" if fields and not any(_named(each) for each in of) else "Fields", (*fields,)

    def _fields(self, spot: Spot, of: Layers) -> Iterator[DescribedView]:
        needed = {text_of(name) for each in of for name in sequence(each.node.get("required"))}
        stood: dict[str, list[Layer]] = {}
        for layer in of:
            for name, node in mapping(layer.node.get("properties")).items():
                pointer = join(layer.pointer, "properties", name)
                stood.setdefault(name, []).extend(layers(self.root, pointer, mapping(node)))
        for name, each in stood.items():
            yield self.described(
                spot.within(name, name, f".{name}", required=name in needed), (*each,)
            )

    def _options(self, spot: Spot, of: Layers) -> Iterator[DescribedView]:
        """Yield the kinds that a value may be of, where they have fields of their own."""
        if not is_choice(of):
            for layer in of:
                for pointer in kinds(layer.node):
                    name = split(pointer)[-1]
                    if pointer in self.own:
                        yield self.schema(spot.within(name, name, ""), pointer, self.own[pointer])
            return
        for layer in of:
            for key in _CHOICES:
                members = _members(layer, key)
                for at, (pointer, node) in enumerate(members if len(members) > 1 else ()):
                    name = (
                        text_of(node.get("title")) or text_of(node.get("$ref")).rpartition("/")[2]
                    )
                    shown = name or f"Option {at + 1}"
                    yield self.schema(
                        spot.within(name or f"option-{at + 1}", shown, ""), pointer, node
                    )

    def _one_of_many(
        self, spot: Spot, of: Layers, name: str, step: str
    ) -> tuple[str, tuple[DescribedView, ...]]:
        """Show the items of a list, or the values of a map: their fields alone, where nothing else is said of them."""
        at = (spot.at[0], f"{spot.at[1]}{step}")
        if model := self._model(of):
            self.met.setdefault(model, at)
            return "", ()
        found = keywords(of)
        side = Spot(spot.id, name, spot.side)
        if (
            any(_named(each) for each in of)
            and not text_of(found["description"].value if "description" in found else "")
            and not [*self._facts(side, of)]
        ):
            return f"Fields of {name}", self._within(replace(spot, at=at), of, found)[1]
        made = self.described(spot.within(name.rpartition(" ")[2], name, step), of)
        said = made.doc or made.facts or made.values or made.within
        return "", (made,) if said else ()


def _holds(layer: Layer) -> bool:
    return bool(_named(layer)) or is_choice((layer,)) or "enum" in layer.node


def _named(layer: Layer) -> JsonObject:
    return mapping(layer.node.get("properties"))


def _members(layer: Layer, key: str) -> list[tuple[str, JsonObject]]:
    return [(join(layer.pointer, key, index), member) for index, member in choices(layer.node, key)]


def _types(of: Layers) -> list[str]:
    """Give the types that a value may have: the nearest layer that names any says it."""
    said = next((each.node["type"] for each in of if "type" in each.node), None)
    return [text_of(each) for each in (said if isinstance(said, list) else [said]) if each]


def _takes_null(of: Layers) -> bool:
    by_choice = any(
        {"type": "null"} in sequence(each.node.get(key)) for each in of for key in _CHOICES
    )
    return by_choice or "null" in _types(of)


def _type_by_values(found: Keywords) -> str:
    """Name the type of what says none."""
    if "enum" in found:
        names = dict.fromkeys(
            _NAMES.get(type(each), "object") for each in sequence(found["enum"].value)
        )
        return " or ".join(names)
    if "properties" in found:
        return "object"
    return "any value"


_NAMES: Final[Mapping[type[JsonValue], str]] = {
    str: "string", bool: "boolean", int: "integer", float: "number", list: "list", type(None): "null",
}  # fmt: skip
