"""YAML by the core rules of its version 1.2: no dates, no octal surprises, `on` is text, no key twice.

libyaml composes the tree of nodes, which keeps line and column; values are made of it here. Refused,
at a place: broken syntax, keys that aren't text, tags without a meaning in JSON, numbers that aren't
finite, nesting deeper than `MAX_DEPTH`, aliases that expand beyond `MAX_NODES`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from trueup.document.json_values import JsonObject, JsonValue
from trueup.findings import Code, Finding, Place, Refused, Severity

MAX_DEPTH: Final = 200
MAX_NODES: Final = 5_000_000

_STR, _NULL, _BOOL, _INT, _FLOAT = (
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "null", "bool", "int", "float")
)
_CORE: Final = (
    (_NULL, re.compile(r"(?:~|null|Null|NULL|)\Z")),
    (_BOOL, re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
    (_INT, re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")),
    (
        _FLOAT,
        re.compile(
            r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
        ),
    ),
)
_SCALARS: Final[Mapping[str, Callable[[str], JsonValue]]] = {
    _STR: str,
    _NULL: lambda text: None,
    _BOOL: lambda text: text.lower() == "true",
    _INT: lambda text: int(text, 0) if text[:2] in ("0o", "0x") else int(text),
    _FLOAT: float,  # refuses .inf and .nan, as JSON does
}


class _CoreLoader(yaml.CSafeLoader):
    """libyaml's parser with the scalar rules of YAML 1.2's core schema."""

    # Under None: whatever the first character is.
    yaml_implicit_resolvers = {None: list(_CORE)}  # noqa: RUF012 - as its base class has it


def compose(file: str, text: str) -> yaml.Node:
    """Give the tree of nodes of a YAML text; raise Refused."""
    if _looks_deep(text):
        _measure_depth(file, text)
    try:
        node = yaml.compose(text, Loader=_CoreLoader)
    except yaml.MarkedYAMLError as error:
        words = " ".join(part for part in (error.context, error.problem) if part)
        raise broken(_at(file, error.problem_mark or error.context_mark), words) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise broken(Place(file, line, column), error.reason) from error
    if node is None:
        raise broken(Place(file, 1, 1), "the file is empty")
    return node


def value_of(file: str, node: yaml.Node) -> tuple[JsonValue, tuple[Finding, ...]]:
    """Make the value that a tree of nodes stands for, with warnings; raise Refused."""
    reader = _Reader(file)
    made, _ = reader.sized(node)
    if any(finding.severity is Severity.ERROR for finding in reader.findings):
        raise Refused(*reader.findings)
    return made, tuple(reader.findings)


def step(node: yaml.Node, token: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Step into a node by one pointer token: the node to point at, and the one to go on from."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == token), None)
    if isinstance(node, yaml.SequenceNode) and token.isdecimal() and int(token) < len(node.value):
        item: yaml.Node = node.value[int(token)]
        return item, item
    return None


def place_of(file: str, node: yaml.Node) -> Place:
    """Say where a node starts."""
    return _at(file, node.start_mark)


def broken(place: Place, problem: str) -> Refused:
    """Refuse a text whose syntax is broken at a place."""
    fix = "mend the syntax at or just before this place"
    return Refused(Finding(place, Code.BAD_SYNTAX, f"broken syntax: {problem}", fix))


def _at(file: str, mark: object) -> Place:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Place(file, line + 1, column + 1)


def _too_deep(place: Place) -> Refused:
    message = f"nested deeper than {MAX_DEPTH} levels, or expands beyond {MAX_NODES} values"
    fix = "flatten it, or share it through `$ref` instead of aliases"
    return Refused(Finding(place, Code.TOO_DEEP, message, fix))


def _looks_deep(text: str) -> bool:
    """Overestimate the nesting cheaply: libyaml's composer would overflow the C stack on a deep one."""
    depth = deepest = 0
    for bracket in re.finditer(r"[\[{\]}]", text):
        depth += 1 if bracket[0] in "[{" else -1
        deepest = max(deepest, depth)
    indents = (len(run[0]) for run in re.finditer(r"^(?:[ \t]|[-?:][ \t])+", text, re.MULTILINE))
    return deepest > MAX_DEPTH or max(indents, default=0) > MAX_DEPTH


def _measure_depth(file: str, text: str) -> None:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                raise _too_deep(_at(file, event.start_mark))
    except yaml.YAMLError:
        return  # composing meets the same error and says where


@dataclass(slots=True)
class _Reader:
    """Turns one tree of nodes into values, and gathers what is wrong on the way."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    _done: dict[int, tuple[JsonValue, int]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def sized(self, node: yaml.Node) -> tuple[JsonValue, int]:
        """Give a node's value and how many values it expands to; an alias gives the same value again."""
        known = self._done.get(id(node))
        if known is not None:
            return known
        if id(node) in self._open:
            raise _too_deep(place_of(self.file, node))
        self._open.add(id(node))
        made = self._made(node)
        self._open.discard(id(node))
        if made[1] > MAX_NODES:
            raise _too_deep(place_of(self.file, node))
        self._done[id(node)] = made
        return made

    def _made(self, node: yaml.Node) -> tuple[JsonValue, int]:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            items = [self.sized(item) for item in node.value]
            return [value for value, _ in items], 1 + sum(size for _, size in items)
        return self._scalar(node), 1

    def _mapping(self, node: yaml.MappingNode) -> tuple[JsonValue, int]:
        made: JsonObject = {}
        size = 1
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in made:
                message = f"the key {key!r} is given twice"
                self._add(key_node, Code.DUPLICATE_KEY, message, "keep one of the two")
            made[key], inner = self.sized(value_node)
            size += inner
        return made, size

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._add(node, Code.KEY_NOT_TEXT, "a key is not text", "use plain text as the key")
            return ""
        text: str = node.value
        if node.tag != _STR:
            kind = node.tag.rpartition(":")[2]
            message, fix = f"the key {text} is not text but {kind}", f'write "{text}" in quotes'
            self._add(node, Code.KEY_NOT_TEXT, message, fix, Severity.WARNING)
        return text

    def _scalar(self, node: yaml.Node) -> JsonValue:
        make = _SCALARS.get(node.tag)
        if make is None:
            message = f"the tag {node.tag} has no meaning in JSON"
            self._add(node, Code.BAD_SYNTAX, message, "remove the tag")
            return None
        try:
            made = make(node.value)
        except ValueError:
            made = math.nan
        if isinstance(made, float) and not math.isfinite(made):
            message = f"{node.value} is not a JSON number"
            self._add(node, Code.BAD_SYNTAX, message, "use a finite number")
            return None
        return made

    def _add(
        self,
        node: yaml.Node,
        code: Code,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.findings.append(Finding(place_of(self.file, node), code, message, fix, severity))
