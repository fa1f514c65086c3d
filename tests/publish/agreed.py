"""How the project's own spec agrees with its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trueup import pages
from trueup.document import source
from trueup.document.lint import lint
from trueup.page.agreement.account import Account, account
from trueup.page.kept.facts_file import to_yaml
from trueup.publish.release.material import Agreed

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
PAGE = pages.read(ROOT / "spec/page/updating-a-sql-job.facts.yaml", "page.facts.yaml")
RULINGS = source.read(ROOT / "spec" / "rulings.yaml", "rulings.yaml")
FACTS = replace(PAGE.facts, file=PAGE.page)


def accounted(text: str = SPEC.read_text()) -> Account:
    """Give the account of the page and a spec."""
    spec = lint(source.parse("openapi.yaml", text), tolerant=True).document
    made = account(PAGE.facts, spec, RULINGS, PAGE.contradictions)
    assert made is not None
    return made


AGREED = Agreed(accounted(), FACTS, to_yaml(FACTS, PAGE.contradictions))
