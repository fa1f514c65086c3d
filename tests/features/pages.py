"""The programs that pages show, run against answers that the document describes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.snippets import Snippet, snippets
from trueup.ir import Api, Media, Operation
from trueup.pipeline import Compiled
from trueup.render.samples import sample

_ENVIRONMENT = re.compile(r'from_environment\("(\w+)"\)')


def shown(made: Compiled) -> Iterator[tuple[Operation, list[Snippet]]]:
    """Yield each operation with the blocks of code of its page."""
    assert made.api is not None
    assert made.plan is not None
    operations = {each.key: each for each in made.api.operations}
    for group in made.api.groups:
        for key, name in group.methods:
            path = f"docs/{group.name}/{name}.md"
            yield operations[key], list(snippets(made.plan[path], path))


def readme(made: Compiled) -> list[Snippet]:
    """Give the programs of a library's README."""
    found = snippets((made.plan or {})["README.md"], "README.md")
    return [each for each in found if each.language == "python"]


def environment(programs: list[Snippet]) -> set[str]:
    """Name what programs take from the environment."""
    named = {name for each in programs for name in _ENVIRONMENT.findall(each.text)}
    return named | {"HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"}


def answer(api: Api, operation: Operation, _: httpx.Request) -> httpx.Response:
    """Make an answer of the first success of an operation."""
    response = operation.successes[0]
    status = int(response.status) if response.status.isdecimal() else 200
    if response.type is None:
        return httpx.Response(status)
    value = sample(response.type, {each.key: each for each in api.declarations}, "answer")
    if response.succeeds_when is not None and isinstance(value, dict):
        value[response.succeeds_when.wire] = json.loads(response.succeeds_when.equals)
    match response.media:
        case Media.TEXT | Media.BYTES:
            content = str(value)
        case Media.EVENTS:
            content = f"data: {value if isinstance(value, str) else json.dumps(value)}\n\n"
        case Media.LINES:
            mark = "\x1e" if "json-seq" in response.media_type else ""
            content = f"{mark}{json.dumps(value)}\n"
        case _:
            content = json.dumps(value)
    kind = response.media_type.replace("*", "x")
    return httpx.Response(status, content=content.encode(), headers={"Content-Type": kind})


def unasked(request: httpx.Request) -> httpx.Response:
    """Answer nothing: no call is shown."""
    raise AssertionError(request.url)


def written(programs: list[Snippet], folder: Path, name: str) -> None:
    """Write programs as modules, for checkers of types."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, each in enumerate(programs):
        (folder / f"{name}_{at}.py").write_text(each.text, "utf-8")
