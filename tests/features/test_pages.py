"""What pages and READMEs show runs as it is printed, and curl sends what the programs beside it send."""

from __future__ import annotations

import importlib
import inspect
import re
import shlex
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.snippets import Sent, answered, run, run_curl, snippets

from .cases import Feature, features
from .libraries import Libraries
from .pages import answer, environment, readme, shown, unasked

EACH = pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)
# Operations that are shown in Python alone: their bodies, paths or styles are not for the command line.
UNCURLED = 13
# READMEs whose call the stand-in refuses, and why.
REFUSED = {
    "paths/odd-paths": "two parameters in one part of a path, and a text with what stands between them",
    "schemas/discriminators": "kinds that have no name, told apart by one",
}


@EACH
def test_programs_run_and_curl_sends_what_they_send(
    libraries: Libraries, feature: Feature, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = libraries.made(feature)
    libraries.package(feature)
    api = made.api
    assert api is not None
    for operation, found in shown(made):
        assert found, f"{operation.name} is not shown"
        sent: list[Sent] = []
        for each in found:
            if each.language == "python":
                with answered(partial(answer, api, operation)) as got:
                    run(each)
                sent = [*sent[-1:], got[-1]]
            elif shutil.which("curl"):
                assert sent == [run_curl(each.text, tmp_path)] * 2


@EACH
def test_the_programs_of_a_readme_run(
    libraries: Libraries, feature: Feature, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = libraries.made(feature)
    libraries.package(feature)
    programs, api = readme(made), made.api
    assert api is not None
    for name in environment(programs):
        monkeypatch.setenv(name, "a-value")
    for each in programs:
        if "import StandIn" in each.text and feature.name in REFUSED:
            continue
        named = [one for one in api.operations if f".{one.name}(" in each.text]
        with answered(partial(answer, api, named[0]) if named else unasked):
            run(each)


@EACH
def test_the_call_in_a_docstring_is_the_first_of_its_page(
    libraries: Libraries, feature: Feature
) -> None:
    client = libraries.package(feature).Client if libraries.made(feature).plan else None
    for operation, found in shown(libraries.made(feature)):
        doc = inspect.getdoc(getattr(client, operation.name)) or ""
        _, example, rest = doc.rpartition("\nExample:\n")
        call, _, page = rest.partition("\nPage: ")
        assert example or not found
        assert _squeezed(call) in _squeezed(found[0].text if found else "")
        assert not found or page == found[0].file


def _squeezed(code: str) -> str:
    """Leave out what a line's width decides."""
    return re.sub(r"\s|,(?=\s*[)\]}])", "", code)


@EACH
def test_the_command_of_a_readme_makes_a_request(
    libraries: Libraries, feature: Feature, capsys: pytest.CaptureFixture[str]
) -> None:
    made = libraries.made(feature)
    libraries.package(feature)
    found = snippets((made.plan or {})["README.md"], "README.md")
    lines = [each.text for each in found if each.language == "console"]
    command = importlib.import_module(f"{feature.package}._runtime.command")
    about = importlib.import_module(f"{feature.package}.__main__").ABOUT
    for line in "\n".join(lines).splitlines():
        if line.endswith(" --dry-run"):
            assert command.run(about, shlex.split(line)[3:]) == 0, capsys.readouterr().err


def test_nearly_all_operations_are_shown_with_curl(libraries: Libraries) -> None:
    pages = [found for feature in features() for _, found in shown(libraries.made(feature))]
    without = [found for found in pages if all(each.language == "python" for each in found)]
    assert len(without) == UNCURLED
