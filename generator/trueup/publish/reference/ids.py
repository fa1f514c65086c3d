"""The ids that things have on pages: people can read them, and they stay as long as the things are called the same."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import quote

_ELSE: Final = re.compile(r"[^\w.$@~-]+")


def slug(name: str) -> str:
    """Write a name as a part of an id.

    >>> slug("Flink SQL jobs"), slug("X-Auth-Token"), slug("a/b"), slug("é")
    ('Flink-SQL-jobs', 'X-Auth-Token', 'a-b', 'é')
    """
    return _ELSE.sub("-", name).strip("-") or "-"


def href(id_: str) -> str:
    """Write a link to an id of the same page."""
    return f"#{quote(id_, safe='.$@~-_')}"


class Ids:
    """Gives each id once: what would have one that is taken gets a digest of what it is, beside it."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def of(self, wanted: str, what: str) -> str:
        """Give an id for what stands somewhere."""
        made, at = wanted, 0
        while made in self._taken:
            digest = hashlib.sha256(f"{what}{at or ''}".encode()).hexdigest()
            made, at = f"{wanted}~{digest[:6]}", at + 1
        self._taken[made] = what
        return made
