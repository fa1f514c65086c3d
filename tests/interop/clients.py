"""The clients that generators of others make of the forms of a release."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from .judges import (
    GENERATORS,
    PYOPENAPI_GEN,
    jar,
    node,
    on_node,
    python_of,
    run,
    with_generators,
    with_java,
    with_pyopenapi_gen,
)

_MARKS: Final[Mapping[str, Sequence[pytest.MarkDecorator]]] = {
    "openapi-python-client": (with_generators,),
    "openapi-generator": (with_generators, with_java),
    "pyopenapi-gen": (with_pyopenapi_gen,),
    "openapi-typescript": (on_node,),
    "typescript-fetch": (with_generators, with_java, on_node),
}
PYTHON: Final = ("openapi-python-client", "openapi-generator", "pyopenapi-gen")


@dataclass(frozen=True)
class Client:
    """What a generator made of a form: a folder, with a package `client` in it where it is Python."""

    generator: str
    form: str
    source: Path
    home: Path

    @property
    def python(self) -> Path:
        """Give the Python that has what the client imports."""
        return python_of(PYOPENAPI_GEN if self.generator == "pyopenapi-gen" else GENERATORS)

    def run(self, *arguments: str) -> str:
        """Run Python beside the client; give what it prints."""
        return passed(self.python, "-B", *arguments, cwd=self.home)


def made_by(
    generators: Iterable[str],
    forms: Iterable[str],
    unless: Iterable[tuple[str, str]] = (),
) -> pytest.MarkDecorator:
    """Run a test with the client that each generator makes of each form; those that are not here are skipped."""
    cases = [
        pytest.param(each, marks=_MARKS[each[0]], id=", ".join(each))
        for each in product(generators, forms)
        if each not in unless
    ]
    return pytest.mark.parametrize("client", cases, indirect=True)


def generate(generator: str, form: str, release: Path, home: Path) -> Client:
    """Make the client of a form; what its generator warns of fails, where it can be told to."""
    source = release / f"{form}.json"
    _MAKERS[generator](source, home)
    return Client(generator, form, source, home)


def passed(*command: Any, cwd: Path | None = None) -> str:
    """Run a command that has to succeed, and give what it prints."""
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def _openapi_python_client(source: Path, home: Path) -> None:
    command = python_of(GENERATORS).with_name("openapi-python-client")
    flags = ("--meta", "none", "--fail-on-warning", "--output-path", home / "client")
    passed(command, "generate", "--path", source, *flags)


def _openapi_generator(kind: str, source: Path, home: Path) -> None:
    alone = ("--global-property", "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
    flags = ("-i", source, "-g", kind, "--package-name", "client", "-o", home)
    passed(shutil.which("java"), "-jar", jar(), "generate", *flags, *alone)


def _pyopenapi_gen(source: Path, home: Path) -> None:
    command = python_of(PYOPENAPI_GEN).with_name("pyopenapi-gen")
    flags = ("--project-root", home, "--output-package", "client", "--no-postprocess")
    passed(command, "gen", source, *flags)


def _openapi_typescript(source: Path, home: Path) -> None:
    passed(node("openapi-typescript"), source, "--output", home / "index.ts")


_MAKERS: Final[Mapping[str, Callable[[Path, Path], None]]] = {
    "openapi-python-client": _openapi_python_client,
    "openapi-generator": partial(_openapi_generator, "python"),
    "pyopenapi-gen": _pyopenapi_gen,
    "openapi-typescript": _openapi_typescript,
    "typescript-fetch": partial(_openapi_generator, "typescript-fetch"),
}
