"""How values and keywords are written in a message."""

from __future__ import annotations

import re

from trueup.document.json_values import JsonValue, canonical


def said(value: JsonValue) -> str:
    """Write a value, a long one in part; None is none."""
    text = "none" if value is None else canonical(value)
    return text if len(text) <= 80 else f"{text[:60]} …"


def kebab(keyword: str) -> str:
    """Write a keyword as rules do.

    >>> kebab("maxLength")
    'max-length'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", keyword).lower()
