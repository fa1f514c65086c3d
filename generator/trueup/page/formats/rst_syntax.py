"""reStructuredText's syntax as pages use it: docutils, with what Sphinx and others add taken as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst import Directive
    from docutils.parsers.rst.states import Inliner

DIRECTIVE = re.compile(r"\.\. +(?:\|[^|\n]+\| +)?([\w.:+-]+?) ?::(?=\s|$)", re.MULTILINE)
TITLED = re.compile(r"(.+?)\s*<([^<>]+)>", re.DOTALL)
# Roles whose text is a target as well.
LEADING = frozenset("any doc download envvar eq keyword numref option ref term token".split())
# Sphinx gives its own directives of these names more options than docutils knows.
LISTINGS = frozenset({"code-block", "sourcecode", "code"})
# Their arguments are for the builder of a site, not for a reader.
UNSEEN = frozenset(
    "currentmodule default-domain highlight highlightlang ifconfig index module only"
    " py:currentmodule py:module tabularcolumns".split()
)
LONGEST = 200  # characters that a substitution may stand for


class Problem(NamedTuple):
    """What docutils says of a page; `lost`: the words it speaks of are not in the tree."""

    line: int
    level: int
    message: str
    lost: bool


def parse(text: str) -> tuple[nodes.document, tuple[Problem, ...]]:
    """Parse a page, and give what docutils says of it."""
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser
    from docutils.utils import new_document

    settings = get_default_settings(Parser())
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("page", settings)
    messages: list[nodes.system_message] = []
    document.reporter.attach_observer(messages.append)
    _register(set(DIRECTIVE.findall(text)))
    Parser(inliner=_inliner()).parse(text, document)
    _substitute(document)
    # Some get the source they speak of only after they were told.
    return document, tuple(each for message in messages for each in _problem(message))


def _substitute(document: nodes.document) -> None:
    """Put in what substitutions stand for, where that is a few words and not the time."""
    from docutils import nodes

    for reference in list(document.findall(nodes.substitution_reference)):
        name = document.substitution_names.get(reference["refname"].lower(), "")
        meant = document.substitution_defs.get(name)
        words = meant.astext() if meant is not None else ""
        if meant is not None and "date::" not in meant.rawsource and 0 < len(words) <= LONGEST:
            reference.children = []
            reference += nodes.Text(words)


_SETTINGS: dict[str, object] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "halt_level": 5,
    "report_level": 5,
    "warning_stream": False,
    "syntax_highlight": "none",
    "line_length_limit": 1_000_000,
}


def _problem(message: nodes.system_message) -> Iterator[Problem]:
    from docutils import nodes

    level = int(message["level"])
    lost = any(isinstance(each, nodes.literal_block) for each in message.children)
    if level > 2 or lost:
        first = message.children[0].astext() if message.children else ""
        yield Problem(int(message.get("line") or 1), level, first, lost)


def _register(names: set[str]) -> None:
    """Let docutils take the directives that it doesn't know."""
    from docutils.parsers.rst.directives import register_directive
    from docutils.parsers.rst.languages import en

    for name in {each.lower() for each in names}:
        if name in LISTINGS:
            register_directive(name, _listing())
        elif name not in en.directives:
            register_directive(name, _unknown())


@cache
def _unknown() -> type[Directive]:
    """Give the directive that stands for those docutils doesn't know: its words are kept."""
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class Unknown(Directive):
        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = _AnyOption()

        def run(self) -> list[nodes.Node]:
            around = nodes.container()
            if self.arguments and self.name.lower() not in UNSEEN:
                argument = self.arguments[0]
                words, messages = self.state.inline_text(argument, self.lineno)
                paragraph = nodes.paragraph(argument, "", *words)
                paragraph.line = self.lineno
                around += [paragraph, *messages]
            self.state.nested_parse(self.content, self.content_offset, around)
            return [around]

    return Unknown


@cache
def _listing() -> type[Directive]:
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class Listing(Directive):
        optional_arguments = 1
        has_content = True
        option_spec = _AnyOption()

        def run(self) -> list[nodes.Node]:
            self.assert_has_content()
            code = "\n".join(self.content)
            block = nodes.literal_block(code, code)
            block.line = self.content_offset + 1
            return [block]

    return Listing


class _AnyOption(dict[str, Callable[[str], object]]):
    """Every option there may be, taken as it is."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[[str], object]:
        return str


def _inliner() -> Inliner:
    """Give an inliner that takes every role as words, with a link where it leads somewhere."""
    from docutils.parsers.rst.states import Inliner

    inliner = Inliner()
    # A subclass is no use: an inliner builds its patterns from the names in its own class.
    setattr(inliner, "interpreted", _interpreted)  # noqa: B010
    return inliner


def _interpreted(
    source: str, text: str, role: str | None, _line: int
) -> tuple[list[nodes.Element], list[nodes.system_message]]:
    from docutils import nodes
    from docutils.utils import unescape

    words, target = linked(role or "", unescape(text))
    if target is None:
        return [nodes.inline(source, words)], []
    return [nodes.reference(source, words, refuri=target)], []


def linked(role: str, text: str) -> tuple[str, str | None]:
    """Give a role's words and where they lead."""
    from docutils.nodes import fully_normalize_name

    name = role.rpartition(":")[2]
    titled = TITLED.fullmatch(text)
    if titled:
        words, target = titled[1], titled[2]
    elif name in LEADING or ":" in role:
        target = text.lstrip("!~")
        words = target.rpartition(".")[2] if text.startswith("~") else target
    else:
        return text, None
    return words, fully_normalize_name(target) if name in {"ref", "numref"} else target
