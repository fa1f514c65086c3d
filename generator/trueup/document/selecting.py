"""Select operations by tag, path or operationId, and prune the components that nothing needs then.

This comes before the checks, so what is not selected may be as wrong as it likes. A selector is a kind and
a pattern in which `*` is any text: `tag:repos`, `path:/repos/*`, `operation:getRepo`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, NamedTuple
from urllib.parse import unquote

from trueup.document.json_values import JsonObject, copied, mapping, sequence, text_of
from trueup.document.leaving import unit_of
from trueup.document.pointers import join, split
from trueup.document.references import found
from trueup.document.rescuing import rescued
from trueup.document.source import Document
from trueup.document.walk import OTHER_METHODS, operations_of, parts
from trueup.findings import Code, Finding

KINDS: Final = ("tag", "path", "operation")


class Selected(NamedTuple):
    """A document of what was selected, what is wrong with the selectors, and how much was not selected.

    `gone`: pointers of what is not there any more.
    """

    document: Document
    findings: tuple[Finding, ...] = ()
    operations: int = 0
    components: int = 0
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    method: str
    words: dict[str, list[str]]  # what selectors of each kind may match


def is_selector(said: str) -> bool:
    """Say whether a text is a selector: a kind, a colon and a pattern.

    >>> is_selector("path:/repos/*"), is_selector("/repos/*")
    (True, False)
    """
    kind, _, pattern = said.partition(":")
    return kind in KINDS and bool(pattern)


def selected(
    document: Document, include: Sequence[str], exclude: Sequence[str], *, prune: bool
) -> Selected:
    """Leave out the operations that are not included, or excluded; `prune`: and components without use."""
    if not (include or exclude or prune):
        return Selected(document)
    root = copied(document.root)
    entries = list(_entries(root))
    wanted, unwanted = _any_of(include), _any_of(exclude)
    gone = [each for each in entries if (include and not wanted(each)) or unwanted(each)]
    findings = list(_without_match(document, (*include, *exclude), entries))
    if len(gone) == len(entries) and not findings:  # an empty library would only seem to be one
        message = f"none of {len(entries)} operations is selected"
        findings.append(
            document.finding("", Code.NOTHING_LEFT, message, "include more, or exclude less")
        )
    units = frozenset(_units(root, entries, gone))
    moved = rescued(document, root, units)
    moved |= _without(document, root, gone)
    pruned = _prune(root) if prune and not findings else []
    empty = _without_operations(root) if prune and not findings else []
    left = document.changed(root, moved)
    return Selected(left, tuple(findings), len(gone), len(pruned), units.union(pruned, empty))


def _units(root: JsonObject, entries: Sequence[_Entry], gone: Sequence[_Entry]) -> Iterator[str]:
    """Give the pointers of the operations that go, and of the paths of which nothing stays."""
    going = {(each.path, each.method) for each in gone}
    kept = {each.path for each in entries if (each.path, each.method) not in going}
    for each in gone:
        where = join("/paths", each.path)
        item = mapping(mapping(root.get("paths")).get(each.path))
        if each.path not in kept:
            yield where
        if each.method in item:
            yield join(where, each.method)
        elif each.method in mapping(item.get(OTHER_METHODS)):
            yield join(where, OTHER_METHODS, each.method)


def _entries(root: JsonObject) -> Iterator[_Entry]:
    """Yield the operations of a document that no check has seen yet."""
    for path, item in mapping(root.get("paths")).items():
        for _, method, operation in operations_of("", found(root, mapping(item))[0]):
            tags = [text_of(each) for each in sequence(operation.get("tags"))]
            name = text_of(operation.get("operationId"))
            yield _Entry(path, method, {"tag": tags, "path": [path], "operation": [name]})


def _any_of(selectors: Sequence[str]) -> Callable[[_Entry], bool]:
    matching = [_matching(each) for each in selectors]
    return lambda entry: any(matches(entry) for matches in matching)


def _matching(selector: str) -> Callable[[_Entry], bool]:
    kind, _, pattern = selector.partition(":")
    fits = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL).fullmatch
    return lambda entry: any(word and fits(word) for word in entry.words[kind])


def _without_match(
    document: Document, selectors: Sequence[str], entries: Sequence[_Entry]
) -> Iterator[Finding]:
    for selector in selectors:
        if not any(map(_matching(selector), entries)):
            kind, _, pattern = selector.partition(":")
            there = sorted({word for each in entries for word in each.words[kind] if word})
            near = get_close_matches(pattern, there, n=3, cutoff=0.4) or there[:3]
            fix = f"correct it; there are, among others: {', '.join(near)}" if near else "remove it"
            message = f"{selector} selects no operation"
            yield document.finding("", Code.SELECTS_NOTHING, message, fix)


def _without(
    document: Document, root: JsonObject, gone: Sequence[_Entry]
) -> dict[str, tuple[Document, str]]:
    """Take operations away; a path that is a reference, which others may share, gets a copy of its own."""
    moved: dict[str, tuple[Document, str]] = {}
    paths = mapping(root.get("paths"))
    for path in dict.fromkeys(each.path for each in gone):
        methods = {each.method for each in gone if each.path == path}
        item, there = found(root, mapping(paths[path]))
        kept = {key: value for key, value in item.items() if key not in methods}
        if others := mapping(kept.get(OTHER_METHODS)):
            kept[OTHER_METHODS] = {key: each for key, each in others.items() if key not in methods}
        if not any(operations_of("", kept)):
            del paths[path]
            continue
        paths[path] = kept
        if there is not None:
            moved[join("/paths", path)] = document.read_at(there)
    return moved


def unneeded(root: JsonObject) -> list[str]:
    """Give the components that nothing outside of the components leads to."""
    uses: dict[str, set[str]] = {}
    for unit, other in (*_uses(root), *_heirs(root)):
        uses.setdefault(unit, set()).add(other)
    needed: set[str] = set()
    waiting = [unit for unit in uses if not unit.startswith("/components/")]
    while waiting:
        for other in uses.get(waiting.pop(), set()) - needed:
            needed.add(other)
            waiting.append(other)
    sections = mapping(root.get("components")).items()
    units = (
        join("/components", kind, name)
        for kind, held in sections
        if not kind.startswith("x-")
        for name in mapping(held)
    )
    return [unit for unit in units if unit not in needed]


def _prune(root: JsonObject) -> list[str]:
    """Take away the components that nothing needs; say which."""
    gone = unneeded(root)
    for unit in gone:
        _, kind, name = split(unit)
        del mapping(mapping(root["components"])[kind])[name]
    return gone


def _without_operations(root: JsonObject) -> list[str]:
    """Take away the paths that hold no operation, as an overlay may leave them; say which."""
    paths = mapping(root.get("paths"))
    empty = [
        path for path, item in paths.items()
        if not path.startswith("x-") and not any(operations_of("", found(root, mapping(item))[0]))
    ]  # fmt: skip
    for path in empty:
        del paths[path]
    return [join("/paths", path) for path in empty]


def _uses(root: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield what uses which component; what has no unit stands for the document as a whole."""
    for part in parts(root):
        unit = unit_of(part.pointer) or ""
        mapped = mapping(mapping(part.node.get("discriminator")).get("mapping")).values()
        for said in (part.node.get("$ref"), *mapped):
            yield from ((unit, other) for other in _named(root, text_of(said)))
        for asked in sequence(part.node.get("security")):
            yield from (
                (unit, join("/components/securitySchemes", name)) for name in mapping(asked)
            )


def _named(root: JsonObject, said: str) -> Iterator[str]:
    """Give the component that a reference names; one that names no place may mean any of that name."""
    unit = unit_of(unquote(said[1:])) if said.startswith("#/") else None
    if unit is not None:
        yield unit
    elif said:
        name = re.split("[/#]", said)[-1]
        for kind, held in mapping(root.get("components")).items():
            if name in mapping(held):
                yield join("/components", kind, name)


def _heirs(root: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield the heirs of each schema that tells its kinds apart: it means them without naming them."""
    schemas = mapping(mapping(root.get("components")).get("schemas"))
    for name, schema in schemas.items():
        for base in sequence(mapping(schema).get("allOf")):
            node, there = found(root, mapping(base))
            unit = unit_of(there) if there and "discriminator" in node else None
            if unit:
                yield unit, join("/components/schemas", name)
