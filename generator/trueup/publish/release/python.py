"""The part of a release that is its library, as pip installs it: a wheel and a source distribution."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from trueup.findings import Code, Finding, Place
from trueup.publish.release.material import Material, Part

_BACKEND: Final = "hatchling.build"
# Where hatchling finds one of these it looks no further up, for patterns of files to leave out.
_BOUNDARIES: Final = (".git", ".hg")


def python(material: Material) -> Part:
    """Build the library, if there is one."""
    files = material.library
    if not files:
        return Part({})
    try:
        backend = tomllib.loads(files["pyproject.toml"].decode())["build-system"]["build-backend"]
        if backend != _BACKEND:
            return _unbuildable(material, f"it is built by {backend}, and only {_BACKEND} is known")
        built = _built(files)
    except Exception as error:  # what a caller's own templates can get wrong has no end
        return _unbuildable(material, f"{type(error).__name__}: {error}")
    return Part({f"python/{name}": content for name, content in built.items()}, (_row(built),))


def _unbuildable(material: Material, why: str) -> Part:
    fix = "correct your template of package/pyproject.toml, or publish with --no-library"
    place = Place(f"{material.library_shown}/pyproject.toml")
    return Part({}, (), (Finding(place, Code.UNBUILDABLE, f"can't be built: {why}", fix),))


def _row(built: Mapping[str, bytes]) -> tuple[str, str]:
    names = ", ".join(f"`python/{name}`" for name in sorted(built, reverse=True))
    wheel = next(name for name in built if name.endswith(".whl"))
    return "who calls the API from Python", f"{names}: `pip install python/{wheel}`"


def _built(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the wheel and the source distribution of a library, as `python -m build` would.

    The folder is a fresh one, so that nothing but the files has a say.
    """
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    with TemporaryDirectory(prefix="trueup-") as folder, _as_of_no_day():
        root, made = Path(folder, "library"), Path(folder, "made")
        for name in (*_BOUNDARIES, *files):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name]) if name in files else path.mkdir()
        for builder in (SdistBuilder(str(root)), WheelBuilder(str(root))):
            said = {"hooks_only": False, "clean": False, "clean_hooks_after": False}
            list(builder.build(directory=str(made), versions=["standard"], **said))
        return {path.name: path.read_bytes() for path in sorted(made.iterdir())}


@contextmanager
def _as_of_no_day() -> Iterator[None]:
    """Have builds say hatchling's own day, which is always the same, whatever the environment asks for."""
    day = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        yield
    finally:
        if day is not None:
            os.environ["SOURCE_DATE_EPOCH"] = day
