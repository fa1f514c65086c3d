"""Repairs of the version, and of what a later version than the one that is said has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.document.walk import Part
from trueup.findings import Code

_READ_AS: Final = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}
_OF_32: Final = {
    "path": ("query", "additionalOperations"),
    "components": ("mediaTypes",),
}


def repair_version(mending: Mending) -> None:
    """Read `3.1` and `"3.0"` as they are meant, and what is of 3.2 as there, whatever the version."""
    said = mending.root.get("openapi")
    text = str(said).strip()
    match = re.fullmatch(r"(3\.[012])(\.[0-9]+.*)?", text)
    if not match:
        return
    if said != text or not match[2]:
        version = _READ_AS[match[1]]
        mending.root["openapi"] = version
        mending.told("/openapi", Code.OTHER_DIALECT, f"`openapi: {said}`", f"read as {version}")
    if match[1] != "3.2":
        for where, key in list(_later(mending.parts(*_OF_32))):
            mending.told(where, Code.OTHER_DIALECT, f"{key} is of OpenAPI 3.2", "read as there")


def _later(found: Iterable[Part]) -> Iterator[tuple[str, str]]:
    for part in found:
        for key in _OF_32[part.kind]:
            if key in part.node:
                yield join(part.pointer, key), key
