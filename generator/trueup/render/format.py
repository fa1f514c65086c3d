"""The last touch on rendered Python: unused imports go, the rest is sorted, and ruff formats it."""

from __future__ import annotations

import subprocess

from ruff import find_ruff_bin  # type: ignore[import-untyped]  # ships no types


def formatted(source: str) -> str:
    """Format Python source; the ruff that does it is pinned, since it decides bytes."""
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
        raise ValueError(done.stderr.decode(errors="replace"))
    return done.stdout.decode()
