"""Compare what consumers' Python code can say of two editions of a library, whatever goes over the wire."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.surface import Kind, Name, Surface, parts


def compare_code(old: Edition, new: Edition, before: Surface, after: Surface) -> Iterator[Change]:
    """Give the changes of the surface; each that breaks with a line of code that type-checked and no longer does."""
    for path in before.keys() - after.keys():
        name = before[path]
        if _owner(path) in after or name.kind in (
            Kind.CLASS,
            Kind.METHOD,
            Kind.ERROR,
            Kind.SETTING,
        ):
            yield _change(
                old, new, path, f"{name.kind}-removed", Effect.BREAKING, "is gone", name, None
            )
    for path in after.keys() - before.keys():
        yield from _added(old, new, path, before, after[path])
    for path in before.keys() & after.keys():
        yield from _compared(old, new, path, before[path], after[path])


def _owner(path: str) -> str:
    """Give the class or the method that something is a part of.

    >>> _owner("Client.update(job_id)"), _owner("RunMode.SHARED")
    ('Client.update', 'RunMode')
    """
    return path.partition("(")[0] if path.endswith(")") else path.rpartition(".")[0]


def _added(old: Edition, new: Edition, path: str, before: Surface, name: Name) -> Iterator[Change]:
    owner = before.get(_owner(path))
    needed = name.required and (owner is not None or name.kind is Kind.SETTING)
    if owner is None and name.kind in (Kind.FIELD, Kind.MEMBER, Kind.ARGUMENT):
        return  # told with what it is a part of
    effect = Effect.BREAKING if needed else Effect.COMPATIBLE
    message = "is new, and required" if needed else "is new"
    yield _change(
        old, new, path, f"{name.kind}-added", effect, message, owner if needed else None, name
    )


def _compared(old: Edition, new: Edition, path: str, was: Name, is_: Name) -> Iterator[Change]:
    if is_.required and not was.required:
        yield _change(
            old, new, path, f"{is_.kind}-required", Effect.BREAKING, "is required now", was, is_
        )
    if was.place != is_.place:
        told = ["by keyword" if each.place is None else str(each.place + 1) for each in (was, is_)]
        yield _change(
            old,
            new,
            path,
            f"{is_.kind}-moved",
            Effect.BREAKING,
            f"position {told[0]} → {told[1]}",
            was,
            is_,
        )
    if was.type != is_.type:
        accepted = (
            (parts(was.type), parts(is_.type)) if was.given else (parts(is_.type), parts(was.type))
        )
        breaks = was.kind is not Kind.MEMBER and not accepted[0] <= accepted[1]
        effect = Effect.BREAKING if breaks else Effect.COMPATIBLE
        yield _change(
            old, new, path, f"{is_.kind}-type", effect, f"{was.type} → {is_.type}", was, is_
        )


def _change(
    old: Edition, new: Edition, path: str, what: str, effect: Effect, message: str,
    was: Name | None, is_: Name | None,
) -> Change:  # fmt: skip
    return Change(
        f"source-{what}",
        effect,
        "",
        path,
        message,
        None if was is None else old.place(was.pointer),
        None if is_ is None else new.place(is_.pointer),
        was.line if was is not None and effect is Effect.BREAKING else None,
        values=({"type": was.type}, {"type": is_.type})
        if was is not None and is_ is not None and was.type != is_.type
        else ({}, {}),
    )
