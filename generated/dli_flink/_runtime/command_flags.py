"""Flags: what the arguments of a method are on a command line, by its signature and its docstring."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from ipaddress import IPv4Address, IPv6Address
from os import PathLike
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import click

if TYPE_CHECKING:
    _ParamType: TypeAlias = click.ParamType[Any]
    _Choice: TypeAlias = click.Choice[str]
else:  # which take no parameters in every release
    _ParamType, _Choice = click.ParamType, click.Choice

_TEXTS: Final = {
    str, bytes, date, datetime, time, timedelta, Decimal, IPv4Address, IPv6Address, UUID,
}  # fmt: skip
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method; `field`: the field of the body that it is."""

    name: str
    hint: Any
    default: object
    says: str
    field: str | None = None

    @property
    def required(self) -> bool:
        """Say whether it has to be given."""
        return self.default is inspect.Parameter.empty

    @property
    def nullable(self) -> bool:
        """Say whether it may be null."""
        return NoneType in members(self.hint)


@dataclass(frozen=True, slots=True)
class Described:
    """A method as a command line needs it. `body`: the model of its body, where it is one of fields."""

    says: str
    arguments: tuple[Argument, ...]
    body: Any = None


def described(method: Callable[..., object]) -> Described:
    """Read what a method takes, and what it says of that."""
    hints = get_type_hints(method)
    says, of_each = documented(inspect.getdoc(method) or "")
    found = [each for each in inspect.signature(method).parameters.values() if each.name != "self"]
    names = [each.name for each in found]
    model = _model(hints.get("body"))
    fields: Iterator[str] = iter(model.model_fields if model else ())
    arguments = [
        Argument(
            each.name,
            hints[each.name],
            each.default,
            of_each.get(each.name, ""),
            next(fields, None) if model and at > names.index("body") else None,
        )
        for at, each in enumerate(found)
    ]
    return Described(says, tuple(arguments), model)


def documented(text: str) -> tuple[str, Mapping[str, str]]:
    """Take a docstring apart: what it says of the whole, and of each argument."""
    places = (text.rfind(f"\n{section}:\n") for section in ("Args", "Returns", "Raises"))
    before = text[: min((place for place in places if place >= 0), default=None)]
    _, found, after = text.rpartition("\nArgs:\n")
    said: dict[str, str] = {}
    name = ""
    for line in after.splitlines() if found else ():
        if line and not line.startswith(" "):
            break
        if begun := re.match(r" {4}(\w+): (.*)", line):
            name = begun[1]
            said[name] = begun[2]
        elif name and line.strip():
            said[name] += f" {line.strip()}"
    return before.strip(), said


def _model(hint: Any) -> Any:
    """Give the model that a body is, if it is one and nothing else."""
    from .models import RequestModel

    kinds = [each for each in members(hint) if each is not NoneType]
    only = kinds[0] if len(kinds) == 1 else None
    return only if isinstance(only, type) and issubclass(only, RequestModel) else None


def members(hint: Any) -> list[Any]:
    """Give the members of a union, UNSET left out; of any other type, the type."""
    from .unset import Unset

    if get_origin(hint) in (Union, UnionType):
        return [each for part in get_args(hint) for each in members(part)]
    return [] if hint is Unset else [hint]


class Reads(_ParamType):
    """A type of flag: its name, and what makes a value of its text; raises ValueError."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Make the value."""
        try:
            return self._read(value) if isinstance(value, str) else value
        except (OSError, ValueError) as error:
            self.fail(str(error), param, ctx)


class OneOfThese(_Choice):
    """A type of flag: one of some values, each given as its text."""

    def __init__(self, values: Iterable[object]) -> None:
        self._values: Final = {shown(each): each for each in values}
        super().__init__(list(self._values))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Make the value."""
        return self._values[super().convert(value, param, ctx)]


def shown(value: object) -> str:
    """Write a value as it is given in a flag."""
    return value if isinstance(value, str) else json.dumps(value)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a flag is: its type; None: a switch."""

    type: _ParamType | None
    many: bool = False
    spreads: bool = False  # a list in JSON stands for several


def kind_of(hint: Any) -> Kind:
    """Give what an argument of a type is on a command line."""
    kinds = [each for each in members(hint) if each is not NoneType]
    if len(kinds) == 1 and get_origin(kinds[0]) is list:
        (item,) = get_args(kinds[0])
        of = kind_of(item)
        if not of.many:
            each = OneOfThese([True, False]) if of.type is None else of.type
            return Kind(each, many=True, spreads=each is JSON)
        return Kind(JSON)
    if kinds == [bool]:
        return Kind(None)
    return Kind(_scalar(kinds))


def _scalar(kinds: list[Any]) -> _ParamType:
    plain = {each for each in kinds if isinstance(each, type)}
    enums = [each for each in plain if issubclass(each, Enum)]
    literals = [each for kind in kinds if get_origin(kind) is Literal for each in get_args(kind)]
    others = [each for each in kinds if get_origin(each) is not Literal and each not in enums]
    if not others and kinds:
        return OneOfThese(literals or [each.value for kind in enums for each in kind])
    if any((get_origin(each) or each) is PathLike for each in others):
        return PATH
    if any(get_origin(each) is IO for each in others):
        return FILE
    if len(plain) == len(kinds):
        if plain == {bytes}:
            return CONTENT
        if plain <= _TEXTS:
            return click.STRING
        if plain == {int}:
            return click.INT
        if plain <= {int, float}:
            return NUMBER
    return JSON_OR_TEXT if {str, object, Any} & set(others) else JSON


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no JSON: {error}") from None


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _number(text: str) -> int | float:
    found = _NUMBER.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no number")
    return float(text) if found[1] or found[2] else int(text)


def content(text: str) -> bytes:
    """Read the file that a flag names; `-` is stdin."""
    return sys.stdin.buffer.read() if text == "-" else Path(text).read_bytes()


class Opens(Reads):
    """A type of flag: a file, whose content is sent as it is read."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Open the file until the command ends."""
        if value == "-":
            return "stdin", super().convert(value, param, ctx)
        try:
            file = Path(value).open("rb")  # noqa: SIM115 - closed with the context
        except OSError as error:
            self.fail(str(error), param, ctx)
        return Path(value).name, ctx.with_resource(file) if ctx else file


PATH: Final = Reads("path", str)
JSON: Final = Reads("json", _json)
JSON_OR_TEXT: Final = Reads("json or text", _json_or_text)
NUMBER: Final = Reads("number", _number)
CONTENT: Final = Reads("file", content)
FILE: Final = Opens("file", content)


class Flag(click.Option):
    """An option, the section of the help that it stands in, and the argument that it is."""

    def __init__(
        self, declared: list[str], *, section: str, of: Argument | None = None, **more: Any
    ) -> None:
        super().__init__(declared, **more)
        self.section: Final = section
        self.of: Final = of


def flag_of(
    argument: Argument, section: str, taken: set[str], prefix: str = "given", **more: Any
) -> Flag:
    """Make the flag of an argument, under a name that is not taken; `prefix`: of its name in click."""
    kind = kind_of(argument.hint)
    name = free(argument.name, taken)
    declared = [f"--{name}"]
    if kind.type is None:
        declared = [f"--{name}/--{free(f'no_{name}', taken)}"]
    return Flag(
        [*declared, f"{prefix}_{argument.name}"],
        section=section,
        of=argument,
        type=kind.type,
        multiple=kind.many,
        help=argument.says + _inside(argument.hint),
        **{"required": argument.required, **more},
    )


def free(name: str, taken: set[str]) -> str:
    """Make the name of a flag of an argument's, and take it."""
    made = name.strip("_").replace("_", "-") or name
    while made in taken:
        made += "-argument"
    taken.add(made)
    return made


def _inside(hint: Any) -> str:
    """Name the fields of the objects that a flag takes as JSON."""
    kinds = [each for each in members(hint) if each is not NoneType]
    if len(kinds) == 1 and get_origin(kinds[0]) is list:
        kinds = [each for each in members(get_args(kinds[0])[0]) if each is not NoneType]
    if len(kinds) != 1 or not hasattr(kinds[0], "_wire_names"):
        return ""
    return f" As JSON, with fields of: {', '.join(kinds[0]._wire_names().values())}."


def value_of(flag: Flag, value: Any) -> Any:
    """Give the value of an argument from what its flag was given."""
    if not flag.multiple:
        return value
    if flag.type is not JSON:
        return list(value)
    return [each for one in value for each in (one if isinstance(one, list) else [one])]
