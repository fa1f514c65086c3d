"""Numbers as pages write them: 1,024 x 1,024, -1, 0.5, 2 GB."""

from __future__ import annotations

import math
import re
from typing import Final

# Up to 20 digits, as many as those of 64 bits; of a longer number nothing is read, nor a part of it.
DIGITS: Final = r"(?<!\d)\d{1,20}+"
# The thousands may be given back: `[1,100]` is an interval.
NUMBER: Final = rf"-?{DIGITS}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,20}})?+(?!\d)"
_FACTOR: Final = rf"\s*[x*]\s*{NUMBER}(?![A-Za-z0-9]|\.\d)"
PRODUCT: Final = rf"{NUMBER}(?:{_FACTOR}){{0,4}}"
SIZE: Final = r"(?:[KMGT]i?B|bytes?|[KMGT]bit/s|[KMGT])"
TO: Final = r"\s*(?:to|through|-|~|至|到|and)\s*"


def number(words: str) -> int | float:
    """Read a number, or a product of numbers.

    >>> number("1,024 x 1,024")
    1048576
    """
    factors = [factor.replace(",", "").strip() for factor in re.split(r"[x*]", words)]
    values = [float(factor) if "." in factor else int(factor) for factor in factors]
    return math.prod(values)


def whole(words: str) -> int:
    """Read a number that counts something."""
    return 1 if words.casefold() == "one" else int(number(words))
