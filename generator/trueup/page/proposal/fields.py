"""Fields that the new page adds: parameters, properties with all that they hold, bodies."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.pointers import at, join, split
from trueup.page.difference.terms import What
from trueup.page.paths import bare, container
from trueup.page.proposal.imports import imported
from trueup.page.proposal.required import is_required, require
from trueup.page.proposal.sides import is_parameter, name_of
from trueup.page.proposal.work import Work
from trueup.page.stated.field import StatedField

_BODIES: Final = {"request": "requestBody", "response": "content"}


def add_fields(work: Work) -> None:
    """Add every field that the spec has not yet; what a new field holds comes with it."""
    added = {change.path for change in work.of(What.FIELD_ADDED)}
    for change in work.of(What.FIELD_ADDED):
        if work.now.field(change.path) is not None:
            continue
        theirs = work.goal.side.field(change.path)
        why, holder = work.why(change), container(work.goal.fields[change.path])
        if theirs is None:
            work.edits.leave(f"{why}: no draft has a place for it, add it")
        elif is_parameter(change.path):
            _add_parameter(work, theirs, why)
        elif holder_pointer := work.now.holder(holder):
            _add_property(work, holder_pointer, holder, theirs, why)
        elif bare(holder) in _BODIES:
            _add_body(work, bare(holder), why)
        elif bare(holder) not in added:
            work.edits.leave(f"{why}: the spec has no object for it, add one")


def _add_parameter(work: Work, theirs: StatedField, why: str) -> None:
    node = work.goal.side.node(theirs.pointer)
    if _is_credential(work, node):
        return
    made = imported(work, "parameters", node, why)
    work.edits.append(work.now.stated.pointer, "parameters", made, why)


def _is_credential(work: Work, node: JsonObject) -> bool:
    """Say whether a security scheme of the spec sends this header already."""
    schemes = mapping(mapping(work.edits.root.get("components")).get("securitySchemes"))
    wanted = text_of(node.get("name")).casefold()
    return node.get("in") == "header" and any(
        mapping(each).get("in") == "header"
        and text_of(mapping(each).get("name")).casefold() == wanted
        for each in schemes.values()
    )


def _add_property(work: Work, pointer: str, holder: str, theirs: StatedField, why: str) -> None:
    name = name_of(theirs)
    if name in mapping(work.edits.node(pointer).get("properties")):
        return
    if other := _sharing(work, pointer, holder, name):
        what = f"{pointer} is {other} too: give {holder} a schema of its own"
        work.edits.leave(f"{why}: {what}")
        return
    node = work.goal.side.node(theirs.pointer)
    work.edits.put(join(pointer, "properties"), name, imported(work, "schemas", node, why), why)
    if is_required(work.goal.side, theirs.path):
        require(work.edits, pointer, name, why)


def _sharing(work: Work, pointer: str, holder: str, name: str) -> str:
    """Give another path that has the same object, and on the page not the field."""
    goal = work.goal.side
    for path in work.paths.get(pointer, ()):
        is_other = path != holder and path in goal.stated.objects
        if is_other and f"{path}.{name}" not in goal.fields:
            return path
    return ""


def _add_body(work: Work, root: str, why: str) -> None:
    """Add the body of the request or response, or give the one that is there the page's schema."""
    theirs = next((each for each in work.goal.side.stated.bodies if each.path == root), None)
    if theirs is None or root in work.bodies:
        return
    work.bodies.add(root)
    ours = next((each for each in work.now.stated.bodies if each.path == root), None)
    media = split(theirs.pointer)[-2]
    if ours is not None:
        aim: JsonObject = {"schema": work.goal.side.node(theirs.pointer)}
        schema = imported(work, "parameters", aim, why)["schema"]
        work.edits.put(ours.pointer.rpartition("/")[0], "schema", schema, why)
    elif root == "request":
        body = mapping(at(work.goal.side.root, _above(theirs.pointer)))
        work.edits.put(
            work.now.stated.pointer, "requestBody", imported(work, "requestBodies", body, why), why
        )
    elif code := _success(work):
        response = work.goal.side.node(_above(theirs.pointer))
        part: JsonObject = {"content": response["content"]}
        content = imported(work, "responses", part, why)["content"]
        work.edits.put(join(work.now.stated.pointer, "responses", code), "content", content, why)
    else:
        work.edits.leave(f"{why}: the spec has no response of success to hold {media}")


def _above(pointer: str) -> str:
    """Give the pointer of what has the content that a schema stands in."""
    return re.sub(r"/content/[^/]+/schema\Z", "", pointer)


def _success(work: Work) -> str:
    codes = [each.code for each in work.now.stated.statuses if each.code[:1] == "2"]
    return min(codes, default="")
