"""The last touch on rendered Python: unused imports go, the rest is sorted, and ruff formats it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # ships no types


class Unparsable(ValueError):
    """What was to be formatted under a name is no Python."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def formatted(sources: Mapping[str, str]) -> dict[str, str]:
    """Format Python sources by name, all at once; the ruff that does it is pinned, since it decides bytes.

    Raise Unparsable for the first that is no Python.
    """
    with TemporaryDirectory(prefix="trueup-") as folder:
        files = {name: Path(folder, f"m{at}.py") for at, name in enumerate(sources)}
        for name, path in files.items():
            path.write_text(sources[name], "utf-8")
        _ruff(folder, "check", "--select", "F401,I001", "--fix-only", "--silent", "--exit-zero")
        if said := _ruff(folder, "format"):
            raise _unparsable(sources, said)
        return {name: path.read_text("utf-8") for name, path in files.items()}


def _ruff(folder: str, *arguments: str) -> str:
    """Run ruff on a folder; give what it says where it fails."""
    done = subprocess.run(
        [
            find_ruff_bin(), *arguments, "--isolated", "--no-cache", "--line-length", "100",
            "--target-version", "py311", folder,
        ],
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.stderr.decode(errors="replace").strip() if done.returncode else ""


def _unparsable(sources: Mapping[str, str], said: str) -> Unparsable:
    """Say what ruff says first, with the line that it means."""
    places = re.findall(r"\bm(\d+)\.py:(\d+):\d+: (.*)", said)
    if not places:
        return Unparsable("", said)
    at, line, what = min(places, key=lambda each: int(each[0]))
    name = list(sources)[int(at)]
    meant = sources[name].splitlines()[int(line) - 1 :][:1]
    return Unparsable(name, f"{what}, at {''.join(meant).strip()!r}")
