"""The index of all published versions: what stands beside their folders, made anew with each version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.json_write import indented
from trueup.publish.history import Step
from trueup.publish.release.held import SIGNATURE, SUMS, Held
from trueup.publish.release.material import Material
from trueup.publish.release.sealing import sealed, wrong
from trueup.publish.site.page import Frame, content, page
from trueup.publish.site.views import IndexView, LinkView, VerdictView, VersionView
from trueup.publish.telling.atom import as_atom
from trueup.publish.telling.json import as_entry
from trueup.publish.versions import version

# What there is to be read of a version: the first of some files that it has, and what that is called.
_TO_READ: Final = (
    ("reference", "Reference", ("reference/index.html",)),
    ("changes", "Changes", ("changes.html", "CHANGES.md")),
    ("changelog", "Changelog", ("CHANGELOG.md",)),
    ("spec", "OpenAPI", ("openapi.yaml", "openapi.json")),
)
_TAGS: Final = {"breaking": "bad", "compatible": "good", "documentation": "info"}


def index(material: Material, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Give the index of a folder of versions, of which this is the last: JSON, HTML, a feed, sealed with all versions.

    `files`: all that is in the folder, by path.
    """
    folders = {said.order: name for name in _folders(files) if (said := version(name))}
    listed = [
        (step, folders[said.order])
        for step in material.history.steps
        if (said := version(step.version)) and said.order in folders
    ]
    entries = [_entry(step, folder, files) for step, folder in reversed(listed)]
    told: JsonObject = {"title": material.title, "latest": material.version, "versions": [*entries]}
    links = {text_of(each["version"]): _way_to(each) for each in entries}
    feed = as_atom(material.document, material.view, [step for step, _ in listed], links)
    made = {"index.json": indented(told), "index.html": _page(material, entries, feed is not None)}
    made |= {"changelog.atom": feed} if feed is not None else {}
    texts = {path: text.encode() for path, text in made.items()}
    names = [name for _, name in listed]
    kept = {path: files[path] for name in names for path in _kept(name, files)}
    both = sealed({**texts, **kept}, {"versions": [*names]}, ())
    return {path: each for path, each in both.items() if path not in kept}


def is_last(said: str, files: Mapping[str, bytes]) -> bool:
    """Say whether no later version is in a folder."""
    own = version(said)
    there = (read.order for name in _folders(files) if (read := version(name)))
    return own is not None and all(each <= own.order for each in there)


def versions_of(files: Iterable[str]) -> list[str]:
    """Name the releases in a folder of versions, by what is in it: releases have no sums below their own."""
    return sorted(
        path.partition("/")[0]
        for path in files
        if path.count("/") == 1 and path.endswith(f"/{SUMS}")
    )


def wrong_in_index(held: Held) -> Iterator[tuple[str, str]]:
    """Give what is in a folder of versions and not what was published, and why."""
    releases = versions_of(held.digests)
    for name in releases:
        yield from ((f"{name}/{path}", why) for path, why in wrong(held.below(name)))
    if SIGNATURE in held.digests:
        yield SIGNATURE, "is no part of the index: each version is signed by itself"
    yield from wrong(held.without(releases, {f"{name}/{SUMS}" for name in releases}))


def _folders(files: Mapping[str, bytes]) -> list[str]:
    return sorted({path.partition("/")[0] for path in files if "/" in path})


def _kept(folder: str, files: Mapping[str, bytes]) -> list[str]:
    """Give the files by which a version is held: its sums, or all that it has where it has none."""
    sums = f"{folder}/{SUMS}"
    return [sums] if sums in files else [path for path in files if path.startswith(f"{folder}/")]


def _entry(step: Step, folder: str, files: Mapping[str, bytes]) -> JsonObject:
    sums = files.get(f"{folder}/{SUMS}")
    return {
        **as_entry(step),
        "path": f"{folder}/",
        "read": {
            key: there
            for key, _, names in _TO_READ
            for there in [f"{folder}/{name}" for name in names if f"{folder}/{name}" in files][:1]
        },
        "sums": None if sums is None else {"sha256": hashlib.sha256(sums).hexdigest()},
    }


def _way_to(entry: JsonObject) -> str:
    """Give what to read of a version first: a folder is no page, wherever this is put."""
    return next(map(text_of, mapping(entry["read"]).values()), text_of(entry["path"]))


def _page(material: Material, entries: list[JsonObject], has_feed: bool) -> str:
    feed = (LinkView("Feed", "changelog.atom"),) if has_feed else ()
    view = IndexView(material.title, tuple(map(_shown, entries)))
    body = content("site/versions.html.jinja", index=view)
    return page(Frame(material.title, material.version, links=feed), "All versions", body)


def _shown(entry: JsonObject) -> VersionView:
    read, verdicts = mapping(entry["read"]), (text_of(entry[key]) for key in ("wire", "source"))
    return VersionView(
        version=text_of(entry["version"]),
        href=_way_to(entry),
        released=text_of(entry["released"]),
        verdicts=tuple(
            VerdictView(each or "first version", _TAGS.get(each, "")) for each in verdicts
        ),
        links=tuple(LinkView(word, text_of(read[key])) for key, word, _ in _TO_READ if key in read),
        digest=text_of(mapping(entry["sums"]).get("sha256")),
    )
