"""Group operations by their first tag, and name each group and what its operations are called there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from trueup import names
from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.ir import Group, Operation

UNTAGGED = "_untagged"


def groups(
    root: JsonObject, operations: Iterable[Operation], declared: Collection[str]
) -> tuple[Group, ...]:
    """Group operations, in the order in which their tags come up; `declared`: names of classes there are."""
    everything = tuple(operations)
    found: dict[str | None, list[Operation]] = {}
    for operation in everything:
        found.setdefault(operation.tag, []).append(operation)
    tags = [tag for tag in found if tag is not None]
    taken = {*names.GROUP_RESERVED, *(each.name for each in everything)}
    settled = names.settle((tag, tag, _group_name(tag, taken)) for tag in tags)
    titles = names.settle((tag, tag, f"{names.pascal(tag)}Operations") for tag in tags)
    described = {
        text_of(each.get("name")): text_of(each.get("description"))
        for each in map(mapping, sequence(root.get("tags")))
    }
    return tuple(
        Group(
            tag=tag,
            name=UNTAGGED if tag is None else settled[tag],
            title=_title("UntaggedOperations" if tag is None else titles[tag], declared),
            doc=described.get(tag or "", ""),
            methods=tuple(_methods(tag or "", tagged)),
        )
        for tag, tagged in found.items()
    )


def _group_name(tag: str, taken: Collection[str]) -> str:
    name = names.snake(tag)
    return f"{name}_operations" if name in taken else name


def _title(title: str, declared: Collection[str]) -> str:
    """Give the name of a group's class: neither it nor its asynchronous twin is a model's."""
    taken = {*declared, *(name.removeprefix("Async") for name in declared)}
    return names.distinct(title, taken)


def _methods(tag: str, operations: list[Operation]) -> list[tuple[str, str]]:
    """Name operations in their group: without the tag they begin with, unless that is no name of its own."""
    prefix = re.compile(rf"{re.escape(tag)}[/._:-]+(?=.)", re.IGNORECASE)
    short = {
        each.key: names.snake(prefix.sub("", each.key, count=1), names.METHOD_RESERVED)
        if tag and prefix.match(each.key)
        else each.name
        for each in operations
    }
    wanted = list(short.values())
    return [
        (each.key, short[each.key] if wanted.count(short[each.key]) == 1 else each.name)
        for each in operations
    ]
