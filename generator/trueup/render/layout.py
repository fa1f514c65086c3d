"""How a library is laid out: a module for the operations of each group, and one for what only they need.

A class that one group alone leads to stands with it, any other is shared. So a module of models imports
none but the shared one, and whoever uses one group loads no more than that group and what is shared.
What would be too large for one module (pyright gives up on it) is split into several that import each
other, by a digest of each name, so that a class that is added moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from trueup.ir import Api, Declaration, Group, Operation, Record, Type
from trueup.render.lowered import shape_of, types_of

SHARED: Final = "_shared"
# Fields in one module of models; more are split.
LARGE: Final = 3000


@dataclass(frozen=True, slots=True)
class Part:
    """What one module of operations and one of models hold; `group` None: models that several groups share.

    `split_of`: the part whose models are in several modules, of which this is one.
    """

    name: str
    group: Group | None
    operations: tuple[Operation, ...]
    declarations: tuple[Declaration, ...]
    split_of: str | None = None


def layout(api: Api) -> tuple[Part, ...]:
    """Give the parts of a library, the groups in their order, what is shared last."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    operations = {operation.key: operation for operation in api.operations}
    homes: dict[str, str] = {}
    for group in api.groups:
        used = (name for key, _ in group.methods for name in named_by(operations[key], declared))
        for key in reached(used, declared):
            homes[key] = group.name if homes.get(key, group.name) == group.name else SHARED
    parts = [
        Part(
            group.name,
            group,
            tuple(operations[key] for key, _ in group.methods),
            tuple(each for each in api.declarations if homes.get(each.key) == group.name),
        )
        for group in api.groups
    ]
    known = {group.name for group in api.groups}
    others = tuple(each for each in api.declarations if homes.get(each.key) not in known)
    whole = (*parts, *([Part(SHARED, None, (), others)] if others else []))
    return tuple(each for part in whole for each in _split(part))


def _split(part: Part) -> Iterator[Part]:
    """Give a part as it is, or its operations and then its models in as many modules as they need."""
    weights = (len(each.fields) for each in part.declarations if isinstance(each, Record))
    needed = sum(weights) // LARGE
    if not needed:
        yield part
        return
    if part.operations:
        yield replace(part, declarations=())
    count = 2 << needed.bit_length()  # a power of two: what is added seldom changes it
    modules: list[list[Declaration]] = [[] for _ in range(count)]
    for each in part.declarations:
        digest = hashlib.sha256(each.name.encode()).digest()
        modules[int.from_bytes(digest[:4], "big") % count].append(each)
    base = f"_{part.name.lstrip('_')}"
    for at, held in enumerate(modules):
        yield Part(f"{base}_{at}", None, (), tuple(held), split_of=part.name)


def named_by(operation: Operation, declared: Mapping[str, Declaration]) -> Iterator[str]:
    """Yield the keys of what an operation's arguments, its body's fields and its answers name."""
    body = operation.body
    types: list[Type] = [each.type for each in operation.parameters]
    types += [body.type] if body else []
    types += [each.type for each in operation.responses if each.type is not None]
    types += [each.type for answer in operation.responses for each in answer.headers]
    for type_ in types:
        for key in shape_of(type_, declared).stands_for:
            yield key
            if body and type_ is body.type:
                yield from named_in(declared[key], declared)


def named_in(declaration: Declaration, declared: Mapping[str, Declaration]) -> Iterator[str]:
    """Yield the keys of what the fields of a declaration name."""
    if isinstance(declaration, Record):
        for _, type_ in types_of(declaration):
            yield from shape_of(type_, declared).stands_for


def reached_by(types: Iterable[Type], declared: Mapping[str, Declaration]) -> set[str]:
    """Give the keys of what types lead to."""
    return reached((key for each in types for key in shape_of(each, declared).stands_for), declared)


def reached(keys: Iterable[str], declared: Mapping[str, Declaration]) -> set[str]:
    """Give what keys lead to, themselves included."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += named_in(declared[key], declared)
    return found
