"""Releases where they are kept: put there, signed, and verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trueup import output, signatures
from trueup.findings import Code, Finding, Place, Refused, arranged
from trueup.publish.release.held import SIGNATURE, STATEMENT, SUMS, Held
from trueup.publish.release.signature import signature_of
from trueup.signatures import NAMESPACE, Signers

_AGAIN = "get the release again from where it was published"


def put(
    files: Mapping[str, bytes], folder: Path, shown: str, signature: bytes
) -> tuple[Finding, ...]:
    """Write a release and its signature, if it has one; a signature by the same key that is there already stays."""
    if signature and folder.is_dir():
        there = output.held(folder, {SIGNATURE}).texts.get(SIGNATURE)
        if there and (why := _other_signature(files[SUMS], there, signature)):
            fix = f"delete it to sign the release anew; {SUMS} stays what it is"
            return (Finding(Place(f"{shown}/{SIGNATURE}"), Code.FOREIGN_FILE, why, fix),)
    return output.publish(files, folder, shown, {SIGNATURE: signature})


def _other_signature(sums: bytes, there: bytes, made: bytes) -> str:
    """Say why a signature can't stand for another; "" where it can, though the bytes may differ."""
    try:
        by = signature_of(there).key
    except ValueError as error:
        return f"is no signature: {error}"
    if by != signature_of(made).key:
        return f"is by another key: {by}"
    why = signatures.broken(sums, there)
    return f"does not sign the release: {why}" if why else ""


def signed(files: Mapping[str, bytes], key: Path, shown: str) -> bytes:
    """Sign a release by its sums. Raise Refused."""
    made = signatures.signed(files[SUMS], key, shown)
    try:
        signature_of(made)
    except ValueError as error:
        message = f"can't sign: what ssh-keygen makes of it {error}"
        raise Refused(
            Finding(Place(shown), Code.UNSIGNED, message, "name another key; report this")
        ) from None
    return made


@dataclass(frozen=True, slots=True)
class Signed:
    """How a release is signed: by which key, and by whom, where that was asked; `judged`: it signs this release."""

    key: str
    signer: str = ""
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong with a release, or a folder of versions, how many files there are, and signatures by their path."""

    findings: tuple[Finding, ...]
    files: int = 0
    signatures: Mapping[str, Signed] = field(default_factory=dict)


def verify(folder: Path, shown: str, signers: Signers | None) -> Verified:
    """Say what in a folder is not what was published, and whose signatures are there. Raise Refused.

    In a folder of versions each of them is signed, and the index, which is made anew with each, is not.
    """
    if not folder.is_dir():
        message, fix = "there is no such folder", "name the folder of a release"
        raise Refused(Finding(Place(shown), Code.NOT_A_RELEASE, message, fix))
    try:
        held = output.held(folder, {SUMS, STATEMENT, SIGNATURE})
    except OSError as error:
        message = f"can't be read: {(error.strerror or str(error)).lower()}"
        raise Refused(Finding(Place(shown), Code.UNREADABLE, message, _AGAIN)) from None
    found, versions = _wrong(held)
    made = [_finding(f"{shown}/{path}", Code.EDITED, why) for path, why in found]
    signed_by: dict[str, Signed] = {}
    for version in versions:
        start = f"{version}/" if version else ""
        release = held.below(version) if version else held
        try:
            if said := _signature(release, f"{shown}/{start}{SIGNATURE}", signers):
                signed_by[f"{start}{SIGNATURE}"] = said
        except Refused as refused:
            made += refused.findings
    return Verified(arranged(made), len(held.digests), signed_by)


def _wrong(held: Held) -> tuple[list[tuple[str, str]], list[str]]:
    """Say what is wrong in a folder, and name the releases in it: "" is the folder itself."""
    from trueup.publish.release.sealing import wrong

    if any(path.endswith(f"/{SUMS}") for path in held.digests):
        from trueup.publish.release.index import versions_of, wrong_in_index

        if versions := versions_of(held.digests):
            return [*wrong_in_index(held)], versions
    return [*wrong(held)], [""] if SUMS in held.texts else []


def _signature(held: Held, shown: str, signers: Signers | None) -> Signed | None:
    """Judge the signature of a release: by whom it is, if signers are told, and else that it is one. Raise Refused."""
    content = held.texts.get(SIGNATURE)
    if content is None:
        if signers and SIGNATURE not in held.odd:
            fix = f"{_AGAIN}, signed, or leave --signers out"
            raise Refused(_finding(shown, Code.UNSIGNED, "is missing: nobody signed this", fix))
        return None
    try:
        said = signature_of(content)
    except ValueError as error:
        raise _bad(shown, str(error)) from None
    if said.namespace != NAMESPACE:
        raise _bad(shown, f"is made for {said.namespace!r}, not for {NAMESPACE!r}")
    if signers is None and not signatures.can_judge():
        return Signed(said.key)
    if why := signatures.broken(held.texts[SUMS], content):
        raise _bad(shown, f"does not sign {SUMS}: {why}")
    who, why = signatures.signer(held.texts[SUMS], content, signers) if signers else ("", "")
    if why:
        raise _bad(shown, f"{why}: its key is {said.key}")
    return Signed(said.key, who, judged=True)


def _bad(shown: str, why: str) -> Refused:
    return Refused(_finding(shown, Code.BAD_SIGNATURE, why))


def _finding(shown: str, code: Code, why: str, fix: str = _AGAIN) -> Finding:
    return Finding(Place(shown), code, why, fix)
