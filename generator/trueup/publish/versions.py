"""Versions by semantic versioning, and the least that a change allows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trueup.publish.change import Effect

_VERSION = re.compile(
    r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its numbers, and the identifiers of a pre-release; numbers that are left out are 0."""

    core: tuple[int, int, int]
    pre: tuple[str, ...] = ()

    def __str__(self) -> str:
        numbers = ".".join(map(str, self.core))
        return f"{numbers}-{'.'.join(self.pre)}" if self.pre else numbers

    @property
    def order(self) -> tuple[object, ...]:
        """Sort by precedence: a pre-release comes before its release, numbers before words.

        >>> version("1.0.0-rc.2").order < version("1.0.0-rc.10").order < version("1").order
        True
        """
        words = tuple((0, int(x), "") if x.isdecimal() else (1, 0, x) for x in self.pre)
        return self.core, not self.pre, words

    def after(self, effect: Effect | None) -> Version:
        """Give the least version that may follow with a change of this effect; None: nothing changed.

        Before 1.0.0 the second number tells what breaks. A pre-release promises nothing but its release.

        >>> str(version("1.4.2").after(Effect.BREAKING)), str(version("0.4.2").after(Effect.BREAKING))
        ('2.0.0', '0.5.0')
        """
        major, minor, patch = self.core
        if effect is None:
            return self
        if self.pre:
            return Version(self.core)
        rank = [*Effect].index(effect) + (major == 0)
        return Version(
            [(major + 1, 0, 0), (major, minor + 1, 0), (major, minor, patch + 1)][min(rank, 2)]
        )


def version(text: str) -> Version | None:
    """Read a version; None where it is none by semantic versioning."""
    read = _VERSION.fullmatch(text.strip())
    if read is None:
        return None
    major, minor, patch = (int(each or 0) for each in read.groups()[:3])
    return Version((major, minor, patch), tuple(filter(None, (read[4] or "").split("."))))
