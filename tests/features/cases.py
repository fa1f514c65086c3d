"""The documents of one feature each, and the cases that stand below each of them in its file.

    models:
      Thing: {takes: [...], refuses: [...], reads: [...], fields: {python: wire}, defaults: {...}}
      Thing.size: {takes: [...], refuses: [...]}
    enumerations: {Color: {RED: red}}
    calls:
      a sentence that says what is shown:
        call: read_things
        given: {limit: 5, filter: !Filter {name: a}}
        sends: GET /things?limit=5
        answers: {status: 200, json: {a: 1}}
        gives: {a: 1}

`!Filter` makes a model of the library, `!file` a name with a content; others are values of Python's
(`VALUES`). Paths are relative to `HOST`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import yaml

DOCUMENTS: Final = Path(__file__).resolve().parent / "documents"
HOST: Final = "http://api.example.org"
_BETWEEN: Final = "\n---\n"


@dataclass(frozen=True)
class Made:
    """A value that the library makes: a model with its fields, or a file."""

    kind: str
    given: Any


@dataclass(frozen=True)
class Answer:
    """What the server says."""

    status: int = 204
    type: str | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A request that goes before that of a call: what goes over the wire, and what is answered."""

    sends: str
    body: str
    answer: Answer


@dataclass(frozen=True)
class Call:
    """One call: what is given, what goes over the wire, what is answered, what comes back.

    `first`: a request that it needs. `refused`: nothing is sent. `fills`: what buffers that were given hold afterwards.
    `unread`: why openapi-core can't read this request, or reads it wrongly.
    """

    call: str
    given: Mapping[str, Any] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)
    sends: str | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)
    body: Any = None
    parts: Any = None
    answer: Answer = Answer()
    first: Step | None = None
    gives: Any = None
    gives_a: str | None = None
    raises: str | None = None
    fills: list[bytes] = field(default_factory=list)
    refused: bool = False
    unread: str | None = None


@dataclass(frozen=True)
class Feature:
    """A document, with all that is said of its library."""

    name: str
    document: str
    folder: Path
    findings: tuple[str, ...]
    options: Mapping[str, Any]
    models: Mapping[str, Mapping[str, Any]]
    enumerations: Mapping[str, Mapping[str, Any]]
    says: Mapping[str, str]
    calls: Mapping[str, Call]

    @property
    def package(self) -> str:
        """Name the package of the library."""
        return self.name.replace("/", "_").replace("-", "_")


class _Loader(yaml.SafeLoader):
    """Reads cases, with the models that they name by tags."""


# Values of Python's that a case can name.
VALUES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "buffer": lambda given: BytesIO(given.encode()),
    "decimal": Decimal,
    "ip": ip_address,
    "seconds": lambda given: timedelta(seconds=float(given)),
    "time": time.fromisoformat,
    "tuple": tuple,
    "uuid": UUID,
}


def _made(loader: _Loader, kind: str, node: yaml.Node) -> Any:
    given: Any = node.value
    if isinstance(node, yaml.SequenceNode):
        given = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        given = loader.construct_mapping(node, deep=True)
    return VALUES[kind](given) if kind in VALUES else Made(kind, given)


_Loader.add_multi_constructor("!", _made)


@cache
def features() -> tuple[Feature, ...]:
    """Read all documents, in the order of their names."""
    found = sorted(path for path in DOCUMENTS.glob("*/*") if path.suffix in (".yaml", ".json"))
    return tuple(_feature(path) for path in found if not path.name.endswith(".cases.yaml"))


def _feature(path: Path) -> Feature:
    document, _, cases = path.read_text("utf-8").rpartition(_BETWEEN)
    if path.suffix == ".json":
        document, cases = (
            path.read_text("utf-8"),
            path.with_suffix(".cases.yaml").read_text("utf-8"),
        )
    # What the cases are read with is SafeLoader, with tags that only make values of this module.
    said = yaml.load(cases, Loader=_Loader)
    return Feature(
        name=path.relative_to(DOCUMENTS).with_suffix("").as_posix(),
        document=document,
        folder=path.parent,
        findings=tuple(said.pop("findings", ())),
        options=said.pop("options", {}),
        models=said.pop("models", {}),
        enumerations=said.pop("enumerations", {}),
        says=said.pop("says", {}),
        calls={sentence: _call(**each) for sentence, each in said.pop("calls", {}).items()},
        **said,
    )


def _call(
    answers: Mapping[str, Any] | None = None, first: dict[str, Any] | None = None, **said: Any
) -> Call:
    step = Step(first.pop("sends"), first.pop("body"), _answer(**first)) if first else None
    return Call(**said, first=step, answer=_answer(**answers or {}))


def _answer(status: int | None = None, **said: Any) -> Answer:
    if "json" in said:
        said["body"] = json.dumps(said.pop("json")).encode()
        said.setdefault("type", "application/json")
    if "text" in said:
        said["body"] = said.pop("text").encode()
        said.setdefault("type", "text/plain")
    return Answer(status or (200 if "body" in said else 204), **said)


def each_call() -> Iterator[tuple[Feature, str]]:
    """Give every call of every document."""
    return ((feature, sentence) for feature in features() for sentence in feature.calls)
