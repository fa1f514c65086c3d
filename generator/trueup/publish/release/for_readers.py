"""What a document says to those who keep it, and to nobody else, is in no form of it that is published."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import copied
from trueup.document.source import Document
from trueup.document.walk import parts

# All other words of the vocabulary tell something to readers, or change what a library does.
_FOR_KEEPERS: Final = ("x-waives", "x-to-decide")


def for_readers(document: Document) -> Document:
    """Leave out what speaks to those who keep a document: waivers, and what they have yet to decide."""
    root = copied(document.root)
    for part in list(parts(root)):
        for word in _FOR_KEEPERS:
            part.node.pop(word, None)
    return document.changed(root, {})
