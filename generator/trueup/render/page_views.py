"""The views of the documentation: a page for each operation, and for each class that several of them need."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from trueup import names
from trueup.ir import Api, Declaration, Field, Operation, Parameter, Record, Side, Type
from trueup.render.identity import Identity
from trueup.render.layout import named_in
from trueup.render.lowered import shape_of
from trueup.render.markdown import block, cell, cell_code, code, fenced, inline
from trueup.render.operation_docs import (
    answer_doc,
    answer_words,
    arguments_of,
    delivery_words,
    error_entries,
    keyword_fields,
    page_path,
    title_of,
)
from trueup.render.operation_views import body_record
from trueup.render.shown import Shown, calls
from trueup.render.snippets import Snippets
from trueup.render.views import PairView
from trueup.render.views_of_docs import (
    ChapterView,
    ClassView,
    DocsView,
    EntryView,
    ExampleView,
    PageView,
    RowView,
    SnippetView,
)
from trueup.render.words import (
    effect_words,
    limits_words,
    place_words,
    record_facts,
    type_words,
    values_words,
)

# Operations that a README lists one by one; of more it names the groups.
FEW: Final = 30
_SHARED: Final = ""  # in the place of the one operation that a class is needed by
_CLASS: Final = re.compile(r"`([A-Za-z_]\w*)`")


def docs_view(api: Api, identity: Identity) -> DocsView:
    """Show the pages of a library; where it has none, only what there would be pages of."""
    made, few = _Pages(api, identity), len(api.operations) <= FEW
    if not identity.docs:
        return DocsView(few, not few, tuple(made.chapters({})), (), (), ())
    pages = {each.key: made.operation(each) for each in api.operations}
    shared = [each for each in api.declarations if made.homes.get(each.key) == _SHARED]
    classes = tuple(made.shared(each) for each in shared if isinstance(each, Record))
    return DocsView(
        few=few,
        many=not few,
        chapters=tuple(made.chapters(pages)),
        operations=tuple(pages.values()),
        classes=classes,
        shared=tuple(f"- [`{each.name}`]({_below(each.path)})" for each in classes),
    )


@dataclass(frozen=True)
class _Pages:
    """Makes the pages of one API; a class is shown once, so its rows are, too."""

    api: Api
    identity: Identity
    _sections: dict[str, tuple[ClassView, frozenset[str]]] = field(default_factory=dict)

    @cached_property
    def declared(self) -> Mapping[str, Declaration]:
        return {each.key: each for each in self.api.declarations}

    @cached_property
    def snippets(self) -> Snippets:
        return Snippets(self.api, self.identity, self.declared)

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Give the page of each operation."""
        return {key: page_path(group, key) for group in self.api.groups for key, _ in group.methods}

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Give the file of each class, by a name that no file system takes for another's."""
        return names.settle(
            (each.key, each.name, each.name.lower()) for each in self.api.declarations
        )

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Give each record by its name."""
        return {each.name: each for each in self.api.declarations if isinstance(each, Record)}

    @cached_property
    def _leads(self) -> Mapping[str, tuple[str, ...]]:
        return {
            each.key: tuple(dict.fromkeys(named_in(each, self.declared)))
            for each in self.api.declarations
        }

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Give the one operation that needs a class, or _SHARED."""
        found: dict[str, str] = {}
        for operation in self.api.operations:
            waiting = self._named(operation)
            while waiting:
                key = waiting.pop()
                known = found.get(key)
                home = operation.key if known in (None, operation.key) else _SHARED
                if known != home:
                    found[key] = home
                    waiting += self._leads[key]
        return found

    def _named(self, operation: Operation) -> list[str]:
        return [
            key for each in _types(operation) for key in shape_of(each, self.declared).stands_for
        ]

    def _own(self, operation: Operation) -> Iterator[Record]:
        """Yield the records that an operation alone needs, in the order in which they are come upon."""
        body = body_record(operation.body, self.declared)
        waiting, seen = self._named(operation)[::-1], set[str]()
        while waiting:
            key = waiting.pop()
            if key in seen or self.homes[key] != operation.key:
                continue
            seen.add(key)
            found = self.declared[key]
            if isinstance(found, Record) and found is not body:
                yield found
            waiting += self._leads[key][::-1]

    def operation(self, operation: Operation) -> PageView:
        """Show the page of an operation."""
        path = self._paths[operation.key]
        own = [self._section(each) for each in self._own(operation)]
        used = set[str]().union(*(each for _, each in own))
        arguments = tuple(self._arguments(operation, used))
        answers = tuple(self._answers(operation, used))
        examples = tuple(self._examples(operation))
        here = {each.name for each, _ in own}
        return PageView(
            path=path,
            name=operation.name,
            up=f"{'../' * (path.count('/') - 1)}index.md",
            summary=inline(title_of(operation)),
            doc=block(f"{operation.doc}\n\n{delivery_words(operation)}"),
            method_and_path=code(f"{operation.method} {operation.path}"),
            called=f"`client.{operation.name}`{self._grouped[operation.key]}",
            examples=examples,
            unshown=""
            if examples
            else "No call is shown: the document gives no value that it takes.",
            arguments=arguments,
            answers=answers,
            errors=tuple(
                RowView(code(name), "", "", cell(doc))
                for name, doc in dict.fromkeys(error_entries(operation))
            ),
            classes=tuple(each for each, _ in own),
            links=self._links(path, here, used),
        )

    def shared(self, record: Record) -> PageView:
        """Show the page of a class that several operations need."""
        section, used = self._section(record)
        path = self._home(record)
        return PageView(
            path=path, name=record.name, up="../index.md", summary="", doc="", method_and_path="",
            called="", examples=(), unshown="", arguments=(), answers=(), errors=(), classes=(section,),
            links=self._links(path, {record.name}, used),
        )  # fmt: skip

    def chapters(self, pages: Mapping[str, PageView]) -> Iterator[ChapterView]:
        """Yield the groups of the index, their operations as links to pages where there are any."""
        operations = {each.key: each for each in self.api.operations}
        for group in self.api.groups:
            count = len(group.methods)
            yield ChapterView(
                title=inline(group.tag or "Others"),
                doc=block(group.doc),
                count=f"{count} operation{'s' if count > 1 else ''}",
                operations=tuple(
                    _entry(operations[key], pages.get(key)) for key, _ in group.methods
                ),
            )

    def _home(self, record: Record) -> str:
        return f"docs/shared-classes/{self._files[record.key]}.md"

    def _links(self, path: str, here: Iterable[str], used: Iterable[str]) -> tuple[PairView, ...]:
        """Say what the names of classes lead to: a heading of the page, or a page."""
        local = {name: f"#{name.lower()}" for name in here}
        beyond = {
            name: posixpath.relpath(self._place(self.records[name]), posixpath.dirname(path))
            for name in used
            if name not in local
        }
        return tuple(PairView(name, to) for name, to in sorted({**local, **beyond}.items()))

    def _place(self, record: Record) -> str:
        """Give where a class is shown: its own page, or that of the operation that alone needs it."""
        home = self.homes[record.key]
        return self._home(record) if home == _SHARED else f"{self._paths[home]}#what-it-takes"

    @cached_property
    def _grouped(self) -> Mapping[str, str]:
        """Give the way to a method through its group, for people."""
        return {
            key: f", also `client.{group.name}.{name}`" if group.tag else ""
            for group in self.api.groups
            for key, name in group.methods
        }

    def _examples(self, operation: Operation) -> Iterator[ExampleView]:
        for title, call in zip(
            ("Call it", "Call it with more"), calls(operation, self.declared), strict=False
        ):
            snippets = tuple(self._ways(operation, call))
            if snippets:
                yield ExampleView(title, snippets)

    def _ways(self, operation: Operation, call: Shown) -> Iterator[SnippetView]:
        for title, text in self.snippets.ways(operation, call):
            language = "console" if title == "curl" else "python"
            how = "With" if title == "curl" else "In"
            yield SnippetView(f"{how} {title}", fenced(text, language))

    def _arguments(self, operation: Operation, used: set[str]) -> Iterator[RowView]:
        for name, given, doc in arguments_of(operation):
            if isinstance(given, Parameter):
                yield self._parameter(given, used)
            else:
                shown = "" if given is None else self._type(given.type, used)
                needed = given is None or (given.required and not given.keywords)
                yield RowView(cell_code(name), shown, "required" if needed else "", cell(doc))
        for name, field_ in keyword_fields(operation, self.declared):
            yield self._row(name, field_, Side.REQUEST, used)

    def _parameter(self, parameter: Parameter, used: set[str]) -> RowView:
        facts = [parameter.doc, *values_words(parameter.type, self.declared)]
        if parameter.per_client:
            facts.append("Given to the client.")
        if place := place_words(parameter.origin):
            facts.append(f"Source: {place}.")
        wire = f" ({cell_code(parameter.wire)})" if parameter.wire != parameter.name else ""
        needed = "required" if parameter.required else ""
        said = cell(" ".join(filter(None, facts)))
        return RowView(
            f"{cell_code(parameter.name)}{wire}", self._type(parameter.type, used), needed, said
        )

    def _row(self, name: str, field_: Field, side: Side, used: set[str]) -> RowView:
        facts = [field_.doc, *values_words(field_.type, self.declared)]
        facts += [f"Unit: {field_.unit}."] if field_.unit else []
        facts += effect_words(field_)
        default = "" if field_.default is None else cell_code(field_.default)
        if field_.default_expression:
            default = f"computed: {cell_code(field_.default_expression)}"
        if field_.required and side is Side.REQUEST:
            default = "required"
        wire = f" ({cell_code(field_.wire)})" if field_.wire != name else ""
        said = cell(" ".join(filter(None, facts)))
        return RowView(f"{cell_code(name)}{wire}", self._type(field_.type, used), default, said)

    def _answers(self, operation: Operation, used: set[str]) -> Iterator[RowView]:
        for each in operation.responses:
            shown = self._linked(cell(answer_words(operation, each, self.declared)), used)
            yield RowView(cell_code(each.status), shown, "", cell(answer_doc(each)))

    def _type(self, type_: Type, used: set[str]) -> str:
        """Name a type and what it takes; the classes in it are links."""
        limits = limits_words(type_)
        said = (
            f"{type_words(type_, self.declared)}; {limits}"
            if limits
            else type_words(type_, self.declared)
        )
        return self._linked(cell(said), used)

    def _linked(self, said: str, used: set[str]) -> str:
        def link(found: re.Match[str]) -> str:
            if found[1] not in self.records:
                return found[0]
            used.add(found[1])
            return f"[{found[0]}]"

        return _CLASS.sub(link, said)

    def _section(self, record: Record) -> tuple[ClassView, frozenset[str]]:
        if record.key not in self._sections:
            used: set[str] = set()
            facts = [record.doc, *record_facts(record, self.declared)]
            if place := place_words(record.origin):
                facts.append(f"Source: {place}.")
            made = ClassView(
                name=record.name,
                doc=block("\n\n".join(filter(None, facts))),
                sent=record.side is Side.REQUEST,
                received=record.side is Side.RESPONSE,
                fields=tuple(
                    self._row(each.name, each, record.side, used) for each in record.fields
                ),
            )
            self._sections[record.key] = made, frozenset(used)
        return self._sections[record.key]


def _types(operation: Operation) -> Iterator[Type]:
    yield from (each.type for each in operation.parameters)
    if operation.body is not None:
        yield operation.body.type
    for each in operation.responses:
        yield from (each.type,) if each.type is not None else ()
        yield from (header.type for header in each.headers)


def _below(path: str) -> str:
    return path.removeprefix("docs/")


def _entry(operation: Operation, page: PageView | None) -> EntryView:
    """Show an operation in a list."""
    name = f"`{operation.name}`"
    return EntryView(
        indexed=f"[{name}]({_below(page.path)})" if page else name,
        listed=f"[{name}]({page.path})" if page else name,
        request=cell_code(f"{operation.method} {operation.path}"),
        doc=cell(title_of(operation)),
    )
