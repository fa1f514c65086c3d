"""What a folder holds, as far as a release has to know, and the files that speak of the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

SUMS: Final = "SHA256SUMS"
STATEMENT: Final = "statement.json"
SIGNATURE: Final = "SHA256SUMS.sig"  # of the sums, and no part of them


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a folder, by path.

    `digests`: the sha256 of each file. `odd`: what can be no file of a release, and why. `texts`: the content of files
    that were asked for.
    """

    digests: Mapping[str, str]
    odd: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, bytes] = field(default_factory=dict)

    def below(self, folder: str) -> Held:
        """Give what is in a folder of it."""
        start = f"{folder}/"
        return self._chosen({each for each in self._all() if each.startswith(start)}, len(start))

    def without(self, folders: Collection[str], kept: Collection[str]) -> Held:
        """Give what is in none of some folders, and some files that are."""
        inside = {each for each in self._all() if each.partition("/")[0] in folders and "/" in each}
        return self._chosen(self._all() - inside | {*kept})

    def _all(self) -> set[str]:
        return {*self.digests, *self.odd}

    def _chosen(self, paths: Collection[str], cut: int = 0) -> Held:
        digests = {path[cut:]: each for path, each in self.digests.items() if path in paths}
        odd = {path[cut:]: each for path, each in self.odd.items() if path in paths}
        texts = {path[cut:]: each for path, each in self.texts.items() if path in paths}
        return Held(digests, odd, texts)
