"""Pages of our own with a change of every kind, and a spec that follows from one to the other."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from trueup.document import source
from trueup.document.actions import applied
from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.normalize import normalize
from trueup.document.pointers import at
from trueup.document.source import Document
from trueup.findings import Code
from trueup.page.agreement.agree import agree
from trueup.page.difference.changes import changes
from trueup.page.draft.draft import draft
from trueup.page.facts import Facts
from trueup.page.proposal.proposal import Proposal, propose

from .drafting import facts_of, table

BODY = "/paths/~1v2~1lamps~1{id}/put/requestBody/content/application~1json/schema"
Row = tuple[str, ...]

LAMP: tuple[Row, ...] = (
    ("name", "Yes", "String", "Name of the lamp. Length range: 1 to 40 characters."),
    ("colour", "No", "String", "Colour. The value can be red or blue. The default value is red."),
    ("watts", "No", "Integer", "Power. Value range: 1 to 60. The default value is 5."),
    ("fades", "No", "Boolean", "Whether it fades. The default value is false."),
    ("pause", "No", "Integer", "Pause, in seconds."),
    ("slots", "No", "Integer", "Slots. The default value is (watts*pause)/2."),
    ("depth", "No", "Double", "Depth. This parameter is valid only when fades is set to true."),
    ("extra", "No", "String", "More of it, in JSON format."),
    ("power", "No", "Double", "Power at start. It is recommended that it does not exceed 2."),
    ("modes", "No", "Array of strings", "Modes. The array can contain 1 to 4 elements."),
    ("shade", "No", "Object", "Shade. For details, see Table 3."),
)
SHADE: tuple[Row, ...] = (
    ("size", "No", "Integer", "Size. Value range: 1 to 9."),
    ("cloth", "No", "String", "Cloth."),
)
TRIAL: Row = ("dry_run", "No", "Boolean", "Whether it is a trial.")
ANSWER: tuple[Row, ...] = (("lamp_id", "Yes", "Long", "ID of the lamp."),)
STATUSES: tuple[Row, ...] = (("200", "Done."), ("400", "Wrong."))


def page(
    lamp: Sequence[Row] = LAMP,
    shade: Sequence[Row] = SHADE,
    *more: tuple[str, Sequence[Row]],
    uri: str = "PUT /v2/lamps/{id}",
    query: Sequence[Row] = (TRIAL,),
    answer: Sequence[Row] = ANSWER,
    statuses: Sequence[Row] = STATUSES,
    date: str = "2026-01-02",
    title: str = "Changing a Lamp",
    numbers: Sequence[int] = (1, 2, 3, 4, 5, 6),
) -> str:
    """Write a page of our own as text."""
    one, two, three, four, five, six = numbers
    lamp = [tuple(cell.replace("Table 3", f"Table {three}") for cell in row) for row in lamp]
    parts = [
        f"Updated on {date} GMT+08:00",
        title,
        "URI",
        uri,
        table(f"Table {one} URI parameters", (("id", "Yes", "String", "ID of the lamp."),)),
        table(f"Table {six} Query parameters", tuple(query)) if query else "",
        "Request Parameters",
        table(f"Table {two} Request body parameters", tuple(lamp)),
        table(f"Table {three} shade parameters", tuple(shade)) if shade else "",
        *(table(name, tuple(rows)) for name, rows in more),
        "Response Parameters",
        table(f"Table {four} Response parameters", tuple(answer)) if answer else "",
        "Status Codes",
        table(f"Table {five} Status codes", tuple(statuses), ("Status Code", "Description")),
        "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def with_row(name: str, rows: Sequence[Row] = LAMP, /, **cells: str) -> list[Row]:
    """Change cells of a row: `m`, `t` or `d` for whether it is mandatory, its type, its description."""
    keys = {"n": 0, "m": 1, "t": 2, "d": 3}
    made = []
    for row in rows:
        values = list(row)
        if row[0] == name:
            for key, value in cells.items():
                values[keys[key]] = value
        made.append(tuple(values))
    return made


def without(name: str, rows: Sequence[Row] = LAMP) -> list[Row]:
    """Leave a row out."""
    return [row for row in rows if row[0] != name]


class Followed(NamedTuple):
    """A spec, what was proposed, and what it makes of the spec."""

    spec: Document
    proposal: Proposal
    root: JsonObject

    def at(self, pointer: str) -> JsonValue:
        """Give a value of the new spec."""
        return at(self.root, pointer)

    def field(self, path: str) -> JsonObject:
        """Give a property of the request of the spec that people wrote."""
        return mapping(at(self.root, f"{BODY}/properties/{path}"))


def followed(old: Facts, new: Facts, spec: Document | None = None) -> Followed:
    """Let a spec, or the draft of the old page, follow the new page."""
    spec = spec or source.parse("spec.yaml", draft(old))
    proposal = propose(changes(old, new), new, spec)
    assert proposal is not None
    return Followed(spec, proposal, applied(spec.root, proposal.actions))


def of(old: str, new: str, spec: str = "") -> Followed:
    """Let a spec follow from one page to another, both as text."""
    document = source.parse("spec.yaml", spec) if spec else None
    return followed(facts_of(old)[0], facts_of(new)[0], document)


def open_(facts: Facts, root: JsonObject) -> set[str]:
    """Give what page and spec disagree on, but for contradictions of the page; lines aside."""
    document = source.parse("spec.json", json.dumps(normalize(root)), as_json=True)
    return {
        f"{each.code} {re.sub(r'[(][^()]*:[0-9]+[)]', '', each.message)}"
        for each in agree(facts, document, None, "page")
        if each.code is not Code.CONTRADICTION
    }


def left(facts: Facts, found: Followed) -> set[str]:
    """Give what the new spec and the new page disagree on, and a draft of that page would not."""
    drafted = source.parse("draft.yaml", draft(facts)).root
    return open_(facts, found.root) - open_(facts, drafted)


def updates_an_item(found: Followed) -> bool:
    """Say whether an action updates a parameter of a list, which oas-patch 0.6.0 fails at (TypeError)."""
    return any(
        re.search(r"/parameters/[0-9]+\Z", each.pointer) and not each.remove
        for each in found.proposal.actions
    )


SPLIT = [*LAMP, ("stand", "No", "Object", "Stand. For details, see Table 7.")]
STAND: tuple[Row, ...] = (
    ("wood", "Yes", "String", "Wood."),
    ("foot", "No", "Array of objects", "Feet. For details, see Table 8."),
)
FOOT: tuple[Row, ...] = (("felt", "No", "Boolean", "Whether it has felt."),)
NEW = {
    "type": page(with_row("pause", t="Long")),
    "type: another kind": page(with_row("pause", t="String")),
    "type: a list": page(with_row("pause", t="Array of integers")),
    "type: no list": page(with_row("modes", t="String", d="Modes.")),
    "type: objects": page(with_row("shade", t="Array of objects")),
    "type: no object": page(with_row("shade", t="String", d="Shade."), ()),
    "type: an object": page(
        with_row("extra", t="Object", d="More. For details, see Table 7."), SHADE, ("Table 7 extra parameters", FOOT)
    ),
    "type: with default": page(with_row("watts", t="Double")),
    "mandatory": page(with_row("colour", m="Yes")),
    "no longer mandatory": page(with_row("name", m="No")),
    "mandatory: inside": page(LAMP, with_row("size", SHADE, m="Yes")),
    "mandatory: query": page(query=(("dry_run", "Yes", "Boolean", "Whether it is a trial."),)),
    "length": page(with_row("name", d="Name of the lamp. Length range: 2 to 64 characters.")),
    "length: gone": page(with_row("name", d="Name of the lamp.")),
    "length: new": page(with_row("extra", d="More of it. Length range: 0 to 12 characters.")),
    "count": page(with_row("modes", d="Modes. The array can contain 2 to 8 elements.")),
    "count: gone": page(with_row("modes", d="Modes.")),
    "range": page(with_row("watts", d="Power. Value range: 2 to 80. The default value is 5.")),
    "range: gone": page(with_row("watts", d="Power. The default value is 5.")),
    "range: two": page(with_row("watts", d="Power. Value range: -1 or greater than 4. The default value is 5.")),
    "enum": page(with_row("colour", d="Colour. The value can be red, green or grey. The default value is red.")),
    "enum: gone": page(with_row("colour", d="Colour. The default value is red.")),
    "enum: new": page(with_row("extra", d="More of it. The value can be much or little.")),
    "default": page(with_row("watts", d="Power. Value range: 1 to 60. The default value is 6.")),
    "default: gone": page(with_row("watts", d="Power. Value range: 1 to 60.")),
    "default: new": page(with_row("pause", d="Pause, in seconds. The default value is 3.")),
    "computed": page(with_row("slots", d="Slots. The default value is (watts*pause)/4.")),
    "computed: to a value": page(with_row("slots", d="Slots. The default value is 4.")),
    "unit": page(with_row("pause", d="Pause, in minutes.")),
    "unit: gone": page(with_row("pause", d="Pause.")),
    "condition": page(with_row("depth", d="Depth. This parameter is valid only when fades is set to false.")),
    "condition: gone": page(with_row("depth", d="Depth.")),
    "advice": page(with_row("power", d="Power at start. It is recommended that it does not exceed 3.")),
    "advice: gone": page(with_row("power", d="Power at start.")),
    "content": page(with_row("extra", d="More of it.")),
    "content: new": page(with_row("name", d="Name, in JSON format. Length range: 1 to 40 characters.")),
    "field added": page([*LAMP, ("glow", "Yes", "String", "Glow. Length range: 1 to 4 characters.")]),
    "field added: first": page([("glow", "No", "Integer", "Glow."), *LAMP]),
    "field added: inside": page(LAMP, (*SHADE, ("rim", "Yes", "Boolean", "Rim."))),
    "field added: a tree": page(SPLIT, SHADE, ("Table 7 stand parameters", STAND), ("Table 8 foot parameters", FOOT)),
    "field added: query": page(query=(("dry_run", "No", "Boolean", "Trial."), ("trace", "Yes", "String", "Trace."))),
    "field added: answer": page(answer=(*ANSWER, ("state", "No", "String", "State."))),
    "field removed": page(without("colour")),
    "field removed: mandatory": page(without("name")),
    "field removed: a tree": page(without("shade"), ()),
    "field removed: inside": page(LAMP, SHADE[:1]),
    "field removed: query": page(query=()),
    "field removed: answer": page(answer=()),
    "field moved": page(without("pause"), (*SHADE, LAMP[4])),
    "field moved: out": page([*LAMP, SHADE[1]], SHADE[:1]),
    "field moved: to the query": page(without("pause"), query=(TRIAL, LAMP[4])),
    "field moved: under a new one": page(
        [*without("pause"), SPLIT[-1]], SHADE, ("Table 7 stand parameters", (*STAND[:1], LAMP[4]))
    ),
    "status added": page(statuses=(*STATUSES, ("404", "There is none."))),
    "status removed": page(statuses=STATUSES[:1]),
    "status: another success": page(statuses=(("202", "Done soon."), STATUSES[1])),
    "operation: path": page(uri="PUT /v3/lamps/{id}"),
    "operation: method": page(uri="PATCH /v2/lamps/{id}"),
    "operation: both": page(uri="POST /v3/lights/{id}"),
    "renumbered": page(numbers=(11, 12, 13, 14, 15, 16)),
    "moved rows": page(tuple(reversed(LAMP)), tuple(reversed(SHADE))),
}  # fmt: skip
OLD = page()
