"""`generate --watch`: what is watched, what makes it start again, and what it outlives."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
from rich.console import Console

from trueup import pipeline, report
from trueup.config import Settings
from trueup.watching import Stamps, again, changed, stamps

from .commands import SETTINGS, SPEC, small


def runs_after(steps: list[Callable[[], object]], do: Callable[[], set[Path]]) -> list[bool]:
    """Let each step happen while the watch waits; say of each whether that would wake it."""
    woken: list[bool] = []
    left = iter(steps)

    def wait(paths: frozenset[Path], before: Stamps) -> bool:
        step = next(left, None)
        if step is None:
            return False
        step()
        woken.append(stamps(paths) != before)
        return True

    again(do, frozenset(), wait)
    return woken


def test_a_change_of_what_was_read_wakes_it_and_of_other_files_does_not(tmp_path: Path) -> None:
    read, other, folder = tmp_path / "read", tmp_path / "other", tmp_path / "folder"
    read.write_text("1")
    steps: list[Callable[[], object]] = [
        lambda: read.write_text("22"),
        lambda: other.write_text("1"),
        folder.mkdir,
        lambda: (folder / "new").write_text("1"),
        read.unlink,
    ]
    assert runs_after(steps, lambda: {read, folder}) == [True, False, False, True, True]


def test_a_change_while_it_runs_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "read"
    file.write_text("1")
    texts: Iterator[str] = iter(["1", "22"])

    def do() -> set[Path]:
        file.write_text(next(texts))
        return {file}

    assert runs_after([lambda: None, lambda: None], lambda: {file}) == [False, False]
    seen: list[bool] = []

    def wait(paths: frozenset[Path], before: Stamps) -> bool:
        seen.append(stamps(paths) != before)
        return len(seen) < 2

    again(do, frozenset({file}), wait)
    assert seen == [True, True]


def test_waiting_ends_at_a_change(tmp_path: Path) -> None:
    file = tmp_path / "read"
    file.write_text("1")
    before = stamps([file])
    file.write_text("22")
    assert changed(frozenset({file}), before)


def test_it_watches_every_file_that_it_reads_and_those_that_a_finding_names(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(
        SPEC + "components: {schemas: {A: {$ref: 'more.yaml#/A'}}}\n"
    )
    (tmp_path / "more.yaml").write_text("A: {type: string}\n")
    overlay = tmp_path / "overlay.yaml"
    settings = Settings(tmp_path, tmp_path / "openapi.yaml", tmp_path / "out", overlay=(overlay,))
    overlay.write_text("overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: []\n")
    made = pipeline.lowered(settings)
    assert {path.name for path in pipeline.inputs(settings, made, ())} == {
        "openapi.yaml",
        "more.yaml",
        "overlay.yaml",
        "pyproject.toml",
    }
    (finding,) = [*made.findings, *pipeline.lint(Settings(tmp_path, overlay, tmp_path)).findings][
        -1:
    ]
    assert overlay in pipeline.inputs(settings, None, [finding])


def reading(process: subprocess.Popen[str], until: str) -> str:
    """Read what a process prints until a line has some words."""
    assert process.stdout is not None
    for line in process.stdout:
        if until in line:
            return line
    raise AssertionError(until)


def test_it_generates_again_and_outlives_broken_input_until_it_is_interrupted(
    tmp_path: Path,
) -> None:
    small(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-m", "trueup", "generate", "--watch"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        guard = Timer(120, process.kill)
        guard.start()
        reading(process, "made: ")
        (tmp_path / "openapi.yaml").write_text("openapi: [")
        reading(process, "TU102")
        (tmp_path / "pyproject.toml").write_text("[tool.trueup]\nspek = ''\n")
        reading(process, "TU901")
        (tmp_path / "openapi.yaml").write_text(SPEC.replace("readA", "readB"))
        (tmp_path / "pyproject.toml").write_text(SETTINGS)
        reading(process, "made: ")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        guard.cancel()
    assert "read_b" in (tmp_path / "made" / "small" / "client.py").read_text()


class Screen(io.StringIO):
    """A terminal that says when something was first shown on it."""

    def __init__(self) -> None:
        super().__init__()
        self.used = Event()

    def flush(self) -> None:
        if "reading" in self.getvalue():
            self.used.set()


def test_progress_is_shown_on_a_terminal_once_it_takes_long_and_is_erased() -> None:
    screen = Screen()
    console = Console(file=screen, force_terminal=True, width=80, _environ={"TERM": "xterm"})
    with report.progress(0, console) as tell:
        tell("reading [a].yaml")
        assert screen.used.wait(60)
        tell("rendering 3 operations and 2 models")
    assert "reading [a].yaml" in screen.getvalue()
    assert "rendering 3 operations and 2 models" in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K")


def test_nothing_is_shown_of_what_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    shown = io.StringIO()
    with report.progress(3600, Console(file=shown, force_terminal=True)) as tell:
        tell("reading")
    assert shown.getvalue() == ""
    with report.progress(0) as tell:  # no terminal
        tell("reading")
    assert capsys.readouterr() == ("", "")


def test_every_stage_is_told_with_its_counts(tmp_path: Path) -> None:
    small(tmp_path)
    told: list[str] = []
    settings = Settings(tmp_path, tmp_path / "openapi.yaml", tmp_path / "out")
    made = pipeline.generate(settings, told.append)
    assert told == [
        "reading openapi.yaml",
        "checking 1 paths",
        "rendering 1 operations and 0 models",
        f"writing and importing {len(made.plan or ())} files",
    ]
