"""Hold many libraries to mypy and pyright at once: each a package of its own name in one folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a type checker says against a library, and where."""

    checker: str
    kind: str
    library: str
    place: str
    message: str


def errors_of(out: Path, names: list[str]) -> list[Complaint]:
    """Give all errors of both checkers in the libraries that were generated under these names."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        held = [each for each in names if (out / each / "api").is_dir()]
        for each in held:
            shutil.copytree(out / each / "api", home / each)
        return [*_mypy(home, held), *_pyright(home, held)] if held else []


def _mypy(home: Path, names: list[str]) -> Iterator[Complaint]:
    config = home / "none.ini"
    config.write_text("[mypy]\n", "utf-8")
    command = ["mypy", "--strict", "--config-file", str(config), "--output", "json", *names]
    lines = _said(home, command).splitlines()
    for told in map(json.loads, filter(_is_json, lines)):
        if told["severity"] == "error":
            yield _error("mypy", told["code"], Path(told["file"]), told["line"], told["message"])


def _pyright(home: Path, names: list[str]) -> Iterator[Complaint]:
    command = ["pyright", "--pythonpath", sys.executable, "--outputjson", *names]
    for told in json.loads(_said(home, command))["generalDiagnostics"]:
        if told["severity"] == "error":
            file = Path(told["file"]).resolve().relative_to(home.resolve())
            # What is said of a whole file has no range.
            line = told["range"]["start"]["line"] + 1 if "range" in told else 1
            yield _error("pyright", told.get("rule"), file, line, told["message"])


def _is_json(line: str) -> bool:
    return line.startswith("{")  # the summary is text


def _error(checker: str, kind: str | None, file: Path, line: int, message: str) -> Complaint:
    return Complaint(checker, kind or "error", file.parts[0], f"{file}:{line}", message)


def _said(home: Path, command: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=home, capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 1}:  # it did not judge
        raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout[-2000:]}")
    return done.stdout
