"""A release: everything another team builds on, as one plan, with the digest of each file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from trueup.findings import Finding
from trueup.publish.release.agreement import agreement
from trueup.publish.release.catalogues import catalogues
from trueup.publish.release.changes import changelog, changes
from trueup.publish.release.examples import examples
from trueup.publish.release.for_readers import for_readers
from trueup.publish.release.forms import forms, schemas
from trueup.publish.release.material import Material, Part
from trueup.publish.release.postman.collection import postman
from trueup.publish.release.python import python
from trueup.publish.release.reference import reference
from trueup.publish.release.sealing import sealed
from trueup.publish.release.trial import trial

PARTS: Final[tuple[Callable[[Material], Part], ...]] = (
    reference,
    trial,
    forms,
    schemas,
    examples,
    postman,
    python,
    agreement,
    changes,
    changelog,
)
_README: Final = """# {title} {version}

| for whom | file |
|---|---|
{rows}

**Feed client generators the form in `client-safe/`.** Many of them send every `default` that the caller never set,
and an update would then change what nobody asked to change. The form has the documented defaults where people read
them, and none where such generators act on them. It takes the same values.

`sha256sum -c SHA256SUMS` checks the files, and so does `trueup verify`. `statement.json` (in-toto) ties them to
what they were made from.

Whoever published them may have signed them, as `SHA256SUMS.sig`. With a file of the keys that you trust, each on a line
(`WHO ssh-ed25519 KEY`), `trueup verify --signers FILE .` says who did, and so does `ssh-keygen` alone:

    ssh-keygen -Y verify -n trueup-release -f FILE -I WHO -s SHA256SUMS.sig < SHA256SUMS
"""


@dataclass(frozen=True, slots=True)
class Release:
    """The files of a release by path, and what could not be part of it."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def release(material: Material) -> Release:
    """Make a release of all its parts."""
    told = replace(material, document=for_readers(material.document))
    parts = [part(told) for part in PARTS]
    parts.append(catalogues(told, {path for part in parts for path in part.files}))
    rows = (f"| {whom} | {which} |" for part in parts for whom, which in part.rows)
    readme = _README.format(title=material.title, version=material.version, rows="\n".join(rows))
    texts = {path: text for part in parts for path, text in part.files.items()} | {
        "README.md": readme
    }
    files = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    findings = tuple(finding for part in parts for finding in part.findings)
    return Release(
        sealed(files, {"version": material.version, **material.settings}, material.sources),
        findings,
    )
