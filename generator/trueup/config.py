"""Settings: `[tool.trueup]` of the nearest pyproject.toml, over which flags win.

Each table `[tool.trueup.targets.NAME]` is a library of its own; what stands in `[tool.trueup]` itself holds
for every target that doesn't say otherwise. Paths in the file are relative to it. An unknown setting is a
finding, so that a typo can't pass.
"""

from __future__ import annotations

import keyword
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import permutations
from pathlib import Path
from typing import TypedDict, Unpack

from trueup.document.remote import is_prefix
from trueup.document.selecting import KINDS, is_selector
from trueup.findings import Code, Finding, Place, Refused

HTTPX_FLOOR = "0.23.3"
PYDANTIC_FLOOR = "2.4.0"
_NOT_IN_FILE = {"root", "keep_going", "allow", "target"}
_LISTS = {"include", "exclude", "overlay", "remote"}
_SWITCHES = {"prune", "docs", "publish", "library", "trial"}
_OF_ONE = (
    "out",
    "package",
    "distribution",
    "rulings",
    "facts",
    "published",
    "waivers",
)  # flags that can't mean several targets
_FLAGS = {"published": "against"}  # where a flag has another name than its setting


@dataclass(frozen=True, slots=True)
class Settings:
    """What the toolkit works on. `root`: the folder that shown paths are relative to.

    `references`: the folder that references to other files may lead into; else that of the spec.
    `remote`: prefixes of the addresses that references may be followed to over the network; else none.
    `keep_going` and `allow` (codes): what can't be used costs only what needs it.
    `include` and `exclude`: selectors of operations; `prune`: leave out components that nothing needs.
    `docs`: a page for each operation goes with the library.
    `publish`: `lint` holds the spec to the rules of what is published, too.
    `library`: a release holds the library, as a wheel and as a source distribution. `trial`: it holds a page to try
    calls on.
    `published`: the folder of all published versions, VERSION/openapi.yaml. `waivers`: of what breaks.
    `address`: where that folder is served. `owner` and `lifecycle`: what catalogues of APIs say of the API.
    `overlay`: Overlay documents that are applied before anything else.
    `templates`: the folder of templates that stand in the place of the toolkit's.
    `target`: its name, where several libraries have settings.
    """

    root: Path
    spec: Path
    out: Path
    package: str = "client"
    distribution: str = ""
    rulings: Path | None = None
    facts: Path | None = None
    references: Path | None = None
    remote: tuple[str, ...] = ()
    keep_going: bool = False
    allow: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prune: bool = False
    docs: bool = True
    publish: bool = False
    library: bool = True
    trial: bool = True
    published: Path | None = None
    waivers: Path | None = None
    address: str = ""
    owner: str = ""
    lifecycle: str = ""
    overlay: tuple[Path, ...] = ()
    templates: Path | None = None
    target: str = ""

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
    remote: tuple[str, ...]
    keep_going: bool
    allow: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    prune: bool | None
    docs: bool | None
    publish: bool | None
    library: bool | None
    trial: bool | None
    published: Path | None
    waivers: Path | None
    overlay: tuple[Path, ...]
    templates: Path | None
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Project:
    """The settings of a file: those that all targets share, and the targets."""

    shared: Settings
    targets: tuple[Settings, ...]


def settings(start: Path, **flags: Unpack[Flags]) -> Settings:
    """Read the settings of the one target that is meant at a folder; flags win. Raise Refused."""
    found = targets(start, **flags)
    if len(found) != 1:
        raise Refused(_wrong("--target", f"name one of {_names(found)}: this works on one target"))
    return found[0]


def targets(start: Path, **flags: Unpack[Flags]) -> tuple[Settings, ...]:
    """Read the settings of each target that is meant at a folder; flags win over the file. Raise Refused."""
    alone = Settings(start, start / "openapi.yaml", start / "generated")
    project = next(
        (made for folder in (start, *start.parents) if (made := _of_folder(folder))),
        _Project(alone, (alone,)),
    )
    meant = _meant(project, flags)
    return tuple(_flagged(each, flags) for each in meant)


def _meant(project: _Project, flags: Flags) -> tuple[Settings, ...]:
    """Give the targets that flags name, by name or by their spec; a spec of none has shared settings only."""
    named, spec, meant = flags.get("target", ()), flags.get("spec"), project.targets
    if unknown := [each for each in named if each not in {known.target for known in meant}]:
        there = _names(meant) or "none in [tool.trueup.targets]"
        raise Refused(_wrong("--target", f"{', '.join(unknown)} is no target; there are {there}"))
    if named:
        meant = tuple(each for each in meant if each.target in named)
    elif spec is not None:
        same = (each for each in meant if each.spec.resolve() == spec.resolve())
        meant = tuple(same) or (project.shared,)
    if len(meant) > 1 and (
        several := [f"--{_FLAGS.get(key, key)}" for key in _OF_ONE if flags.get(key)]
    ):
        what = f"{' and '.join(several)} of which target? name one of {_names(meant)}"
        raise Refused(_wrong("--target", what))
    return meant


def _names(found: Sequence[Settings]) -> str:
    return ", ".join(each.target for each in found if each.target)


def _flagged(found: Settings, flags: Flags) -> Settings:
    spec, package = flags.get("spec"), flags.get("package")
    if spec is not None and spec.resolve() != found.spec.resolve():
        # The file's rulings, facts, overlays and selectors are those of another spec, as is where it is published.
        found = replace(found, spec=spec, rulings=None, facts=None, overlay=())
        found = replace(found, include=(), exclude=(), publish=False, published=None, waivers=None)
        found = replace(found, address="", owner="", lifecycle="")
    if package is not None:
        found = replace(found, package=package, distribution="")
    found = replace(
        found,
        out=flags.get("out") or found.out,
        rulings=flags.get("rulings") or found.rulings,
        facts=flags.get("facts") or found.facts,
        distribution=flags.get("distribution") or found.distribution,
        references=flags.get("references") or found.references,
        remote=flags.get("remote") or found.remote,
        templates=flags.get("templates") or found.templates,
        published=flags.get("published") or found.published,
        waivers=flags.get("waivers") or found.waivers,
        docs=found.docs if (docs := flags.get("docs")) is None else docs,
        publish=found.publish if (publish := flags.get("publish")) is None else publish,
        library=found.library if (library := flags.get("library")) is None else library,
        trial=found.trial if (trial := flags.get("trial")) is None else trial,
        keep_going=flags.get("keep_going", False),
        allow=flags.get("allow", ()),
    )
    found = _selecting(found, flags)
    addresses = (*found.remote, *([found.address] if found.address else []))
    if odd := [each for each in addresses if not is_prefix(each)]:
        form = "is no address to start with; write https://host/path/"
        raise Refused(*(_wrong(each, f"{each!r} {form}") for each in odd))
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


def _of_folder(folder: Path) -> _Project | None:
    """Read the settings in a folder's pyproject.toml, if there are any."""
    file = folder / "pyproject.toml"
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    try:
        tool = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError as error:
        if "[tool.trueup" in text:
            raise Refused(_wrong(file.name, f"can't be read: {error}")) from error
        return None
    table = tool.get("trueup") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise Refused(_wrong(file.name, "tool.trueup is not a table"))
    return _project(file, table)


def _project(file: Path, table: Mapping[str, object]) -> _Project:
    """Read the shared settings, and those of each target over them."""
    shared = {key: value for key, value in table.items() if key != "targets"}
    named = table.get("targets", {})
    if not isinstance(named, dict) or not all(isinstance(each, dict) for each in named.values()):
        raise Refused(_wrong(file.name, "targets are not tables, like [tool.trueup.targets.NAME]"))
    problems = [*_problems(shared, "tool.trueup")]
    for name, own in named.items():
        problems += _problems(own, f"tool.trueup.targets.{name}")
    if problems:
        raise Refused(*(_wrong(file.name, problem) for problem in problems))
    found = tuple(_of_table(file, {**shared, **own}, name) for name, own in named.items())
    if within := [*_within(found)]:
        raise Refused(*(_wrong(file.name, each) for each in within))
    alone = _of_table(file, shared)
    return _Project(alone, found or (alone,))


def _problems(table: Mapping[str, object], where: str) -> Iterator[str]:
    known = sorted({each.name for each in fields(Settings)} - _NOT_IN_FILE)
    for key, value in table.items():
        if key not in known:
            yield f"[{where}] {key} is no setting; there are {known}"
        elif not _fits(key, value):
            yield f"{key} is not {_form(key)}"


def _within(found: Sequence[Settings]) -> Iterator[str]:
    """Say which targets are written into the folder of another, where each would take the other for left over."""
    for one, other in permutations(found, 2):
        inner, outer = one.out.resolve(), other.out.resolve()
        if inner.is_relative_to(outer) and (inner != outer or one.target < other.target):
            yield f"targets {one.target} and {other.target} have `out` in one folder: {one.shown(one.out)}"
        if one.published and one.published == other.published and one.target < other.target:
            shown = one.shown(one.published)
            yield f"targets {one.target} and {other.target} have `published` in one folder: {shown}"


def _of_table(file: Path, table: Mapping[str, object], target: str = "") -> Settings:
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
        templates=file.parent / said["templates"] if "templates" in said else None,
        remote=lists["remote"],
        include=lists["include"],
        exclude=lists["exclude"],
        overlay=tuple(file.parent / each for each in lists["overlay"]),
        prune=table.get("prune") is True,
        docs=table.get("docs") is not False,
        publish=table.get("publish") is True,
        library=table.get("library") is not False,
        trial=table.get("trial") is not False,
        address=said.get("address", ""),
        owner=said.get("owner", ""),
        lifecycle=said.get("lifecycle", ""),
        published=file.parent / said["published"] if "published" in said else None,
        waivers=file.parent / said["waivers"] if "waivers" in said else None,
        target=target,
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
