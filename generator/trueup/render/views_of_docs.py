"""Views of the documents of a library: its README, and its pages. What they hold is Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.render.views import PairView


@dataclass(frozen=True, slots=True)
class SnippetView:
    """A way to make a call: how, and the block of code."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A call that is shown in several ways, under a heading."""

    title: str
    snippets: tuple[SnippetView, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table: an argument, a field, an answer or an error."""

    name: str
    type: str
    default: str
    doc: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class as a page shows it; where it is sent, its table has a column for defaults."""

    name: str
    doc: str
    sent: bool
    received: bool
    fields: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The page of an operation, or of a class that several share. All is Markdown, but for `path` and `name`.

    `links`: what the names of classes lead to; `up`: the way to the index.
    """

    path: str
    name: str
    up: str
    summary: str
    doc: str
    method_and_path: str
    called: str
    examples: tuple[ExampleView, ...]
    unshown: str
    arguments: tuple[RowView, ...]
    answers: tuple[RowView, ...]
    errors: tuple[RowView, ...]
    classes: tuple[ClassView, ...]
    links: tuple[PairView, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An operation in a list: its name, a link from the index and from the README, and what it is."""

    indexed: str
    listed: str
    request: str
    doc: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """The operations of a group in the index."""

    title: str
    doc: str
    count: str
    operations: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class DocsView:
    """The pages as a whole. `few`: a README lists the operations; `many`: it names the groups alone.

    `shared`: links to the classes that have pages of their own. Without pages nothing is a link.
    """

    few: bool
    many: bool
    chapters: tuple[ChapterView, ...]
    operations: tuple[PageView, ...]
    classes: tuple[PageView, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommandView:
    """A call on a command line, empty where plain flags don't make it; variables of a setting and a secret."""

    call: str
    setting: str
    secret: str
    secret_flag: str


@dataclass(frozen=True, slots=True)
class ReadmeView:
    """Programs for a README, each as it runs, empty where an API has no use for it; its credentials.

    `defaults`, `streams`, `files`: there are documented defaults, streams, answers that go to files.
    """

    first: str
    first_async: str
    unset: str
    credentials: tuple[RowView, ...]
    asked: str
    signing: str
    errors: str
    options: str
    connections: str
    many: str
    hooks: str
    tracing: str
    raw: str
    testing: str
    command: CommandView
    defaults: bool
    streams: bool
    files: bool
