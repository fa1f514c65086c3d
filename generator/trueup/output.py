"""The plan and the disk: `write` and `check` are two callers of the same plan.

Writing is all or nothing: the library is put together, compiled and imported in a fresh folder beside
the old one, and the two are exchanged in one step. A kill at any moment leaves the old or the new.
A file that `generate` did not write is never removed: it is reported.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from trueup.findings import Code, Finding, Place, Refused
from trueup.publish.release.held import Held
from trueup.render.identity import PROVENANCE

_IGNORED: Final = frozenset(
    {
        "__pycache__",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".hypothesis",
        "dist",
        "build",
        ".venv",
    }
)
_MOST: Final = 64 * 1024 * 1024  # of a file that is read and not only counted up
_EXCHANGE: Final = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE: Final = -100  # AT_FDCWD
# What a module of a library may need that is not there wherever libraries are made: it is for tests.
_OPTIONAL: Final = ("pytest",)
_IMPORTING: Final = """
import importlib
for name in {modules!r}:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name not in {optional!r}:
            raise
"""


def check(plan: Mapping[str, str], out: Path, shown_as: str) -> tuple[Finding, ...]:
    """Compare a plan with what is on disk: files edited, missing, left over."""
    return tuple(_differences(plan, out, shown_as))


def library(out: Path, shown_as: str) -> dict[str, bytes]:
    """Read the files of a library by path; none where it has no folder. Raise Refused."""
    files: dict[str, bytes] = {}
    for path in sorted(_present(out)):
        try:
            files[path] = (out / path).read_bytes()
        except OSError as error:
            why = f"can't be read: {(error.strerror or str(error)).lower()}"
            fix = "delete it, and run `trueup generate`"
            place = Place(f"{shown_as}/{path}")
            raise Refused(Finding(place, Code.UNREADABLE, why, fix)) from None
    return files


def foreign(plan: Mapping[str, str], out: Path, shown_as: str) -> tuple[Finding, ...]:
    """Report the files in the way: those that no earlier run has written."""
    if out.exists() and not out.is_dir():
        message, fix = "a file stands where the library's folder should be", "name another folder"
        return (Finding(Place(shown_as), Code.FOREIGN_FILE, message, fix),)
    ours = _written_before(out)
    if _is_library(out):
        ours |= plan.keys()
    return tuple(
        Finding(
            Place(f"{shown_as}/{path}"),
            Code.FOREIGN_FILE,
            "the file was not written by trueup, and would be lost",
            "move it elsewhere or delete it; generated folders hold nothing else",
        )
        for path in sorted(_present(out))
        if path not in ours
    )


def write(plan: Mapping[str, str], out: Path, package: str) -> tuple[Finding, ...]:
    """Replace what is on disk by the plan, once the plan is shown to import; give what stops it."""
    try:
        return _written(plan, out, package)
    except OSError as error:
        why = f"can't be written: {(error.strerror or str(error)).lower()}"
        fix = "name a folder that can be written; what was there is still there"
        return (Finding(Place(str(out)), Code.UNWRITABLE, why, fix),)


def save(files: Mapping[Path, str | bytes]) -> tuple[Finding, ...]:
    """Write files one by one, each whole or not at all; give what stops it."""
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_bytes(content.encode() if isinstance(content, str) else content)
            fresh.replace(path)
        except OSError as error:
            why = f"can't be written: {(error.strerror or str(error)).lower()}"
            return (
                Finding(Place(str(path)), Code.UNWRITABLE, why, "name a file that can be written"),
            )
    return ()


def publish(
    plan: Mapping[str, bytes], folder: Path, shown_as: str, added: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Put a release into a folder of its own, whole or not at all; one that is there already has to be this one.

    `added`: what may stand there without being a part of it; it is written where it is missing, unless it is empty.
    """
    fresh = {name: content for name, content in added.items() if content}
    try:
        there = held(folder, ()) if folder.exists() or folder.is_symlink() else None
    except OSError as error:
        why = f"can't be read: {(error.strerror or str(error)).lower()}"
        return (Finding(Place(shown_as), Code.UNREADABLE, why, "name another folder"),)
    if there is not None:
        if other := _others(plan, there, added):
            why = f"holds something else: {', '.join(other[:3])}{', …' * (len(other) > 3)}"
            fix = "raise info.version, or name another folder: what was published does not change"
            return (Finding(Place(shown_as), Code.FOREIGN_FILE, why, fix),)
        missing = sorted(fresh.keys() - there.digests.keys())
        return save({folder / name: fresh[name] for name in missing})
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    found = save({beside / path: content for path, content in {**plan, **fresh}.items()})
    if not found:
        beside.replace(folder)
    return found


def _others(plan: Mapping[str, bytes], there: Held, added: Collection[str]) -> list[str]:
    """Name what is in a folder and not in a plan, the other way round, or not the same."""
    said = {path: hashlib.sha256(content).hexdigest() for path, content in plan.items()}
    here = {path: digest for path, digest in there.digests.items() if path not in added}
    other = {path for path in here.keys() | said.keys() if here.get(path) != said.get(path)}
    return sorted(other | there.odd.keys())


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files in a folder, by path. No link is followed."""
    found = sorted(_within(folder), key=lambda each: each[0])
    files = [path for path, each in found if each.is_file(follow_symlinks=False)]
    return {path: (folder / path).read_bytes() for path in files}


def held(folder: Path, wanted: Collection[str]) -> Held:
    """Say what is in a folder, with the content of the files of wanted names. No link is followed."""
    digests: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    odd: dict[str, str] = {}
    for path, entry in _within(folder):
        try:
            if why := _oddness(entry):
                odd[_spelled(path)] = why
            elif not entry.is_dir(follow_symlinks=False):
                digests[path], text = _digest(entry.path, entry.name in wanted)
                texts.update({path: text} if entry.name in wanted else {})
        except OSError as error:
            odd[_spelled(path)] = f"can't be read: {(error.strerror or str(error)).lower()}"
    return Held(digests, odd, texts)


def _within(top: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that is below a folder, each with its path; of what is in a folder that can't be read, nothing."""
    folders = [(os.fspath(top), "")]
    while folders:
        folder, prefix = folders.pop()
        with suppress(OSError) if prefix else nullcontext(), os.scandir(folder) as entries:
            for entry in entries:
                yield f"{prefix}{entry.name}", entry
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))


def _oddness(entry: os.DirEntry[str]) -> str:
    """Say why what is in a folder can be no file of a release, nor a folder of such; "" where it can."""
    if not entry.name.isprintable() or _spelled(entry.name) != entry.name:
        return "has a name that no file of a release has"
    if entry.is_symlink():
        return "is a link"
    if entry.is_dir(follow_symlinks=False):
        with os.scandir(entry.path) as entries:
            return "" if any(entries) else "is an empty folder"
    return "" if entry.is_file(follow_symlinks=False) else "is no file"


def _digest(path: str, whole: bool) -> tuple[str, bytes]:
    """Give the sha256 of a file, and its content, as far as a text of a release goes, where it is wanted."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        return sha256, file.read(_MOST) if whole else b""


def _spelled(path: str) -> str:
    """Spell a path so that it can be printed anywhere: what is no text or not for printing by its number."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _written(plan: Mapping[str, str], out: Path, package: str) -> tuple[Finding, ...]:
    out.parent.mkdir(parents=True, exist_ok=True)
    _finish_interrupted(out)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.new-", dir=out.parent))
    try:
        for path, text in plan.items():
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        fresh.chmod(0o755)
        problem = _import_problem(fresh, package)
        if problem:
            return (problem,)
        _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return ()


def _differences(plan: Mapping[str, str], out: Path, shown_as: str) -> Iterator[Finding]:
    present = set(_present(out))
    for path, text in plan.items():
        place = Place(f"{shown_as}/{path}")
        if path not in present:
            yield Finding(place, Code.MISSING, "the file is missing", "run `trueup generate`")
        elif (out / path).read_bytes() != text.encode():
            message = "the file is not what the spec and the templates give"
            fix = "run `trueup generate`; change the spec or a template, never this file"
            yield Finding(place, Code.EDITED, message, fix)
    for path in sorted(present - plan.keys()):
        place = Place(f"{shown_as}/{path}")
        yield Finding(
            place,
            Code.LEFT_OVER,
            "the file is not part of the library",
            "delete it, or move it elsewhere",
        )


def _present(out: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(out):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = [name for name in folders if not _is_ignored(name)]
        for name in (*files, *links):
            if not name.endswith(".pyc"):
                yield (Path(folder) / name).relative_to(out).as_posix()


def _is_ignored(name: str) -> bool:
    return name in _IGNORED or name.endswith(".egg-info")


def _written_before(out: Path) -> set[str]:
    try:
        said = json.loads((out / PROVENANCE).read_text("utf-8"))
        if said["generator"]["name"] != "trueup":
            return set()
        return {PROVENANCE, *map(str, said["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _is_library(out: Path) -> bool:
    """Say whether a folder is a library of ours, even where its provenance is gone."""
    try:
        head = (out / "pyproject.toml").read_text("utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return bool(_written_before(out))
    return head.startswith("# Generated by trueup")


def _import_problem(fresh: Path, package: str) -> Finding | None:
    """Compile and import every module of the fresh library, in a process of its own."""
    modules = [
        ".".join(path.relative_to(fresh).with_suffix("").parts)
        for path in sorted((fresh / package).rglob("*.py"))
    ]
    program = _IMPORTING.format(modules=modules, optional=_OPTIONAL)
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        capture_output=True,
        cwd=fresh,
        env={**os.environ, "PYTHONPATH": str(fresh)},
        check=False,
    )
    if done.returncode == 0:
        return None
    said = done.stderr.decode(errors="replace").strip()
    last = said.splitlines()[-1:]
    at = re.findall(rf'File "{re.escape(str(fresh))}/(.+)", line (\d+)', said)[-1:]
    last += [f" ({path}:{line})" for path, line in at]
    return Finding(
        Place(package),
        Code.DOES_NOT_IMPORT,
        f"the library that this spec gives does not import: {''.join(last)}",
        "nothing was written; report this spec",
    )


def _swap(fresh: Path, out: Path) -> None:
    """Put the fresh folder in the old one's place in one step where the system can, else in two."""
    if not out.exists():
        fresh.rename(out)
        return
    if _exchange(fresh, out):
        _carry(fresh, out)
        return
    aside = out.with_name(f".{out.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    out.rename(aside)
    fresh.rename(out)
    _carry(aside, out)
    shutil.rmtree(aside, ignore_errors=True)


def _carry(old: Path, out: Path) -> None:
    """Bring along what is no part of a library but lives in its folder: builds and environments."""
    for entry in old.iterdir():
        if _is_ignored(entry.name) and entry.name != "__pycache__" and out.is_dir():
            target = out / entry.name
            if not target.exists():
                entry.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _finish_interrupted(out: Path) -> None:
    """Bring back the old folder where a two-step exchange was cut between its steps."""
    aside = out.with_name(f".{out.name}.old")
    if aside.exists() and not out.exists():
        aside.rename(out)
    for leftover in (aside, *out.parent.glob(f".{out.name}.new-*")):
        if leftover.is_dir():
            _carry(leftover, out)
            shutil.rmtree(leftover, ignore_errors=True)
