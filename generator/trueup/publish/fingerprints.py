"""What a change is known by, from one run to the next: links and lists of known changes can name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from trueup.document.json_values import canonical
from trueup.publish.change import Change
from trueup.publish.difference import Difference

_LENGTH = 12  # of the digest that is kept: 48 bits


def fingerprinted(difference: Difference) -> Iterator[tuple[str, Change]]:
    """Give each change, those on the wire first, with what it alone is known by.

    That is its rule, its operation and its field, as of a waiver; of several with the same, what they say, too, in
    whatever order. So no order of keys, members, rows or tables has a say, nor any value where it needn't.
    """
    changes = (*difference.wire, *difference.source)
    shared = Counter(map(_identity, changes))
    met: Counter[str] = Counter()
    for each in changes:
        known = _identity(each)
        if shared[known] > 1:
            known += canonical(
                [str(each.cause), *sorted(re.findall(r"\w+|[^\w\s,]+", each.message))]
            )
        met[known] += 1
        again = f" {met[known]}" if met[known] > 1 else ""
        yield sha256(f"{known}{again}".encode()).hexdigest()[:_LENGTH], each


def _identity(change: Change) -> str:
    return canonical([change.rule, change.operation, change.field])
