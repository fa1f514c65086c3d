"""The five commands of the README, run as they are printed on a page that changed."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from tests.commands import run, small

from .test_cli_page import SPEC

HEADER = "<tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>"
PAGE = f"""<html><body><h1>Renaming a Lamp</h1><p>Updated on 2026-01-02</p>
<h2>URI</h2><p>PUT /v2/{{house}}/lamps/{{lamp}}</p>
<h2>Request Parameters</h2>
<table><caption>Table 1 Request parameters</caption>{HEADER}
<tr><td>name</td><td>No</td><td>String</td><td>Name of the lamp. Length range: 0 to 20 characters.</td></tr>
</table></body></html>"""


def commands(root: Path) -> list[list[str]]:
    """Give the commands of the walk-through."""
    text = (root / "README.md").read_text("utf-8").partition("Then five commands:")[2]
    block = re.search(r"```console\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return [shlex.split(line) for line in block[1].splitlines()]


def test_the_five_commands_follow_a_page_that_changed(root: Path, tmp_path: Path) -> None:
    small(tmp_path, SPEC)
    settings = tmp_path / "pyproject.toml"
    facts = "spec/page/updating-a-sql-job.facts.yaml"
    settings.write_text(f'{settings.read_text()}facts = "{facts}"\n')
    (tmp_path / "old.html").write_text(PAGE)
    assert run(tmp_path, "page", "read", "old.html", "--write").returncode == 0
    assert run(tmp_path, "page", "agree", "old.html").returncode == 0

    (tmp_path / "new.html").write_text(PAGE.replace("0 to 20", "0 to 10"))
    diff, read, agree, generate, check = (command[1:] for command in commands(root))
    told = run(tmp_path, *diff)
    assert told.returncode == 1
    assert "breaking      request.name: length changed from at most 20 to at most 10" in told.stdout
    subprocess.run(["git", "apply", "change/spec.patch"], cwd=tmp_path, check=True)
    assert "maxLength: 10" in (tmp_path / "openapi.yaml").read_text()
    for command in (read, agree, generate, check):
        done = run(tmp_path, *command)
        assert (done.returncode, done.stderr) == (0, ""), command
