"""Facts: what a page states, each with its place and the exact words it was read from.

A field is named by its path: `path.job_id`, `query.limit`, `header.X-Auth-Token`, `request.name`,
`request.resource_config.cpu`, `response.jobs[].job_id`. Paths, not table numbers, say what a field is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trueup.document.json_values import JsonValue
from trueup.page.blocks import Format, Span


class Kind(StrEnum):
    """What a fact is about, and what its value looks like.

    TYPE       a schema: {"type": "integer", "format": "int32"}, {"type": "array", "items": {"type": "string"}}
    MANDATORY  true or false
    LENGTH     {"minLength": 0, "maxLength": 57}; either may be missing
    COUNT      {"minItems": 1, "maxItems": 10}; either may be missing
    RANGE      the intervals allowed: [{"minimum": 1, "maximum": 2000}], [{"const": -1}, {"exclusiveMinimum": 0}];
               a bound of a quantity in text is text: [{"minimum": "2 GB"}]
    ENUM       the values, as the field's type has them: [1, 2], ["v1", "v2"]
    DEFAULT    the value, as the field's type has it: 1, "v1", false; a quantity is text: "4 GB"
    COMPUTED   a default that is an expression over siblings: "(parallel_number*tm_cus)/(cu_number-manager_cu_number)"
    UNIT       singular, lower case: "second", "times/hour", "millisecond", "core"; symbols as they are: "CU", "GB"
    CONDITION  when the field has an effect: {"field": "a", "equals": true}, {"field": "a", "in": ["1", "2"]},
               {"any": [..]}, {"all": [..]}, {"not": ..}
    ADVICE     what is recommended and not required: {"maximum": 2}, {"const": "v2"}; {} where no schema says it
    CONTENT    the media type of what the text holds: "application/json"
    EXAMPLE    a value that the row shows
    """

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
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the page states of a field.

    `words` are the page's own, white space and markup aside. `meanings`: of an enum's values, in order.
    """

    kind: Kind
    value: JsonValue
    words: str
    span: Span
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence of a row that no reader took a fact from."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a parameter table.

    `table` is the number the page prints (0: none), `row` counts from 1. `wording` is the sha256 of the
    row's words: with typography, spacing and links aside, the same words give the same digest.
    """

    path: str
    name: str
    table: int
    row: int
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    wording: str
    span: Span

    def values(self, kind: Kind) -> tuple[JsonValue, ...]:
        """Give the values of all facts of a kind, in the page's order."""
        return tuple(fact.value for fact in self.facts if fact.kind is kind)


@dataclass(frozen=True, slots=True)
class Status:
    """A row of the table of status codes."""

    code: str
    table: int
    row: int
    wording: str
    span: Span


@dataclass(frozen=True, slots=True)
class Operation:
    """The method and the path template, as the page prints them."""

    method: str
    path: str
    words: str
    span: Span


class Role(StrEnum):
    """What a table is of."""

    URI = "uri"
    REQUEST = "request"
    RESPONSE = "response"
    NESTED = "nested"
    STATUS = "status"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: its printed number and caption, its role, the fields whose values it describes, its rows."""

    number: int
    caption: str
    role: Role
    of: tuple[str, ...]
    rows: int
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a request or response; `value` is None where it is no JSON."""

    of: Role
    value: JsonValue
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a page states. `updated` is a date such as 2025-12-19, or empty; `sha256` is of the file."""

    file: str
    format: Format
    language: str
    title: str
    updated: str
    sha256: str
    operation: Operation | None
    tables: tuple[TableFacts, ...]
    fields: tuple[Field, ...]
    statuses: tuple[Status, ...]
    examples: tuple[Example, ...]

    def field(self, path: str) -> Field | None:
        """Find a field by its path."""
        return next((each for each in self.fields if each.path == path), None)
