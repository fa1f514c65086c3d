"""Lower numbers that count from a moment: each is offered as a datetime, too, under a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from trueup import names
from trueup.document.json_values import JsonObject, sequence, text_of
from trueup.formats import COUNTED, UNIX_TIMES
from trueup.ir import Instant

_UNIX: Final = "1970-01-01T00:00:00Z"
# What JSON Schema calls a number.
_NUMBERS: Final = ({"integer"}, {"number"})


def instants(nodes: Mapping[str, JsonObject], settled: Mapping[str, str]) -> dict[str, Instant]:
    """Give the moments of the fields of an answer, by wire name; of two that want a name, none gets it."""
    counting = {wire: node for wire, node in nodes.items() if _counts(node)}
    taken = {*settled.values()}
    wanted = {wire: names.moment(settled[wire], taken) for wire in counting}
    claims = Counter(wanted.values())
    return {
        wire: Instant(
            name=wanted[wire]
            if claims[wanted[wire]] == 1
            else names.distinct(f"{settled[wire]}_datetime", taken),
            unit=unit if (unit := text_of(node.get("x-unit"))) in COUNTED else "second",
            epoch=None if (epoch := text_of(node.get("x-epoch"))) in ("", _UNIX) else epoch,
        )
        for wire, node in counting.items()
    }


def _counts(node: JsonObject) -> bool:
    kind = node.get("type")
    kinds = {*map(text_of, sequence(kind))} if isinstance(kind, list) else {text_of(kind)}
    return kinds - {"null"} in _NUMBERS and ("x-epoch" in node or node.get("format") in UNIX_TIMES)
