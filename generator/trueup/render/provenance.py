"""Provenance: what a library was made from, and whether it would be made from the same now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Final

import trueup
from trueup.document.json_values import JsonObject, JsonValue, mapping, text_of
from trueup.document.json_write import indented
from trueup.findings import Code
from trueup.render.identity import PROVENANCE, Identity

# What decides the bytes of a library beside the toolkit; pyproject.toml pins them.
TOOLS: Final = ("datamodel-code-generator", "jinja2", "ruff")
_FIX: Final = "run `trueup generate`"
_BY_HAND: Final = f"{_FIX}; change the spec or a template, never this file"


def origin(
    title: str, edition: str, identity: Identity, templates: Mapping[str, JsonValue]
) -> JsonObject:
    """Say what a library is made from: the spec by its title and edition, templates by what they say of themselves."""
    return {
        "generator": {
            "name": "trueup",
            "version": trueup.__version__,
            "tools": {**versions(*TOOLS)},
        },
        "library": {
            "package": identity.package,
            "distribution": identity.distribution,
            "docs": identity.docs,
        },
        "spec": {
            "file": identity.spec,
            "sha256": identity.digest,
            "title": title,
            "version": edition,
        },
        "templates": {**templates},
    }


def versions(*names: str) -> dict[str, str]:
    """Say which versions of distributions are installed."""
    return {name: version(name) for name in names}


def provenance(said: JsonObject, files: Mapping[str, str]) -> str:
    """Write what a library was made from, and the sha256 of each of its files."""
    digests: JsonObject = {path: digest(text.encode()) for path, text in sorted(files.items())}
    return indented({**said, "files": digests})


def digest(content: bytes) -> str:
    """Give the sha256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def astray(
    files: Mapping[str, bytes], now: JsonObject, document: str
) -> Iterator[tuple[str, Code, str, str]]:
    """Give what keeps a library on the disk from being the one that would be made now: path, code, what, how to fix.

    `now`: what it would be made from; `document`: the text that would travel with it.
    """
    try:
        said = json.loads(files[PROVENANCE])
        listed = {str(path): str(sha256) for path, sha256 in said.pop("files").items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        message = "the file does not say what the library was made from"
        yield PROVENANCE, Code.MISSING, message, _FIX
        return
    package = text_of(mapping(now.get("library")).get("package"))
    if why := _other(said, now):
        yield PROVENANCE, Code.OUTDATED, f"the library was made from {why}", _FIX
    elif listed.get(f"{package}/testing/document.json") != digest(document.encode()):
        message = "the library was made from another selection of the spec's operations"
        yield PROVENANCE, Code.OUTDATED, message, _FIX
    for path in sorted(listed.keys() - files.keys()):
        yield path, Code.MISSING, "the file is missing", _FIX
    for path in sorted(files.keys() - listed.keys() - {PROVENANCE}):
        fix = "delete it, or move it elsewhere"
        yield path, Code.LEFT_OVER, "the file is not part of the library", fix
    for path in sorted(listed.keys() & files.keys()):
        if listed[path] != digest(files[path]):
            yield path, Code.EDITED, "the file is not what was generated", _BY_HAND


def _other(said: object, now: JsonObject) -> str:
    """Say what a library was made from that is another now; "" if nothing is."""
    had = said if isinstance(said, dict) else {}
    was, is_ = (mapping(each.get("generator")) for each in (had, now))
    named = (was.get("name"), was.get("version")), (is_.get("name"), is_.get("version"))
    if named[0] != named[1]:
        return f"another toolkit: {' '.join(map(str, named[0]))}, and this is {named[1][1]}"
    for part, what in (
        ("generator", "other tools: {}, and now {}"),
        ("library", "other settings: {}, and now {}"),
        ("spec", "another spec"),
        ("templates", "other templates"),
    ):
        if had.get(part) != now[part]:
            return what.format(*(_told(each.get(part)) for each in (had, now)))
    return "" if had.keys() == now.keys() else "more than is known here"


def _told(part: JsonValue) -> str:
    told = mapping(part)
    return json.dumps(mapping(told.get("tools")) or told, ensure_ascii=False)
