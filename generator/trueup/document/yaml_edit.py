"""Change the text of a document by actions: only the lines concerned, all others stay as they are.

The text that is made is read again: what does not say what the actions make of the values is never given.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Final

from trueup.document.actions import Action, applied, same
from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.json_write import rewritten
from trueup.document.pointers import join
from trueup.document.source import Document, parse
from trueup.document.walk import parts
from trueup.document.yaml_changes import Node, changes
from trueup.document.yaml_layout import layout
from trueup.document.yaml_members import Edit, Source
from trueup.document.yaml_text import read_yaml
from trueup.document.yaml_tokens import Unmeasured
from trueup.findings import Code, Refused

_CODE: Final = Code.EDIT_BY_HAND
_END: Final = "\\ No newline at end of file\n"


def edited(document: Document, actions: Sequence[Action]) -> str:
    """Give the text of a document after actions; raise Refused where it has to be edited by hand."""
    new = _applied(document, actions)
    if same(document.root, new):
        return document.text
    is_json = document.file.endswith(".json")
    try:
        text = rewritten(document.text, document.root, new) if is_json else _edited(document, new)
        made = parse(document.file, text, as_json=is_json).root
    except Unmeasured as unmeasured:
        raise _by_hand(document, unmeasured.args[0], actions) from unmeasured
    except Refused as refused:
        raise _by_hand(document, _difference(document.root, new), actions) from refused
    if not same(made, new):
        raise _by_hand(document, _difference(made, new), actions)
    return text


def patch(document: Document, new_text: str) -> str:
    """Give the unified diff from a document to its new text, as `git apply` and `patch -p1` take it."""
    name = document.file.lstrip("/")
    found = difflib.unified_diff(
        _lines(document.text), _lines(new_text), f"a/{name}", f"b/{name}", lineterm="\n"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n{_END}" for line in found)


def _applied(document: Document, actions: Sequence[Action]) -> JsonObject:
    try:
        return applied(document.root, actions)
    except KeyError as error:
        pointer = str(error.args[0])
        message = f"there is nothing at {pointer} that can be changed so"
        fix = "make the change by hand, or compare the page with the spec again"
        raise Refused(document.finding(pointer, _CODE, message, fix)) from error


def _edited(document: Document, new: JsonObject) -> str:
    if not document.root.keys() & new.keys():
        raise Unmeasured("")
    lines = layout(document.text)
    newline = "\r\n" if document.text.startswith("\r\n", lines.ends[0]) else "\n"
    lacks = "" if lines.starts[-1] == len(document.text) else newline
    kinds = {part.pointer: part.kind for part in parts(new)}
    source = Source(layout(document.text + lacks), newline, kinds)
    root = Node("", "", read_yaml(document.file, document.text).spot, 0, -1)
    found = changes(source, root, document.root, new)
    made = _with(source.lines.text, sorted(found, key=lambda edit: edit[:2]))
    if not lacks:
        return made
    # Text in the last line may need the line break that was lacking.
    bare = made.removesuffix(lacks)
    return bare if same(read_yaml(document.file, bare).value, new) else made


def _with(text: str, edits: Sequence[Edit]) -> str:
    pieces, at = [], 0
    for edit in edits:
        if edit.start < at:
            raise Unmeasured("")
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _difference(one: JsonValue, other: JsonValue, pointer: str = "") -> str:
    """Point at the first place where two values differ, as deep as possible."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *other]:
            if (key in one) != (key in other):
                return join(pointer, key)
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(str(at), *both) for at, both in enumerate(zip(one, other, strict=True))]
    else:
        return pointer
    for key, before, then in pairs:
        if not same(before, then):
            return _difference(before, then, join(pointer, key))
    return pointer


def _by_hand(document: Document, pointer: str, actions: Sequence[Action]) -> Refused:
    concerned = [
        action.description
        for action in actions
        if f"{pointer}/".startswith(f"{action.pointer}/")
        or f"{action.pointer}/".startswith(f"{pointer}/")
    ]
    message = (
        f"{pointer or 'the document'} can't be edited safely: it, or what is to change with it, has"
        " an anchor, an alias, or brackets or a comment that would have to go"
    )
    fix = "; ".join(filter(None, dict.fromkeys(concerned))) or "make the change"
    return Refused(document.finding(pointer, _CODE, message, f"edit by hand: {fix}"))


def _lines(text: str) -> list[str]:
    """Split a text as diff does: at line feeds only."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
