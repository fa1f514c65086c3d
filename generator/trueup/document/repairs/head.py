"""Repairs of what a document starts with: info, paths, tags, servers, names of components."""

from __future__ import annotations

import re

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.repairs.mending import Mending
from trueup.findings import Code


def repair_head(mending: Mending) -> None:
    """Fill in what has to be there, and tell of names that can't be referred to by the rules."""
    root = mending.root
    for key in ("info", "paths"):
        optional = key == "paths" and ("webhooks" in root or "components" in root)
        if key not in root:
            if not optional or str(root.get("openapi")).startswith("3.0"):
                mending.told("", Code.FILLED_IN, f"there is no `{key}`", "read as empty")
            root[key] = {}
    info = mapping(root["info"])
    for key, value in (("title", "API"), ("version", "0")):
        if isinstance(root["info"], dict) and key not in info:
            mending.told("/info", Code.FILLED_IN, f"info has no {key}", f"read as {value!r}")
            info[key] = value
    _tags(mending)
    _component_names(mending)
    for part in mending.parts("server"):
        _variables(mending, part.pointer, part.node)
    for part in mending.parts("license"):
        if "identifier" in part.node and "url" in part.node:
            wrong = "a licence has both an identifier and a url"
            mending.told(join(part.pointer, "url"), Code.MEANINGLESS, wrong, "the url is left out")
            mending.drop(join(part.pointer, "url"))


def _tags(mending: Mending) -> None:
    tags = sequence(mending.root.get("tags"))
    names = [mapping(tag).get("name") for tag in tags]
    for index in reversed(range(len(tags))):
        if names[index] in names[:index] or names[index] is None:
            wrong = (
                f"the tag {names[index]} is there before" if names[index] else "a tag has no name"
            )
            where = join("/tags", index)
            mending.told(where, Code.REPEATED, wrong, "left out")
            mending.drop(where)


def _component_names(mending: Mending) -> None:
    for kind, held in mapping(mending.root.get("components")).items():
        if kind.startswith("x-"):
            continue
        for name in mapping(held):
            if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
                wrong = (
                    f"the name {name} has other characters than letters, digits, `.`, `-` and `_`"
                )
                where = join("/components", kind, name)
                mending.told(where, Code.ODD_NAME, wrong, "read as it is")


def _variables(mending: Mending, pointer: str, server: JsonObject) -> None:
    if "url" not in server:
        mending.told(pointer, Code.FILLED_IN, "the server has no url", "read as /")
        server["url"] = "/"
    names = re.findall(r"{([^{}]*)}", text_of(server["url"]))
    variables = mapping(server.get("variables"))
    for name in names:
        variable = variables.setdefault(name, {})
        if not isinstance(variable, dict) or "default" in variable:
            continue
        choices = sequence(variable.get("enum"))
        known = variable.get("x-caller-chooses") is True
        read = f"read as {choices[0]!r}" if choices else "the caller gives it"
        if not known or choices:
            where = join(pointer, "variables", name)
            wrong = f"the server variable {name} has no default"
            mending.told(where, Code.FILLED_IN, wrong, read)
        variable["default"] = text_of(choices[0]) if choices else ""
        if not choices:
            variable["x-caller-chooses"] = True
    if names:
        server["variables"] = variables
