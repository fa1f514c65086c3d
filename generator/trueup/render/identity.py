"""What a library is called, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PROVENANCE: Final = "provenance.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the package is called and made from. Floors: the lowest versions the library is tested with.

    `docs`: a page for each operation goes with it.
    """

    package: str
    distribution: str
    spec: str
    digest: str
    licence: str
    httpx_floor: str
    pydantic_floor: str
    docs: bool = True
