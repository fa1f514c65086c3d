"""The terms that differences between two pages are told in."""

from __future__ import annotations

from enum import StrEnum


class Effect(StrEnum):
    """What a change does to a caller who wrote code against the old page."""

    BREAKING = "breaking"
    WIDENING = "widening"
    DOCUMENTATION = "documentation"


class What(StrEnum):
    """What changed in the contract; what a field states is named as its kind of fact is."""

    OPERATION = "operation"
    FIELD_ADDED = "field added"
    FIELD_REMOVED = "field removed"
    FIELD_MOVED = "field moved"
    TYPE = "type"
    MANDATORY = "mandatory"
    LENGTH = "length"
    COUNT = "count"
    RANGE = "range"
    ENUM = "enum"
    DEFAULT = "default"
    COMPUTED = "computed"
    UNIT = "unit"
    CONDITION = "condition"
    ADVICE = "advice"
    CONTENT = "content"
    STATUS_ADDED = "status added"
    STATUS_REMOVED = "status removed"


class Prose(StrEnum):
    """What changed in how the page tells the same contract."""

    WORDING = "wording"
    RENUMBERED = "table renumbered"
    REORDERED = "rows reordered"
    EXAMPLE = "example"
    STATUS_WORDING = "status wording"
