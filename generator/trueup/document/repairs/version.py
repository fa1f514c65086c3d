"""Repairs of the version, and of what a later version than those that are read has."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.repairs.mending import Mending
from trueup.findings import Code

_READ_AS: Final = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.1.0"}


def repair_version(mending: Mending) -> None:
    """Read `3.1` and `"3.0"` as they are meant, and 3.2 by the rules of 3.1."""
    said = mending.root.get("openapi")
    text = str(said).strip()
    match = re.fullmatch(r"(3\.[012])(\.[0-9]+.*)?", text)
    if not match or (said == text and match[2] and match[1] != "3.2"):
        return
    version = _READ_AS[match[1]]
    mending.root["openapi"] = version
    mending.told("/openapi", Code.OTHER_DIALECT, f"`openapi: {said}`", f"read as {version}")
    for part in mending.parts("path"):
        for key in ("query", "additionalOperations"):
            if match[1] == "3.2" and key in part.node:
                where = f"{part.pointer}/{key}"
                mending.told(where, Code.OTHER_DIALECT, f"{key} is of OpenAPI 3.2", "left out")
                mending.drop(where)
