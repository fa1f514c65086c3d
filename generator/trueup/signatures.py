"""Signatures of releases, made and judged by ssh-keygen. Of a key nothing but its path is known here."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from trueup.findings import Code, Finding, Place, Refused

NAMESPACE: Final = (
    "trueup-release"  # so that no signature made for something else is one of a release
)
_PROGRAM: Final = "ssh-keygen"
_NOBODY: Final = "No principal matched."  # what it says of a key that no signer has


@dataclass(frozen=True, slots=True)
class Signers:
    """Who may sign. `file`: keys and whose they are, as ssh-keygen takes it; `who`: the one that is meant, or empty."""

    file: Path
    shown: str
    who: str = ""


def can_judge() -> bool:
    """Say whether there is an ssh-keygen here."""
    return shutil.which(_PROGRAM) is not None


def signed(content: bytes, key: Path, shown: str) -> bytes:
    """Sign some bytes with a private key, or by an agent that has it. Raise Refused."""
    with TemporaryDirectory(prefix="trueup-") as folder:
        file = Path(folder, "signed")
        file.write_bytes(content)
        done = _run("-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(file))
        if done.returncode == 0:
            return Path(folder, "signed.sig").read_bytes()
    fix = "name a private key, or a public key whose private one ssh-agent has"
    raise Refused(Finding(Place(shown), Code.UNSIGNED, f"can't sign: {_said(done)}", fix))


def broken(content: bytes, signature: bytes) -> str:
    """Say why a signature signs other bytes, or nothing; "" where it signs these, whoever did. Raise Refused."""
    done = _judged(["check-novalidate", "-n", NAMESPACE], content, signature)
    return "" if done.returncode == 0 else _said(done) or "it signs something else"


def signer(content: bytes, signature: bytes, signers: Signers) -> tuple[str, str]:
    """Say who signed, of those who may, and else why it is none of them. Raise Refused."""
    allowed = ["-f", str(signers.file.absolute())]
    found = _judged(["find-principals", *allowed], None, signature)
    names = found.stdout.decode(errors="replace").splitlines()
    if not names:
        if (told := _said(found)) not in ("", _NOBODY):
            fix = "name a file of ssh-keygen's ALLOWED SIGNERS: WHO ssh-ed25519 KEY"
            told = f"can't be read: {told.removesuffix(_NOBODY).strip()}"
            raise Refused(Finding(Place(signers.shown), Code.UNREADABLE, told, fix))
        return "", f"is by nobody that {signers.shown} knows"
    candidates = [each for name in names for each in dict.fromkeys((*name.split(","), name))]
    done = found
    for who in [signers.who] if signers.who else candidates:
        done = _judged(["verify", *allowed, "-I", who, "-n", NAMESPACE], content, signature)
        if done.returncode == 0:
            return who, ""
    if signers.who:
        return "", f"is by {', '.join(names)}, and not by {signers.who}"
    return "", f"{signers.shown} does not let {', '.join(names)} sign releases now"


def _judged(
    command: list[str], content: bytes | None, signature: bytes
) -> subprocess.CompletedProcess[bytes]:
    with TemporaryDirectory(prefix="trueup-") as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        return _run("-Y", *command, "-s", str(file), said=content)


def _run(*arguments: str, said: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(_PROGRAM)
    if program is None:
        message = "there is no such program here, and it makes and judges signatures"
        fix = "install OpenSSH, or leave --sign and --signers out"
        raise Refused(Finding(Place(_PROGRAM), Code.UNSIGNED, message, fix))
    return subprocess.run(
        [program, *arguments], input=said or b"", capture_output=True, check=False
    )


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give what the program says is wrong, as one line."""
    lines = done.stderr.decode(errors="replace").splitlines()
    told = " ".join(line.strip() for line in lines if line.strip("@ ")).strip()
    return told.removeprefix("Enter passphrase:").strip()[:300]
