"""Where a page states what a change is about: the path of a field, and the kinds of facts that a keyword says."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from trueup.page.facts import Kind

# What an array's items and a map's values state, the row of the array or the map states.
_INNER: Final = ("[]", ".*", ".(unknown)")
_ANSWER: Final = re.compile(r"response-([^.\[]*)(.*)", re.DOTALL)
_TURNS: Final = frozenset("narrowed widened changed added removed".split())
_KINDS: Final = {
    "type": (Kind.TYPE,),
    "format": (Kind.TYPE,),
    "min-length": (Kind.LENGTH,),
    "max-length": (Kind.LENGTH,),
    "min-items": (Kind.COUNT,),
    "max-items": (Kind.COUNT,),
    "minimum": (Kind.RANGE,),
    "maximum": (Kind.RANGE,),
    "exclusive-minimum": (Kind.RANGE,),
    "exclusive-maximum": (Kind.RANGE,),
    "enum": (Kind.ENUM,),
    "const": (Kind.ENUM,),
    "required": (Kind.MANDATORY,),
    "default": (Kind.DEFAULT, Kind.COMPUTED),
    "content-media-type": (Kind.CONTENT,),
    "unit": (Kind.UNIT,),
    "condition": (Kind.CONDITION,),
    "advice": (Kind.ADVICE,),
}


def joined(field: str, answered: str, paths: Collection[str]) -> str | None:
    """Give the path that a page knows the field of a change by; None: it is none of the page's.

    `answered`: the status of the answer that the page tells of; `paths`: those that it knows.

    >>> joined("response-200.jobs[].job_id", "200", ["response.jobs[].job_id"])
    'response.jobs[].job_id'
    >>> joined("request.tags[]", "200", ["request.tags"])
    'request.tags'
    """
    answer = _ANSWER.fullmatch(field)
    if answer is not None and answer[1] != answered:
        return None
    path = f"response{answer[2]}" if answer is not None else field
    if path.startswith("header."):  # whose names are the same in any case
        return next((each for each in paths if each.casefold() == path.casefold()), None)
    while path not in paths:
        ending = next((each for each in _INNER if path.endswith(each)), None)
        if ending is None:
            return None
        path = path.removesuffix(ending)
    return path


def keyword_of(rule: str) -> str:
    """Give what a rule is about, its side and its turn left out.

    >>> keyword_of("request-max-length-narrowed")
    'max-length'
    """
    _, _, rest = rule.partition("-")
    said, _, turn = rest.rpartition("-")
    return said if turn in _TURNS else rest


def kinds_of(keyword: str) -> frozenset[Kind]:
    """Give the kinds of facts that a keyword says; none where that depends on its schema."""
    return frozenset(_KINDS.get(keyword, ()))
