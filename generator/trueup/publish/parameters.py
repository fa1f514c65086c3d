"""Compare the parameters of an operation, those that are sent and those that come with a webhook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import join
from trueup.kinds import Side
from trueup.publish.change import Change, Effect, Turn, Witness
from trueup.publish.edition import Edition
from trueup.publish.operation import Operation, Parameter, parameters
from trueup.publish.pair import Pair
from trueup.publish.prose import worded
from trueup.publish.schemas import compare, taken_as_json, taken_as_text
from trueup.publish.showing import request
from trueup.standin.wire_values import types

_STYLES: Final = {"query": "form", "cookie": "form"}


def compare_parameters(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    """Give the changes of the parameters; each that breaks with a request that shows it."""
    before, after = parameters(old), parameters(new)
    sent = pair.side is Side.REQUEST
    for key in before.keys() - after.keys():
        each = before[key]
        if each.where != "path":
            message = "is gone: it would be sent for nothing" if sent else "no longer arrives"
            yield pair.change(
                "parameter-removed", Effect.BREAKING, each.field, message, each.pointer, new.pointer,
                request(old, having=each.field),
            )  # fmt: skip
    for key in after.keys() - before.keys():
        each = after[key]
        needed = each.required and sent
        yield pair.change(
            "parameter-added", Effect.BREAKING if needed else Effect.COMPATIBLE, each.field,
            "is new, and required" if needed else "is new", old.pointer, each.pointer,
            request(old) if needed else None,
        )  # fmt: skip
    for key in before.keys() & after.keys():
        yield from _compare(pair, (old, before[key]), (new, after[key]))


def _compare(
    pair: Pair, old: tuple[Operation, Parameter], new: tuple[Operation, Parameter]
) -> Iterator[Change]:
    (owner, was), (other, is_) = old, new
    lacking = owner if pair.side is Side.REQUEST else other
    yield from needed(pair, is_.field, was, is_, lambda: request(lacking))
    style = _style(pair.old, was), _style(pair.new, is_)
    inner = _schema(was), _schema(is_)
    if inner[0] and inner[1] and style[0].get("content") == style[1].get("content"):
        takes = taken_as_json if "content" in style[0] else taken_as_text
        for each in compare(pair, is_.field, inner[0], inner[1], takes):
            left_out = each.rule.endswith("default-changed") and each.effect is Effect.BREAKING
            yield replace(each, witness=request(owner)) if left_out else each
    differing = [
        key
        for key in sorted(style[0].keys() | style[1].keys())
        if style[0].get(key) != style[1].get(key)
    ]
    if differing:
        differing = ["content"] if "content" in differing else differing
        told = (
            f"{key} {_told(style[0].get(key))} → {_told(style[1].get(key))}" for key in differing
        )
        message = f"{', '.join(told)}: it is written another way"
        eased = differing == ["allowReserved"] and style[1]["allowReserved"] is True
        effect = Effect.COMPATIBLE if eased else Effect.BREAKING
        witness = None if eased else request(owner, having=was.field)
        places = was.pointer, is_.pointer
        yield pair.change("parameter-style-changed", effect, is_.field, message, *places, witness)
    yield from _empty(pair, owner, was, is_)
    yield from worded(pair, is_.field, was, is_)


def _empty(pair: Pair, owner: Operation, was: Parameter, is_: Parameter) -> Iterator[Change]:
    allowed = was.node.get("allowEmptyValue") is True, is_.node.get("allowEmptyValue") is True
    if allowed[0] != allowed[1]:
        turn = Turn.NARROWED if allowed[0] else Turn.WIDENED
        effect = turn.effect(pair.side)
        message = f"may {'no longer ' if allowed[0] else ''}be without a value"
        witness = (
            request(owner, having=was.field, empty=True) if effect is Effect.BREAKING else None
        )
        yield pair.change(
            f"parameter-empty-{turn}", effect, is_.field, message, was.pointer, is_.pointer, witness
        )


def needed(
    pair: Pair,
    field: str,
    old: tuple[str, JsonObject],
    new: tuple[str, JsonObject],
    shown_by: Callable[[], Witness],
) -> Iterator[Change]:
    """Tell what has to be there now, or need not be there any longer."""
    was, is_ = (each[1].get("required") is True for each in (old, new))
    if was != is_:
        turn = Turn.NARROWED if is_ else Turn.WIDENED
        effect = turn.effect(pair.side)
        message = "is required now" if is_ else "is no longer required"
        if not is_ and effect is Effect.BREAKING:
            message = "may be missing now"
        shown = shown_by() if effect is Effect.BREAKING else None
        yield pair.change(f"required-{turn}", effect, field, message, old[0], new[0], shown)


def _schema(parameter: Parameter) -> str | None:
    """Give where the schema of a parameter stands."""
    content = mapping(parameter.node.get("content"))
    if content:
        return join(parameter.pointer, "content", next(iter(content)), "schema")
    return join(parameter.pointer, "schema") if "schema" in parameter.node else None


def _style(edition: Edition, parameter: Parameter) -> dict[str, object]:
    """Say how a parameter is written, so far as its values make a difference."""
    node = parameter.node
    content = mapping(node.get("content"))
    if content:
        return {"content": next(iter(content))}
    style = node.get("style", _STYLES.get(parameter.where, "simple"))
    said: dict[str, object] = {"allowReserved": node.get("allowReserved") is True}
    composed = bool(types(edition.root, node.get("schema")) & {"array", "object"})
    if composed:
        said["explode"] = style == "deepObject" or node.get("explode", style == "form") is True
    if composed or parameter.where == "path":
        said["style"] = style
    return said


def _told(value: object) -> str:
    return (
        "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    )
