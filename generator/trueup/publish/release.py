"""A release: everything another team builds on, as one plan, with the digest of each part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import trueup
from trueup.document.json_values import JsonObject, JsonValue, mapping, text_of
from trueup.document.source import Document
from trueup.document.yaml_write import block
from trueup.publish.forms import json_schemas, without_defaults
from trueup.publish.older import in_3_0

SUMS: Final = "SHA256SUMS"
STATEMENT: Final = "statement.json"
_README: Final = """# {title} {version}

| for whom | file |
|---|---|
| people and tools that read OpenAPI 3.1 | `openapi.yaml`, `openapi.json` |
| tools that read 3.0 | `openapi-3.0.yaml`, `openapi-3.0.json` |
| **client generators** | `client-safe/openapi.yaml`, `client-safe/openapi-3.0.yaml` and their `.json` |
| validators | `schemas/`, a JSON Schema (2020-12) for each model |

**Feed client generators the form in `client-safe/`.** Many of them send every `default` that the caller never set,
and an update would then change what nobody asked to change. The form has the documented defaults where people read
them, and none where such generators act on them. All else is the same.

`sha256sum -c SHA256SUMS` checks the files, and so does `trueup verify`. `statement.json` (in-toto) ties them to
what they were made from.
"""


@dataclass(frozen=True, slots=True)
class Release:
    """The files of a release by path, and the pointers of what the 3.0 form can't say: it is left out then."""

    files: Mapping[str, str]
    lost: tuple[str, ...]


def release(document: Document, sources: Mapping[str, str], beside: Mapping[str, str]) -> Release:
    """Make a release of a document of the 3.1 dialect.

    Args:
        document: What `lint` gives.
        sources: The sha256 of each file that it is made from, by name.
        beside: More files, by path: what changed, for one.
    """
    older, lost = in_3_0(document.root)
    safe = without_defaults(document.root)
    forms = {"openapi": document.root, "client-safe/openapi": safe}
    if not lost:
        forms |= {"openapi-3.0": older, "client-safe/openapi-3.0": in_3_0(safe)[0]}
    info = mapping(document.root.get("info"))
    named = {key: text_of(info.get(key)) for key in ("title", "version")}
    files = {
        **{f"{name}.{kind}": text for name, root in forms.items() for kind, text in _written(root)},
        **{f"schemas/{name}.json": _json(each) for name, each in json_schemas(document.root)},
        "README.md": _README.format(**named),
        **beside,
    }
    files[STATEMENT] = _json(_statement(files, named["version"], sources))
    return Release({**files, SUMS: _sums(files)}, tuple(lost))


def _written(root: JsonObject) -> Iterator[tuple[str, str]]:
    yield "json", _json(root)
    yield "yaml", "\n".join(block(root, 0)) + "\n"


def _json(value: JsonValue) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def digest(text: str) -> str:
    """Give the sha256 of a file's text as it is written, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _sums(files: Mapping[str, str]) -> str:
    """Write the digests as `sha256sum` does."""
    return "".join(f"{digest(text)}  {path}\n" for path, text in sorted(files.items()))


def _statement(files: Mapping[str, str], version: str, sources: Mapping[str, str]) -> JsonObject:
    """Write an in-toto statement, version 1, of how the files came about (SLSA provenance, version 1)."""
    made_from: list[JsonValue] = [
        {"name": name, "digest": {"sha256": sha256}} for name, sha256 in sorted(sources.items())
    ]
    subject: list[JsonValue] = [
        {"name": path, "digest": {"sha256": digest(text)}} for path, text in sorted(files.items())
    ]
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subject,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:trueup:publish:1",
                "externalParameters": {"version": version},
                "resolvedDependencies": made_from,
            },
            "runDetails": {
                "builder": {"id": "urn:trueup", "version": {"trueup": trueup.__version__}}
            },
        },
    }


def wrong(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give the files of a release that are not what its sums say, and why; `files` is all that is there."""
    if SUMS not in files:
        yield SUMS, "is missing: this is no release"
        return
    listed: dict[str, str] = {}
    for line in files[SUMS].decode("utf-8", "replace").splitlines():
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
        if hashlib.sha256(files[path]).hexdigest() != listed[path]:
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
