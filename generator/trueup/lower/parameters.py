"""Lower parameters: where each goes, and how its value becomes text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from trueup import names
from trueup.document.json_values import JsonObject, canonical, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.references import examples_of, merged, resolve
from trueup.document.walk import path_item
from trueup.ir import (
    AnyType,
    BinaryType,
    CheckedType,
    ConstType,
    ListType,
    MapType,
    NamedType,
    NullableType,
    Parameter,
    Record,
    Scalar,
    ScalarType,
    Side,
    Style,
    Type,
    UnionType,
    Where,
)
from trueup.lower.keywords import example_of
from trueup.lower.report import Report, origin_of
from trueup.lower.schemas import Schemas
from trueup.lower.streams import is_lines, item_of

# The styles of each place, the one that is meant where none is named first.
_STYLES: Final = {
    Where.PATH: (Style.SIMPLE, Style.LABEL, Style.MATRIX),
    Where.QUERY: (Style.FORM, Style.SPACE, Style.PIPE, Style.DEEP),
    Where.HEADER: (Style.SIMPLE,),
    Where.COOKIE: (Style.FORM, Style.COOKIE),
}
_WHOLE: Final = (Style.JSON, Style.LINES, Style.SEQUENCE)  # written with all that they hold
_EXPLODED: Final = (Style.FORM, Style.DEEP, Style.COOKIE)
# Headers that OpenAPI describes by other means: a parameter of such a name "shall be ignored".
_NO_PARAMETERS: Final = frozenset({"accept", "content-type", "authorization"})


def is_json(media_type: str) -> bool:
    """Say whether a media type is JSON.

    >>> is_json("application/json; charset=utf-8"), is_json("application/hal+json"), is_json("text/csv")
    (True, True, False)
    """
    plain = media_type.partition(";")[0].strip().lower()
    return plain in ("application/json", "text/json") or plain.endswith("+json")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Lowers the parameters of the operations of one document."""

    root: JsonObject
    report: Report
    schemas: Schemas

    def lower(self, pointer: str, holder: str, node: JsonObject) -> tuple[Parameter, ...]:
        """Lower what an operation takes, with what its path says at `holder`."""
        found = {
            (where, wire): (at, each)
            for at, where, wire, each in self._found(pointer, holder, node)
        }
        settled = names.settle(_wanted(found))
        made = (
            self._parameter(place, parameter, where, wire, settled[f"{where}:{wire}"])
            for (where, wire), (place, parameter) in found.items()
        )
        return tuple(each for each in made if each is not None)

    def _found(
        self, pointer: str, path: str, node: JsonObject
    ) -> Iterator[tuple[str, str, str, JsonObject]]:
        for at, holder in (path_item(self.root, path), (pointer, node)):
            for index, entry in enumerate(sequence(holder.get("parameters"))):
                parameter, referred = resolve(self.root, mapping(entry))
                place = referred or join(at, "parameters", index)
                where, wire = text_of(parameter.get("in")), text_of(parameter.get("name"))
                if where == "header" and wire.lower() in _NO_PARAMETERS:
                    what = f"the header parameter {wire} is passed over, as OpenAPI asks"
                    fix = "remove it: media types and security schemes give this header"
                    self.report.passed_over(place, what, fix)
                else:
                    yield place, where, wire, parameter

    def _parameter(
        self, pointer: str, node: JsonObject, place: str, wire: str, name: str
    ) -> Parameter | None:
        if place not in set(Where):
            self.report.unsupported(pointer, f"a {place} parameter")
            return None
        where = Where(place)
        content = mapping(node.get("content"))
        type_ = self._type(pointer, node, wire)
        style = (
            self._content_style(pointer, content, where)
            if content
            else self._style(pointer, node, where)
        )
        if style is None:
            return None
        explode = node.get("explode", style in _EXPLODED) is True
        reserved = node.get("allowReserved") is True and where in (Where.QUERY, Where.PATH)
        if style not in _WHOLE:
            self._tell_nested(pointer, type_, style)
        plain = style in (Style.SIMPLE, Style.FORM) and self.is_plain(type_) and not reserved
        repeated = where is Where.QUERY and style is Style.FORM and explode and not reserved
        if plain or (repeated and isinstance(type_, ListType) and self.is_plain(type_.item)):
            style, explode = Style.PLAIN, False
        return Parameter(
            wire=wire,
            name=name,
            where=where,
            type=type_,
            required=node.get("required") is True or where is Where.PATH,
            doc=text_of(node.get("description")),
            origin=origin_of(pointer, node),
            per_client=node.get("x-client-parameter") is True,
            style=style,
            explode=explode,
            reserved=reserved,
            example=self._example(node),
        )

    def _example(self, node: JsonObject) -> str | None:
        """Give the first example of a parameter, or of its schema, as canonical JSON."""
        media = next(map(mapping, mapping(node.get("content")).values()), node)
        shown = (*examples_of(self.root, node), *examples_of(self.root, media))
        schema = merged(self.root, mapping(media.get("schema")))
        return next(map(canonical, shown), None) or example_of(schema)

    def _type(self, pointer: str, node: JsonObject, wire: str) -> Type:
        place, schema = join(pointer, "schema"), mapping(node.get("schema"))
        for media_type, media in mapping(node.get("content")).items():
            if is_lines(media_type):
                item = item_of(self.root, join(pointer, "content", media_type), mapping(media))
                return ListType(self.schemas.lower(*item, Side.REQUEST, wire))
            place = join(pointer, "content", media_type, "schema")
            schema = mapping(mapping(media).get("schema"))
        type_ = self.schemas.lower(place, schema, Side.REQUEST, wire)
        if node.get("allowEmptyValue") is not True or type_ == ScalarType(Scalar.STRING):
            return type_
        empty = CheckedType(ScalarType(Scalar.STRING), canonical({"const": ""}))
        return type_ if isinstance(type_, AnyType) else UnionType((type_, empty))

    def _style(self, pointer: str, node: JsonObject, where: Where) -> Style | None:
        styles = _STYLES[where]
        named = node.get("style", styles[0])
        if named not in styles:
            self.report.unsupported(join(pointer, "style"), f"the style {named} in {where}")
            return None
        return Style(text_of(named))

    def _content_style(self, pointer: str, content: JsonObject, where: Where) -> Style | None:
        media_type = next(iter(content))
        lines = is_lines(media_type)
        if lines and where is not Where.HEADER:  # which can have no end of a line
            return Style.SEQUENCE if "json-seq" in media_type else Style.LINES
        if is_json(media_type) and not lines:
            return Style.JSON
        if media_type.startswith("text/"):
            return Style.FORM
        self.report.unsupported(join(pointer, "content"), f"a parameter that is {media_type}")
        return None

    def _tell_nested(self, pointer: str, type_: Type, style: Style) -> None:
        """Tell of what OpenAPI leaves open: a list or an object within one."""
        lists = style is Style.DEEP and isinstance(_bare(type_), ListType)
        if not lists and all(map(self._is_flat, self._held(type_))):
            return
        how = "in further brackets" if style is Style.DEEP else "as JSON text"
        what = f"OpenAPI does not say how {style} writes what is nested here: it is written {how}"
        self.report.passed_over(pointer, what, "say it with `content: {application/json: …}`")

    def _held(self, type_: Type) -> tuple[Type, ...]:
        """Give what a list or an object holds."""
        match _bare(type_):
            case ListType(item=item):
                return (item,)
            case MapType(value=value):
                return (value,)
            case UnionType(members=members):
                return tuple(each for member in members for each in self._held(member))
            case NamedType(key=key):
                declared = self.schemas.declared[key]
                return (
                    tuple(f.type for f in declared.fields) if isinstance(declared, Record) else ()
                )
            case _:
                return ()

    def _is_flat(self, type_: Type) -> bool:
        bare = _bare(type_)
        return isinstance(bare, AnyType) or self.is_plain(bare)

    def is_plain(self, type_: Type) -> bool:
        """Say whether a value of a type is one piece of text in a URL or a header."""
        match type_:
            case ScalarType():
                return True
            case ConstType():
                return type_.value != "null"
            case NamedType():
                return not isinstance(self.schemas.declared[type_.key], Record)
            case CheckedType():
                return self.is_plain(type_.of)
            case UnionType():
                return all(map(self.is_plain, type_.members))
            case ListType() | MapType() | NullableType() | AnyType() | BinaryType():
                return False
            case _:
                assert_never(type_)


def _bare(type_: Type) -> Type:
    return _bare(type_.of) if isinstance(type_, NullableType | CheckedType) else type_


def _wanted(found: Collection[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Give the names that parameters would have; of one name in several places, the later say theirs."""
    for where, wire in found:
        before = list(Where)[: list(Where).index(Where(where))] if where in set(Where) else []
        said = f"{wire}_{where}" if any((str(each), wire) in found for each in before) else wire
        yield f"{where}:{wire}", wire, names.snake(said, names.ARGUMENT_RESERVED)
