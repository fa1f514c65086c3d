"""What a check reports: findings with a stable code, a place, one line of what and one line of how to fix.

Stages return findings as values; only the command line prints them. Codes are stable: a code is never
reused for another meaning. The hundreds say which stage speaks: 1 source, 2 document, 3 vocabulary,
4 rulings, 5 lowering, 6 rendering and output, 7 pages, 8 repairs, 9 wrong use, 0 handing on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops generation, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every finding the toolkit can report, by its stable code."""

    UNREADABLE = "TU101"
    BAD_SYNTAX = "TU102"
    DUPLICATE_KEY = "TU103"
    KEY_NOT_TEXT = "TU104"
    TOO_DEEP = "TU105"
    NOT_OPENAPI = "TU106"
    DANGLING_REFERENCE = "TU107"
    FOREIGN_REFERENCE = "TU108"
    INVALID_DOCUMENT = "TU201"
    UNKNOWN_KEYWORD = "TU202"
    DEFAULT_REFUSED = "TU203"
    EXAMPLE_REFUSED = "TU204"
    DUPLICATE_OPERATION_ID = "TU205"
    UNSAFE_TEXT = "TU206"
    ENUM_MISMATCH = "TU207"
    BAD_PATTERN = "TU208"
    MISSING_OPERATION_ID = "TU209"
    UNDECLARED_NAME = "TU210"
    EDIT_BY_HAND = "TU211"
    SELECTS_NOTHING = "TU212"
    BAD_OVERLAY = "TU213"
    MEETS_NOTHING = "TU214"
    NO_LICENCE = "TU221"
    NO_CONTACT = "TU222"
    NOT_SEMANTIC = "TU223"
    UNSTABLE_NAME = "TU224"
    UNDESCRIBED = "TU225"
    UNDECLARED_TAG = "TU226"
    NO_SUCCESS = "TU227"
    NO_FAILURE = "TU228"
    NO_EXAMPLE = "TU229"
    UNUSED_COMPONENT = "TU230"
    INTERNAL_MARKER = "TU231"
    PRIVATE_SERVER = "TU232"
    TRAILING_SLASH = "TU233"
    SAME_PATH = "TU234"
    WAIVES_NOTHING = "TU239"
    BAD_EXTENSION = "TU301"
    UNKNOWN_EXTENSION = "TU302"
    WITHOUT_PLACE = "TU303"
    BAD_CONDITION = "TU304"
    BAD_EXPRESSION = "TU305"
    REPEATED_PLACE = "TU306"
    BAD_RULINGS = "TU401"
    RULING_ASTRAY = "TU402"
    RULING_STALE = "TU403"
    RULING_REPEATED = "TU404"
    UNDECIDED = "TU405"
    SETTLES_NOTHING = "TU406"
    UNSUPPORTED = "TU501"
    PASSED_OVER = "TU502"
    MODEL_MISMATCH = "TU601"
    DOES_NOT_IMPORT = "TU602"
    BAD_TEMPLATE = "TU603"
    EDITED = "TU610"
    MISSING = "TU611"
    LEFT_OVER = "TU612"
    FOREIGN_FILE = "TU613"
    UNWRITABLE = "TU614"
    OUTDATED = "TU615"
    UNBUILDABLE = "TU616"
    NOT_A_PAGE = "TU701"
    NO_TABLES = "TU702"
    UNKNOWN_HEADER = "TU703"
    LOST_CELL = "TU704"
    UNKNOWN_TYPE = "TU705"
    TABLE_ASTRAY = "TU706"
    BROKEN_MARKUP = "TU707"
    NO_OPERATION = "TU708"
    REPEATED_FIELD = "TU709"
    NOT_IN_SPEC = "TU711"
    NOT_ON_PAGE = "TU712"
    DISAGREES = "TU713"
    MISPLACED = "TU714"
    CONTRADICTION = "TU715"
    STALE_FACTS = "TU716"
    BAD_FACTS = "TU717"
    FILLED_IN = "TU801"
    MISSPELT = "TU802"
    OTHER_DIALECT = "TU803"
    REPEATED = "TU804"
    MEANINGLESS = "TU805"
    ODD_NAME = "TU806"
    LEFT_OUT = "TU807"
    NOTHING_LEFT = "TU808"
    WRONG_USE = "TU901"
    VERSION_TOO_LOW = "TU001"
    NONE_PUBLISHED = "TU002"
    BAD_WAIVERS = "TU003"
    WAIVER_EXPIRED = "TU004"
    WAIVER_UNNEEDED = "TU005"
    UNDATED = "TU006"
    UNSIGNED = "TU011"
    BAD_SIGNATURE = "TU012"
    NOT_A_RELEASE = "TU013"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, and a line and column counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, where it is, and how to fix it."""

    place: Place
    code: Code
    message: str
    fix: str
    severity: Severity = field(default=Severity.ERROR)
    # Where in the values it is, for stages that act on it; what is told is the place.
    pointer: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        """Keep words of the spec on one line."""
        for name in ("message", "fix"):
            flat = " ".join(getattr(self, name).split())
            object.__setattr__(
                self, name, "".join(c if c.isprintable() else "\ufffd" for c in flat)
            )

    def as_json(self) -> dict[str, str | int]:
        """Give the finding as a flat JSON object."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": str(self.code),
            "severity": str(self.severity),
            "message": self.message,
            "fix": self.fix,
        }


def arranged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by place and drop repeats."""
    return tuple(sorted(set(findings)))


def any_error(findings: Iterable[Finding]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class Refused(Exception):
    """A stage can't go on: carries the findings that say why. Never reaches the user as a traceback."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings
