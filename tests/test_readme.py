"""What the documents say is true: the code runs, the commands and the vocabulary are those there are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from trueup.cli import main


def test_the_readmes_example_for_consumers_runs_and_sends_what_it_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example, _ = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)
    sent: list[dict[str, object]] = []

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        done = {"is_success": "true" if len(sent) == 1 else "false", "message": "no"}
        return httpx.Response(200, json=done, request=request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    exec(compile(example.replace("…", "x"), "README.md", "exec"), {})
    v2 = {"resource_config_version": "v2", "resource_config": {"max_slot": 2}}
    assert sent == [{"smn_topic": "flink-oncall"}, v2]


def test_the_readmes_example_for_tests_runs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, example = re.findall(r"```python\n(.*?)```", (root / "README.md").read_text(), re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "busy\n"


def test_every_verb_that_the_readme_names_exists_and_every_verb_is_named(root: Path) -> None:
    text = (root / "README.md").read_text()
    assert set(re.findall(r"^trueup (\w+)", text, re.MULTILINE)) == set(main.commands)


def test_the_vocabulary_is_documented_whole(root: Path) -> None:
    vocabulary = json.loads((root / "generator/trueup/document/vocabulary.json").read_text())
    rows = re.findall(r"^\| (`x-[^|]*) \|", (root / "spec/README.md").read_text(), re.MULTILINE)
    told = {keyword for row in rows for keyword in re.findall(r"`(x-[\w-]+)`", row)}
    assert told == set(vocabulary["properties"])
