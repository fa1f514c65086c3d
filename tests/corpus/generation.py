"""Generate the library of one document as a user would, and say what came of it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .documents import Sample, operations_of


@dataclass(slots=True)
class Outcome:
    """What generating gave: `full`, `kept` (with --keep-going), `refused` or `crashed`; CPU seconds, MB."""

    name: str
    how: str
    wanted: int
    given: int = 0
    cpu: float = 0.0
    memory: float = 0.0
    findings: list[str] = field(default_factory=list)
    trouble: str = ""


def generated(sample: Sample, out: Path, *, patience: float = 900) -> Outcome:
    """Generate in full, and where that is refused, with --keep-going."""
    wanted = operations_of(sample.path)
    made = _run(sample, out, "full", [], wanted, patience)
    if made.how != "refused":
        return made
    kept = _run(sample, out, "kept", ["--keep-going"], wanted, patience)
    kept.findings = [*made.findings, *kept.findings]
    return kept


def _run(
    sample: Sample, out: Path, how: str, flags: list[str], wanted: int, patience: float
) -> Outcome:
    folder = out / sample.name
    command = [sys.executable, "-m", "trueup", "generate", "--spec", str(sample.path)]
    command += ["--out", str(folder), "--package", "api", "--format", "json", *flags]
    outcome = Outcome(sample.name, how, wanted)
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        started = subprocess.Popen(command, stdout=said, stderr=complained)
        timer = threading.Timer(patience, started.kill)
        timer.start()
        _, status, used = os.wait4(started.pid, 0)  # of this child alone, unlike getrusage
        timer.cancel()
        started.returncode = os.waitstatus_to_exitcode(status)
        outcome.cpu, outcome.memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        said.seek(0)
        complained.seek(0)
        try:
            told: dict[str, Any] = json.loads(said.read())
        except ValueError:
            outcome.how, outcome.trouble = "crashed", complained.read().strip()[-300:]
            return outcome
    outcome.findings = [f"{each['code']} {each['message']}" for each in told["findings"]]
    if started.returncode or not told.get("files"):
        outcome.how = "refused"
        return outcome
    outcome.trouble = _import_problem(folder)
    outcome.given = 0 if outcome.trouble else operations_in(folder)
    return outcome


def _import_problem(folder: Path) -> str:
    """Compile every module, and import each in one process; give the last line of what went wrong."""
    modules = [
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in sorted((folder / "api").rglob("*.py"))
    ]
    program = f"import importlib\nfor name in {modules!r}:\n    importlib.import_module(name)\n"
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    return done.stderr.strip()[-300:] if done.returncode else ""


def operations_in(folder: Path) -> int:
    """Count what the library can call: the functions of one operation say the same method and path."""
    docs = {
        ast.get_docstring(node) or ""
        for path in sorted((folder / "api").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    return sum(each.startswith("Make the call of ") for each in docs)


def line_of(outcome: Outcome) -> str:
    """Write an outcome as one line of JSON."""
    return json.dumps(asdict(outcome))
