"""The last touch on rendered Python: unused imports go, the rest is sorted, and ruff formats it."""

from __future__ import annotations

import re
import subprocess

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # ships no types


class Unparsable(ValueError):
    """What was to be formatted is no Python."""


def formatted(source: str) -> str:
    """Format Python source; the ruff that does it is pinned, since it decides bytes. Raise Unparsable."""
    tidy = _ruff(source, "check", "--select", "F401,I001", "--fix-only", "--silent", "--exit-zero")
    return _ruff(tidy, "format")


def _ruff(source: str, *arguments: str) -> str:
    done = subprocess.run(
        [
            find_ruff_bin(), *arguments, "--isolated", "--no-cache", "--line-length", "100",
            "--target-version", "py311", "--stdin-filename", "generated.py", "-",
        ],
        input=source.encode(),
        capture_output=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise Unparsable(_where(source, done.stderr.decode(errors="replace").strip()))
    return done.stdout.decode()


def _where(source: str, said: str) -> str:
    """Say what ruff says, with the line that it means."""
    found = re.search(r"generated\.py:(\d+):\d+: (.*)", said)
    if found is None:
        return said
    line = source.splitlines()[int(found[1]) - 1 :][:1]
    return f"{found[2]}, at {''.join(line).strip()!r}"
