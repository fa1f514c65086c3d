"""The reference of an API: its pages, each a file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.ir import Operation, Side
from trueup.publish.reference.access import asked, schemes, servers
from trueup.publish.reference.chapters import INDEX, Chapter, chapters, name_of
from trueup.publish.reference.code import Code
from trueup.publish.reference.endpoints import Endpoints, id_of
from trueup.publish.reference.fields import Fields, Spot
from trueup.publish.reference.ids import Ids, href, slug
from trueup.publish.reference.told import Told
from trueup.publish.release.material import Material
from trueup.publish.site.page import Frame, content, page
from trueup.publish.site.prose import line, prose
from trueup.publish.site.views import ContentsView, LinkView
from trueup.publish.site.views_of_reference import (
    FactView,
    ListedView,
    ListView,
    OverviewView,
    ReferenceView,
    SectionView,
)
from trueup.render.templating import Html
from trueup.standin.routes import Operation as Route

FOLDER: Final = "reference/"
_FEW: Final = 8  # operations of a page whose parts are listed in its contents
_FILTER: Final = "operations and fields"


def pages(material: Material) -> Mapping[str, str]:
    """Give the pages of the reference by their paths in a release."""
    made = _Reference(material)
    paths = dict.fromkeys([INDEX, *(each.page for each in made.chapters)])
    return {f"{FOLDER}{path}": made.page(path) for path in paths}


@dataclass(frozen=True)
class _Reference:
    material: Material
    _met: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def root(self) -> JsonObject:
        return self.material.document.root

    @cached_property
    def _parts(self) -> tuple[tuple[Chapter, ...], Mapping[str, JsonObject]]:
        return chapters(self.root)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return self._parts[0]

    @cached_property
    def _known(self) -> Mapping[str, Sequence[Operation]]:
        found: dict[str, list[Operation]] = {}
        for each in self.material.api.operations:
            found.setdefault(each.origin.pointer, []).append(each)
        return found

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Give the id of each operation, by its pointer."""
        ids = Ids()
        return {
            each.pointer: ids.of(id_of(each, self._known.get(each.pointer, ())), each.pointer)
            for chapter in self.chapters
            for each in chapter.routes
        }

    @cached_property
    def _homes(self) -> Mapping[str, tuple[str, str]]:
        """Give the page and the id of each schema that is shown on its own."""
        ids = Ids()
        return {
            pointer: (chapter.page, ids.of(f"models.{slug(name_of(pointer))}", pointer))
            for chapter in self.chapters
            for pointer in chapter.models
        }

    @cached_property
    def _told(self) -> Told:
        return Told.of(
            self.material.document, self.material.api, self.material.facts, self.material.history
        )

    @cached_property
    def _code(self) -> Code:
        return Code(self.material.api, self.material.package)

    def page(self, path: str) -> str:
        """Make a page of the reference."""
        ids = Ids()
        fields = Fields(
            self.root,
            self._told,
            ids,
            self._parts[1],
            lambda pointer: self._link(pointer, path),
            self._met,
        )
        index = "" if path == INDEX else INDEX
        endpoints = Endpoints(self.root, fields, self._code, self._known, index)
        here = [each for each in self.chapters if each.page == path]
        title = self.material.title if path == INDEX else here[0].title
        view = ReferenceView(
            title=title,
            overview=self._overview(ids, path) if path == INDEX else None,
            sections=tuple(self._section(each, ids, endpoints) for each in here),
        )
        frame = Frame.of(self.material, f"{FOLDER}{path}")
        body = content("site/reference.html.jinja", reference=view)
        shown = "Reference" if path == INDEX else f"{title}, reference"
        return page(frame, shown, body, tuple(self._contents(path, view)), _FILTER)

    def _link(self, pointer: str, path: str) -> str:
        home, id_ = self._homes[pointer]
        return f"{'' if home == path else home}{href(id_)}"

    def _section(self, chapter: Chapter, ids: Ids, endpoints: Endpoints) -> SectionView:
        return SectionView(
            id=ids.of(chapter.id, chapter.id),
            title=chapter.title,
            doc=prose(chapter.doc, 2),
            endpoints=tuple(
                endpoints.endpoint(each, self._names[each.pointer]) for each in chapter.routes
            ),
            models=tuple(
                endpoints.fields.model(
                    Spot(self._homes[each][1], name_of(each), Side.REQUEST), each
                )
                for each in chapter.models
            ),
        )

    def _overview(self, ids: Ids, path: str) -> OverviewView:
        info = mapping(self.root.get("info"))
        return OverviewView(
            lead=prose(text_of(info.get("description")), 1),
            facts=tuple(self._facts(info)),
            servers=tuple(servers(ids, self.root.get("servers"), "servers")),
            credentials=tuple(schemes(ids, self.root)),
            asked=asked(self.root.get("security"), "") if self.root.get("security") else Html(""),
            lists=tuple(
                self._list(each, path) for each in self.chapters if each.routes or each.page != path
            ),
            empty=not any(each.routes for each in self.chapters),
        )

    def _facts(self, info: JsonObject) -> Iterator[FactView]:
        yield FactView("Version", Html.escape(self.material.version))
        for term, url in (
            ("Terms", text_of(info.get("termsOfService"))),
            ("See also", text_of(mapping(self.root.get("externalDocs")).get("url"))),
        ):
            if url:
                yield FactView(term, line(f"<{url}>"))

    def _list(self, chapter: Chapter, path: str) -> ListView:
        def link(words: str, id_: str) -> LinkView:
            return LinkView(words, f"{'' if chapter.page == path else chapter.page}{href(id_)}")

        routes = (
            ListedView(each.method, each.template, link(_title(each), self._names[each.pointer]))
            for each in chapter.routes
        )
        models = (
            ListedView("", "", link(name_of(each), self._homes[each][1])) for each in chapter.models
        )
        return ListView(link(chapter.title, chapter.id), (*routes, *models))

    def _contents(self, path: str, view: ReferenceView) -> Iterator[ContentsView]:
        coded = {each.id for one in view.sections for each in one.endpoints if each.calls}
        index = "" if path == INDEX else INDEX
        yield ContentsView("Overview", f"{index}#content")
        yield ContentsView("Operations", f"{index}#operations")
        if sequence(self.root.get("servers")):
            yield ContentsView("Servers", f"{index}#servers")
        if mapping(mapping(self.root.get("components")).get("securitySchemes")):
            yield ContentsView("Credentials", f"{index}#credentials")
        for each in self.chapters:
            if each.page == path:
                yield ContentsView(
                    each.title, href(each.id), entries=(*self._entries(each, coded),)
                )
            else:
                yield ContentsView(each.title, f"{each.page}{href(each.id)}")

    def _entries(self, chapter: Chapter, coded: set[str]) -> Iterator[ContentsView]:
        for each in chapter.routes:
            id_ = self._names[each.pointer]
            parts: tuple[ContentsView, ...] = ()
            if len(chapter.routes) <= _FEW:
                parts = tuple(
                    ContentsView(words, href(f"{id_}.{part}"))
                    for part, words, there in (
                        ("calls", "In code", id_ in coded),
                        ("parameters", "Parameters", each.parameters),
                        ("request", "Request body", "requestBody" in each.said),
                        ("response", "Answers", each.said.get("responses")),
                        ("errors", "Errors in Python", self._known.get(each.pointer)),
                    )
                    if there
                )
            yield ContentsView(_title(each), href(id_), each.method, parts)
        for pointer in chapter.models:
            yield ContentsView(name_of(pointer), href(self._homes[pointer][1]))


def _title(route: Route) -> str:
    return text_of(route.said.get("summary")).rstrip(".") or route.name
