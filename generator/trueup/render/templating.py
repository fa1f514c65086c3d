"""Templates: where they are, and how they are filled. They carry no logic (tests/test_templates.py)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined


def templates_root() -> Traversable:
    """Give the folder of the templates: the installed copy first, the checkout's second."""
    packaged = files("trueup") / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


def fill(template: str, **views: object) -> str:
    """Fill one template with views."""
    return _environment().get_template(template).render(**views)


def needed(modules: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the files of the runtime that modules import, name and text: they are copied as they are."""
    folder = templates_root() / "runtime"
    found = {"__init__.py": (folder / "__init__.py").read_text("utf-8")}
    wanted = [
        name for text in modules for name in re.findall(r"^from \._runtime\.(\w+)", text, re.M)
    ]
    while wanted:
        name = f"{wanted.pop()}.py"
        if name not in found:
            found[name] = (folder / name).read_text("utf-8")
            wanted += re.findall(r"^from \.(\w+) import", found[name], re.M)
    yield from sorted(found.items())


def templates_digest() -> str:
    """Give the sha256 over every template and runtime file: one name for what decides the output."""
    digest = hashlib.sha256()
    for name, text in sorted(_texts(templates_root(), "")):
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _texts(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".jinja")):
            yield f"{prefix}{entry.name}", entry.read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python source; spec text passes through literals.py
    )
    return environment


def _source(name: str) -> str | None:
    entry = templates_root().joinpath(*name.split("/"))
    return entry.read_text("utf-8") if entry.is_file() else None
