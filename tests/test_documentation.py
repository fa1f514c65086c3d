"""Every block of code in the documents of the project and of its library is run, or is told here."""

from __future__ import annotations

import logging
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import httpx
import pytest

from trueup.cli import main

from .conftest import ROOT
from .snippets import Snippet, answered, of_file, run, run_curl

FILES = [
    ROOT / "README.md",
    ROOT / "generated" / "README.md",
    *sorted((ROOT / "generated/docs").rglob("*.md")),
]
FOUND = [each for path in FILES for each in of_file(path, ROOT)]
# Blocks that are looked at, and nothing to run.
SHOWN = {"text", "toml", "yaml"}


def each(language: str) -> pytest.MarkDecorator:
    """Give every block of a language, as the cases of a test."""
    chosen = [one for one in FOUND if one.language == language]
    return pytest.mark.parametrize("snippet", chosen, ids=lambda one: f"{one.file}:{one.line}")


def test_every_block_of_code_is_of_a_language_that_is_run_here() -> None:
    languages = Counter(one.language for one in FOUND)
    assert {*languages} - SHOWN == {"python", "console"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have what programs take from the environment, and undo what they say to loggers."""
    for name in ("DLI_FLINK_TOKEN", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"):
        monkeypatch.setenv(name, "a-value")
    yield
    logging.getLogger("dli_flink").setLevel(logging.NOTSET)


@each("python")
@pytest.mark.usefixtures("environment")
def test_a_program_runs_as_it_is_printed(
    snippet: Snippet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with answered(lambda _: httpx.Response(200, json={"is_success": "true"})):
        run(snippet)
    for said in re.findall(r"print\(.*\)  # ({.*})$", snippet.text, re.MULTILINE):
        assert capsys.readouterr().out == f"{said}\n"


@each("console")
def test_a_command_exists_and_takes_what_it_is_shown_with(snippet: Snippet, tmp_path: Path) -> None:
    if snippet.text.startswith("curl "):
        if shutil.which("curl") is None:
            pytest.skip("there is no curl here")
        run_curl(snippet.text, tmp_path)
        return
    for line in snippet.text.splitlines():
        held_to_its_words(shlex.split(line, comments=True))


def held_to_its_words(words: list[str]) -> None:
    """Assert that a command and its flags are known."""
    match words:
        case ["trueup", *given]:
            takes(main, given)
        case ["python3", "generator", *rest]:
            assert rest in ([], ["test"])
        case ["pip", "install", what]:
            name, _, extras = what.removesuffix("]").partition("[")
            project = tomllib.loads((ROOT / "generated" / "pyproject.toml").read_text("utf-8"))
            assert name in ("./generated", project["project"]["name"])
            assert {*filter(None, extras.split(","))} <= {
                *project["project"]["optional-dependencies"]
            }
        case ["python", "-m", "dli_flink", *given]:
            command = [sys.executable, "-m", "dli_flink", *given]
            subprocess.run(command, check=True, capture_output=True)
        case _:
            pytest.fail(f"nothing here runs {shlex.join(words)}")


def takes(command: click.Command, given: list[str]) -> None:
    """Assert that a command has the verb and the flags that it is given."""
    context = click.Context(command)
    if isinstance(command, click.Group):
        verb = command.get_command(context, given[0])
        assert verb is not None, given
        takes(verb, given[1:])
    else:
        command.make_parser(context).parse_args(given)


def test_curl_sends_what_the_program_beside_it_sends(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    for path in FILES[2:]:
        found = list(of_file(path, ROOT))
        for sync, in_async, curl in zip(found[::3], found[1::3], found[2::3], strict=True):
            with answered(lambda _: httpx.Response(200, json={"is_success": "true"})) as sent:
                run(sync)
                run(in_async)
            assert sent == [run_curl(curl.text, tmp_path)] * 2
