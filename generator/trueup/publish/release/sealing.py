"""The digests of a release and the statement of how it came about, and what they say of a folder."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import trueup
from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.json_write import indented
from trueup.publish.release.held import SIGNATURE, STATEMENT, SUMS, Held
from trueup.render.provenance import TOOLS, digest, versions

_LINE: Final = re.compile("([0-9a-f]{64})  (.+)")
if TYPE_CHECKING:
    # And with it all that a release is made by, which verifying one need not wait for.
    from trueup.publish.release.material import Source

# What decides bytes beside those that decide them in a library.
_TOOLS: Final = ("hatchling", "markdown-it-py", "rstr")


def sealed(
    files: Mapping[str, bytes], parameters: JsonObject, sources: Iterable[Source]
) -> Mapping[str, bytes]:
    """Give files with their statement and their digests beside them."""
    statement = indented(_statement(files, parameters, sources)).encode()
    told = {**files, STATEMENT: statement}
    return {**told, SUMS: _sums(told).encode()}


def _sums(files: Mapping[str, bytes]) -> str:
    """Write digests as `sha256sum` does."""
    return "".join(f"{digest(content)}  {path}\n" for path, content in sorted(files.items()))


def _statement(
    files: Mapping[str, bytes], parameters: JsonObject, sources: Iterable[Source]
) -> JsonObject:
    """Write an in-toto statement, version 1, of how the files came about (SLSA provenance, version 1)."""
    made_from: list[JsonValue] = [
        {"name": each.name, "digest": {"sha256": each.sha256}, "annotations": {"role": each.role}}
        for each in sorted(sources)
    ]
    subject: list[JsonValue] = [
        {"name": path, "digest": {"sha256": digest(content)}}
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


def wrong(held: Held) -> Iterator[tuple[str, str]]:
    """Give what is in the folder of a release and not what its sums say, and why; each by its path."""
    yield from held.odd.items()
    if SUMS not in held.texts:
        if SUMS not in held.odd:
            yield SUMS, "is missing: this is no release"
        return
    listed, problems = _listed(held.texts[SUMS])
    yield from ((SUMS, problem) for problem in problems)
    files = held.digests
    for path in sorted(listed.keys() - files.keys() - held.odd.keys()):
        yield path, "is missing"
    for path in sorted(files.keys() - listed.keys() - {SUMS, SIGNATURE}):
        yield path, "is no part of the release"
    for path in sorted(listed.keys() & files.keys()):
        if files[path] != listed[path]:
            yield path, "is not what was published"
            if path == STATEMENT:  # which nothing else says the digest of
                yield SUMS, f"or this is not, which says the digest of {STATEMENT}"
    yield from _astray(held.texts.get(STATEMENT, b""), listed)


def _listed(sums: bytes) -> tuple[dict[str, str], list[str]]:
    """Read the digests by path, and what is wrong with how they are written: each of their bytes has to be ours."""
    listed: dict[str, str] = {}
    problems = []
    if b"\r\n" in sums:
        problems.append("has its line ends changed to CRLF")
        sums = sums.replace(b"\r\n", b"\n")
    try:
        text = sums.decode()
    except UnicodeDecodeError:
        return {}, [*problems, "is no text in UTF-8"]
    for line in text.removesuffix("\n").split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            problems.append(f"has a line that is no digest: {line[:80]!r}")
        elif not _is_below(found[2]) or found[2] in (SUMS, SIGNATURE):
            problems.append(f"names what is no file of a release: {found[2][:80]!r}")
        elif found[2] in listed:
            problems.append(f"says the digest of {found[2][:80]!r} twice")
        else:
            listed[found[2]] = found[1]
    written = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(listed.items()))
    if not problems and written != text:
        problems.append("has its lines in another order, or another end")
    return listed, problems


def _is_below(path: str) -> bool:
    """Say whether a path leads to a file below the folder on any system."""
    parts = path.split("/")
    return not ({"", ".", ".."} & {*parts} or "\\" in path or ":" in parts[0])


def _astray(statement: bytes, listed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Hold the sums to the statement, so that one can't be changed without the other."""
    try:
        said = json.loads(statement)
        subjects = {str(each["name"]): str(each["digest"]["sha256"]) for each in said["subject"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        yield STATEMENT, "is no statement of this release"
        return
    for path in sorted(subjects.keys() | (listed.keys() - {STATEMENT})):
        if subjects.get(path) != listed.get(path):
            yield SUMS, f"says another digest of {path[:80]} than {STATEMENT}"
