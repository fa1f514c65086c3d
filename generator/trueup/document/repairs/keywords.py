"""Repairs of schema keywords: those in other letters, `definitions`, and those that mean nothing."""

from __future__ import annotations

from trueup.document.checks.schemas import KEYWORDS
from trueup.document.json_values import JsonObject
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.findings import Code

_PLAIN = {keyword.lower(): keyword for keyword in KEYWORDS}
_NOT_UNKNOWN = KEYWORDS | {"nullable"}


def repair_keywords(mending: Mending) -> None:
    """Read keywords in other letters as they are meant, and leave out those that mean nothing."""
    for part in mending.parts("schema"):
        for keyword in list(part.node):
            if keyword not in _NOT_UNKNOWN and not keyword.startswith("x-"):
                _unknown(mending, part.pointer, part.node, keyword)


def _unknown(mending: Mending, pointer: str, schema: JsonObject, keyword: str) -> None:
    where = join(pointer, keyword)
    wrong = f"{keyword} is not a schema keyword"
    meant = _PLAIN.get(keyword.lower().replace("-", "").replace("_", ""))
    if keyword == "definitions":
        meant = "$defs"
    if meant is None or meant in schema:
        mending.told(where, Code.UNKNOWN_KEYWORD, wrong, "left out")
        del schema[keyword]
        return
    mending.told(where, Code.UNKNOWN_KEYWORD, wrong, f"read as {meant}")
    mending.moved(join(pointer, meant), where)
    schema[meant] = schema.pop(keyword)
    _follow(mending, f"#{where}/", f"#{join(pointer, meant)}/")


def _follow(mending: Mending, before: str, after: str) -> None:
    """Let references into what was renamed lead to its new name."""
    for part in mending.parts():
        said = part.node.get("$ref")
        if isinstance(said, str) and said.startswith(before):
            part.node["$ref"] = after + said.removeprefix(before)
