"""Measure over the corpus: how many documents generate, how many operations import, what type checkers say."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .documents import Sample, samples
from .generation import Outcome, generated, line_of
from .types import errors_of
from .verdicts import share


def main() -> int:
    """Print a line for each document as it is done, then the sums."""
    asked = _arguments()
    out = Path(asked.out or tempfile.mkdtemp(prefix="corpus-"))
    chosen = [each for each in samples(asked.select) if each.real or not asked.real]
    with ThreadPoolExecutor(asked.jobs) as pool:
        outcomes = list(pool.map(lambda each: _told(generated(each, out)), chosen))
    if asked.save:
        Path(asked.save).write_text("".join(f"{line_of(each)}\n" for each in outcomes), "utf-8")
    _sum(outcomes)
    if asked.verdicts:
        usable = {each.name for each in outcomes if each.given and not each.trouble}
        _judge([each for each in chosen if each.name in usable], out)
    wrong = _judged(out, chosen) if asked.types else 0
    return int(wrong > 0 or any(each.how == "crashed" for each in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.corpus", description=__doc__)
    parser.add_argument("select", nargs="?", default="", help="part of the documents' names")
    parser.add_argument("--real", action="store_true", help="published documents only")
    parser.add_argument("--out", help="folder for the libraries")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--types", action="store_true", help="type-check the libraries")
    parser.add_argument("--save", help="file for the outcomes, one line of JSON each")
    parser.add_argument("--verdicts", action="store_true", help="hold models against jsonschema")
    return parser.parse_args()


def _told(outcome: Outcome) -> Outcome:
    count = f"{outcome.given:5} of {outcome.wanted:5}"
    cost = f"{outcome.cpu:6.1f} s {outcome.memory:5.0f} MB"
    told = (
        outcome.trouble.splitlines()[-1:]
        or [
            each
            for each in outcome.findings
            if each.startswith(("TU5", "TU6")) and "TU502" not in each
        ][:1]
    )
    _say(f"{outcome.how:8} {count} {cost}  {outcome.name}  {''.join(told)[:150]}")
    return outcome


def _judged(out: Path, chosen: list[Sample]) -> int:
    errors = errors_of(out, [each.name for each in chosen])
    for (checker, kind), count in Counter((each.checker, each.kind) for each in errors).items():
        _say(f"{count:6} {checker} {kind}")
    for each in {(each.checker, each.kind, each.library): each for each in errors}.values():
        _say(f"{each.checker} {each.kind} {each.place}: {each.message[:150]}")
    _say(f"{len(errors)} type errors")
    return len(errors)


def _judge(chosen: list[Sample], out: Path) -> None:
    found: Counter[str] = Counter()
    for each in chosen:  # a process each: every library is a package of the same name
        asked = [
            sys.executable,
            "-m",
            "tests.corpus.verdicts",
            str(each.path),
            str(out / each.name),
        ]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode:
            _say(f"no verdicts on {each.name}: {done.stderr.strip()[-150:]}")
        else:
            found.update(json.loads(done.stdout))
    _say(share(found))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _sum(outcomes: list[Outcome]) -> None:
    sound = [each for each in outcomes if all(is_of_us(said) for said in each.findings)]
    faulty = [each for each in outcomes if each not in sound]
    for what, some in (("valid", sound), ("with defects", faulty), ("in all", outcomes)):
        wanted, given = sum(each.wanted for each in some), sum(each.given for each in some)
        ways = json.dumps(Counter(each.how for each in some))
        _say(f"{len(some)} documents {what}: {ways}; {given} of {wanted} operations")
    _say(f"{sum(bool(each.trouble) for each in outcomes)} do not import")
    _say(f"{sum(each.cpu for each in outcomes):.0f} s CPU")


def is_of_us(finding: str) -> bool:
    """Say whether a finding tells what the generator can't do, or does its own way: no defect of the document."""
    return finding.startswith(("TU5", "TU6"))


if __name__ == "__main__":
    sys.exit(main())
