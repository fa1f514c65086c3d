"""Settings: `[tool.trueup]` of the nearest pyproject.toml, over which flags win.

Paths in the file are relative to it. An unknown setting is a finding, so that a typo can't pass.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from trueup.findings import Code, Finding, Place, Refused

HTTPX_FLOOR = "0.20.0"
PYDANTIC_FLOOR = "2.4.0"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the toolkit works on. `root`: the folder that shown paths are relative to."""

    root: Path
    spec: Path
    out: Path
    package: str = "client"
    distribution: str = ""
    rulings: Path | None = None

    def shown(self, path: Path) -> str:
        """Show a path as a person at the root would type it."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return str(path)


def settings(
    start: Path,
    *,
    spec: Path | None = None,
    out: Path | None = None,
    package: str | None = None,
) -> Settings:
    """Read the settings that hold at a folder; flags win over the file. Raise Refused."""
    file = next(
        (folder / "pyproject.toml" for folder in (start, *start.parents) if _has_ours(folder)), None
    )
    found = (
        _read(file)
        if file is not None
        else Settings(start, start / "openapi.yaml", start / "generated")
    )
    if spec is not None and spec.resolve() != found.spec.resolve():
        found = replace(found, spec=spec, rulings=None)
    if out is not None:
        found = replace(found, out=out)
    if package is not None:
        found = replace(found, package=package, distribution="")
    if not found.package.isidentifier() or found.package.startswith("_"):
        raise Refused(
            _wrong("--package", f"{found.package!r} can't be the name of a Python package")
        )
    return replace(found, distribution=found.distribution or found.package.replace("_", "-"))


def _has_ours(folder: Path) -> bool:
    file = folder / "pyproject.toml"
    return file.is_file() and "[tool.trueup]" in file.read_text("utf-8", errors="replace")


def _read(file: Path) -> Settings:
    try:
        table = tomllib.loads(file.read_text("utf-8"))["tool"]["trueup"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise Refused(_wrong(file.name, f"can't be read: {error}")) from error
    known = {each.name for each in fields(Settings)} - {"root"}
    for key, value in table.items():
        if key not in known or not isinstance(value, str):
            what = (
                f"[tool.trueup] {key} is no setting" if key not in known else f"{key} is not text"
            )
            raise Refused(_wrong(file.name, f"{what}; there are {', '.join(sorted(known))}"))
    root = file.parent
    return Settings(
        root=root,
        spec=root / table.get("spec", "openapi.yaml"),
        out=root / table.get("out", "generated"),
        package=table.get("package", "client"),
        distribution=table.get("distribution", ""),
        rulings=root / table["rulings"] if "rulings" in table else None,
    )


def _wrong(where: str, what: str) -> Finding:
    return Finding(Place(where), Code.WRONG_USE, what, "see `trueup generate --help`")
