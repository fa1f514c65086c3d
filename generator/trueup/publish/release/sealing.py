"""The digests of a release and the statement of how it came about, and what they say of a folder."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import trueup
from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.json_write import indented
from trueup.publish.release.material import Source
from trueup.render.provenance import TOOLS, versions

SUMS: Final = "SHA256SUMS"
STATEMENT: Final = "statement.json"
_TOOLS: Final = ("hatchling", "markdown-it-py")  # beside those that decide the bytes of a library


def sealed(
    files: Mapping[str, bytes], parameters: JsonObject, sources: Iterable[Source]
) -> Mapping[str, bytes]:
    """Give files with their statement and their digests beside them."""
    statement = indented(_statement(files, parameters, sources)).encode()
    told = {**files, STATEMENT: statement}
    return {**told, SUMS: _sums(told).encode()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sums(files: Mapping[str, bytes]) -> str:
    """Write digests as `sha256sum` does."""
    return "".join(f"{_digest(content)}  {path}\n" for path, content in sorted(files.items()))


def _statement(
    files: Mapping[str, bytes], parameters: JsonObject, sources: Iterable[Source]
) -> JsonObject:
    """Write an in-toto statement, version 1, of how the files came about (SLSA provenance, version 1)."""
    made_from: list[JsonValue] = [
        {"name": each.name, "digest": {"sha256": each.sha256}, "annotations": {"role": each.role}}
        for each in sorted(sources)
    ]
    subject: list[JsonValue] = [
        {"name": path, "digest": {"sha256": _digest(content)}}
        for path, content in sorted(files.items())
    ]
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:trueup:publish:1",
                "externalParameters": parameters,
                "resolvedDependencies": made_from,
            },
            "runDetails": {"builder": {"id": "urn:trueup", "version": _builder()}},
        },
    }


def _builder() -> JsonObject:
    """Say which versions decide the bytes of a release.

    Of zlib only whose it is: its own editions pack alike, and a release should not change with a patch of the system.
    """
    deflate = "zlib-ng" if "ng" in zlib.ZLIB_RUNTIME_VERSION else "zlib"
    return {"trueup": trueup.__version__, **versions(*TOOLS, *_TOOLS), "deflate": deflate}


def wrong(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give the files of a release that are not what its sums say, and why; `files` is all that is there."""
    if SUMS not in files:
        yield SUMS, "is missing: this is no release"
        return
    listed: dict[str, str] = {}
    *lines, rest = files[SUMS].decode("utf-8", "replace").split("\n")
    if rest:
        yield SUMS, "does not end with a line"
    for line in lines:  # as sha256sum reads it: a form feed, say, ends no line
        sha256, gap, path = line.partition("  ")
        if not gap or len(sha256) != 64:
            yield SUMS, f"has a line that is no digest: {line[:80]!r}"
            continue
        listed[path] = sha256
    for path in sorted(listed.keys() - files.keys()):
        yield path, "is missing"
    for path in sorted(files.keys() - listed.keys() - {SUMS}):
        yield path, "is no part of the release"
    for path in sorted(listed.keys() & files.keys()):
        if _digest(files[path]) != listed[path]:
            yield path, "is not what was published"
            if path == STATEMENT:  # which nothing else says the digest of
                yield SUMS, f"or this is not, which says the digest of {STATEMENT}"
    yield from _astray(files, listed)


def _astray(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Hold the sums to the statement, so that one can't be changed without the other."""
    try:
        said = json.loads(files.get(STATEMENT, b""))
        subjects = {each["name"]: each["digest"]["sha256"] for each in said["subject"]}
    except (ValueError, KeyError, TypeError):
        yield STATEMENT, "is no statement of this release"
        return
    for path in sorted(subjects.keys() | (listed.keys() - {STATEMENT})):
        if subjects.get(path) != listed.get(path):
            yield SUMS, f"says another digest of {path} than {STATEMENT}"
