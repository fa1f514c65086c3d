"""Settings: `[tool.trueup]` of the nearest pyproject.toml, over which flags win.

Paths in the file are relative to it. An unknown setting is a finding, so that a typo can't pass.
"""

from __future__ import annotations

import keyword
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypedDict, Unpack

from trueup.document.selecting import KINDS, is_selector
from trueup.findings import Code, Finding, Place, Refused

HTTPX_FLOOR = "0.20.0"
PYDANTIC_FLOOR = "2.4.0"
_NOT_IN_FILE = {"root", "keep_going", "allow"}
_LISTS = {"include", "exclude", "overlay"}
_SWITCHES = {"prune"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the toolkit works on. `root`: the folder that shown paths are relative to.

    `references`: the folder that references to other files may lead into; else that of the spec.
    `keep_going` and `allow` (codes): what can't be used costs only what needs it.
    `include` and `exclude`: selectors of operations; `prune`: leave out components that nothing needs.
    `overlay`: Overlay documents that are applied before anything else.
    """

    root: Path
    spec: Path
    out: Path
    package: str = "client"
    distribution: str = ""
    rulings: Path | None = None
    facts: Path | None = None
    references: Path | None = None
    keep_going: bool = False
    allow: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prune: bool = False
    overlay: tuple[Path, ...] = ()

    def leaves(self, code: Code) -> bool:
        """Say whether what has an error of a code is left out, with all that needs it."""
        # A document of which nothing is left is an error whatever was allowed.
        return code is not Code.NOTHING_LEFT and (self.keep_going or code in self.allow)

    def shown(self, path: Path) -> str:
        """Show a path as a person at the root would type it."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return str(path)


class Flags(TypedDict, total=False):
    """The settings as flags; None is a flag that was not given."""

    spec: Path | None
    rulings: Path | None
    facts: Path | None
    out: Path | None
    package: str | None
    distribution: str | None
    references: Path | None
    keep_going: bool
    allow: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    prune: bool | None
    overlay: tuple[Path, ...]


def settings(start: Path, **flags: Unpack[Flags]) -> Settings:
    """Read the settings that hold at a folder; flags win over the file. Raise Refused."""
    found = next(
        (made for folder in (start, *start.parents) if (made := _of_folder(folder))),
        Settings(start, start / "openapi.yaml", start / "generated"),
    )
    spec, package = flags.get("spec"), flags.get("package")
    if spec is not None and spec.resolve() != found.spec.resolve():
        # The file's rulings, facts, overlays and selectors are those of another spec.
        found = replace(found, spec=spec, rulings=None, facts=None, overlay=())
        found = replace(found, include=(), exclude=())
    if package is not None:
        found = replace(found, package=package, distribution="")
    found = replace(
        found,
        out=flags.get("out") or found.out,
        rulings=flags.get("rulings") or found.rulings,
        facts=flags.get("facts") or found.facts,
        distribution=flags.get("distribution") or found.distribution,
        references=flags.get("references") or found.references,
        keep_going=flags.get("keep_going", False),
        allow=flags.get("allow", ()),
    )
    found = _selecting(found, flags)
    if not _can_be_imported(found.package):
        raise Refused(_wrong("--package", f"{found.package!r} can't be the name of a package"))
    return replace(found, distribution=found.distribution or found.package.replace("_", "-"))


def _selecting(found: Settings, flags: Flags) -> Settings:
    """Add what says which operations are meant."""
    prune = flags.get("prune")
    found = replace(
        found,
        include=flags.get("include") or found.include,
        exclude=flags.get("exclude") or found.exclude,
        overlay=flags.get("overlay") or found.overlay,
        prune=found.prune if prune is None else prune,
    )
    odd = [each for each in (*found.include, *found.exclude) if not is_selector(each)]
    if odd:
        forms = ", ".join(f"{kind}:…" for kind in KINDS)
        raise Refused(*(_wrong(each, f"{each!r} is no selector; write {forms}") for each in odd))
    return found


def _can_be_imported(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")


def _of_folder(folder: Path) -> Settings | None:
    """Read the settings in a folder's pyproject.toml, if there are any."""
    file = folder / "pyproject.toml"
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    try:
        tool = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError as error:
        if "[tool.trueup]" in text:
            raise Refused(_wrong(file.name, f"can't be read: {error}")) from error
        return None
    table = tool.get("trueup") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise Refused(_wrong(file.name, "tool.trueup is not a table"))
    return _of_table(file, table)


def _of_table(file: Path, table: Mapping[str, object]) -> Settings:
    known = sorted({each.name for each in fields(Settings)} - _NOT_IN_FILE)
    problems = [
        f"{key} is not {_form(key)}"
        if key in known
        else f"[tool.trueup] {key} is no setting; there are {known}"
        for key, value in table.items()
        if key not in known or not _fits(key, value)
    ]
    if problems:
        raise Refused(*(_wrong(file.name, problem) for problem in problems))
    said = {key: str(value) for key, value in table.items()}
    lists = {key: tuple(map(str, _items(table.get(key)))) for key in _LISTS}
    return Settings(
        root=file.parent,
        spec=file.parent / said.get("spec", "openapi.yaml"),
        out=file.parent / said.get("out", "generated"),
        package=said.get("package", "client"),
        distribution=said.get("distribution", ""),
        rulings=file.parent / said["rulings"] if "rulings" in said else None,
        facts=file.parent / said["facts"] if "facts" in said else None,
        references=file.parent / said["references"] if "references" in said else None,
        include=lists["include"],
        exclude=lists["exclude"],
        overlay=tuple(file.parent / each for each in lists["overlay"]),
        prune=table.get("prune") is True,
    )


def _form(key: str) -> str:
    if key in _SWITCHES:
        return "true or false"
    return "a list of texts" if key in _LISTS else "text"


def _fits(key: str, value: object) -> bool:
    if key in _SWITCHES:
        return isinstance(value, bool)
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in _items(value))
    return isinstance(value, str)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _wrong(where: str, what: str) -> Finding:
    return Finding(Place(where), Code.WRONG_USE, what, "see `trueup generate --help`")
