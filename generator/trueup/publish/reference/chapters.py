"""What a reference is made of, and which page each part of it stands on: an API that is large has several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join, split
from trueup.document.references import found
from trueup.document.walk import operations_of
from trueup.publish.reference.ids import slug
from trueup.publish.reference.uses import Uses
from trueup.standin.routes import Operation as Route
from trueup.standin.routes import Routes

# The most that a page holds, unless one thing alone is more: fields, an operation counting as ten.
MOST: Final = 1_500
_OPERATION: Final = 10
_MANY: Final = 30  # operations without tags, which are then told apart by their paths
_VERSION: Final = re.compile(r"v?\d+([.-]\w+)*|api|rest", re.IGNORECASE)
INDEX: Final = "index.html"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chapter:
    """Operations of a tag, webhooks, callbacks, or models: what stands on a page under a title."""

    id: str
    title: str
    doc: str
    page: str
    routes: tuple[Route, ...] = ()
    models: tuple[str, ...] = ()


def chapters(root: JsonObject) -> tuple[tuple[Chapter, ...], Mapping[str, JsonObject]]:
    """Give the chapters of a reference, each with its page, and the schemas that are shown on their own."""
    uses = Uses(root)
    told = [*_told(root)]
    for _, _, routes in told:
        for part in (part for route in routes for part in _parts(route)):
            uses.count(*part)
    own = uses.own()
    parts = [
        (title, doc, [(each, _OPERATION + sum(uses.weight(own, *part) for part in _parts(each))) for each in routes])
        for title, doc, routes in told
    ]  # fmt: skip
    models = [(pointer, uses.weight(own, "schema", pointer, node)) for pointer, node in own.items()]
    total = sum(weight for _, _, each in parts for _, weight in each)
    single = total + sum(weight for _, weight in models) <= MOST
    made: list[Chapter] = []
    taken = {INDEX}
    for title, doc, weighed in parts:
        for at, routes in enumerate(_cut(weighed, single=single)):
            page = INDEX if single else _page(slug(title).lower(), taken)
            id_ = f"tag.{slug(title)}" if at == 0 else f"tag.{slug(title)}.{at + 1}"
            made.append(Chapter(id_, title, "" if at else doc, page, routes=tuple(routes)))
    for at, pointers in enumerate(_cut(models, single=single)):
        page = INDEX if single else _page("models", taken)
        made.append(
            Chapter(f"models{at + 1 if at else ''}", "Models", "", page, models=tuple(pointers))
        )
    return tuple(made), own


def _cut(weighed: Sequence[tuple[T, int]], *, single: bool) -> Iterator[list[T]]:
    """Cut things into as many as a page holds."""
    part: list[T] = []
    full = 0
    for each, weight in weighed:
        if part and not single and full + weight > MOST:
            yield part
            part, full = [], 0
        part.append(each)
        full += weight
    if part:
        yield part


def _page(name: str, taken: set[str]) -> str:
    at, made = 1, f"{name}.html"
    while made in taken:
        at += 1
        made = f"{name}-{at}.html"
    taken.add(made)
    return made


def _parts(route: Route) -> Iterator[tuple[str, str, JsonObject]]:
    """Yield what is shown of an operation: itself, and the parameters that its path has."""
    yield "operation", route.pointer, route.said
    for pointer, node in route.parameters:
        if not pointer.startswith(f"{route.pointer}/"):
            yield "parameter", pointer, node


def _told(root: JsonObject) -> Iterator[tuple[str, str, list[Route]]]:
    """Yield the operations by their first tag, tags in the document's order; then what the API calls itself."""
    routes = Routes(root).operations
    docs = {
        text_of(tag.get("name")): text_of(tag.get("description"))
        for tag in map(mapping, sequence(root.get("tags")))
    }
    by_tag: dict[str, list[Route]] = {tag: [] for tag in docs}
    resources = {_resource(each.template) for each in routes}
    many = len(routes) > max(_MANY, 3 * len(resources))
    for each in routes:
        tag = text_of(next(iter(sequence(each.said.get("tags"))), ""))
        by_tag.setdefault(tag or (_resource(each.template) if many else ""), []).append(each)
    for tag, listed in by_tag.items():
        if listed:
            yield tag or "Others", docs.get(tag, ""), listed
    for title, doc, arriving in (
        ("Webhooks", "Requests that the API sends.", [*_items(root, "/webhooks", mapping(root.get("webhooks")))]),
        ("Callbacks", "Requests that the API sends, to addresses that a request gave.", [*_callbacks(root, routes)]),
    ):  # fmt: skip
        if arriving:
            yield title, doc, arriving


def _resource(template: str) -> str:
    """Give what an address is of: its first word that is no version.

    >>> _resource("/v1/customers/{id}"), _resource("/{id}")
    ('customers', '')
    """
    words = [each for each in template.split("/") if each and "{" not in each]
    return next((each for each in words if not _VERSION.fullmatch(each)), "")


def _callbacks(root: JsonObject, routes: Sequence[Route]) -> Iterator[Route]:
    for route in routes:
        for name, raw in mapping(route.said.get("callbacks")).items():
            node, there = found(root, mapping(raw))
            yield from _items(root, there or join(route.pointer, "callbacks", name), node)


def _items(root: JsonObject, pointer: str, items: JsonObject) -> Iterator[Route]:
    for name, raw in items.items():
        if not name.startswith("x-"):
            item, there = found(root, mapping(raw))
            for at, method, said in operations_of(there or join(pointer, name), item):
                yield Route(name, method.upper(), name, at, said, (), ())


def name_of(pointer: str) -> str:
    """Give the name of a component."""
    return split(pointer)[-1]
