"""A signature as ssh-keygen writes it (PROTOCOL.sshsig of OpenSSH): whose key it is by, and what it is made for."""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----"
_END: Final = "-----END SSH SIGNATURE-----"
_MAGIC: Final = b"SSHSIG\x00\x00\x00\x01"  # and the version
_HASHES: Final = (b"sha256", b"sha512")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was read. `key`: the public key, by its kind and its fingerprint, as ssh-keygen tells it."""

    key: str
    namespace: str


def signature_of(content: bytes) -> Signature:
    """Read a signature, and take none that could be written in another way. Raise ValueError that says why not."""
    blob = _unarmored(content)
    if not blob.startswith(_MAGIC):
        raise ValueError("is of no version that is known")
    public, namespace, reserved, hashed, signed = _fields(blob[len(_MAGIC) :])
    kind = next(_strings(public), b"")
    if reserved or hashed not in _HASHES or not kind or not signed:
        raise ValueError("is no whole signature")
    fingerprint = base64.b64encode(hashlib.sha256(public).digest()).decode().rstrip("=")
    return Signature(f"{_text(kind)} SHA256:{fingerprint}", _text(namespace))


def _unarmored(content: bytes) -> bytes:
    """Give what stands between the two lines; every byte of the rest has to be as it is written."""
    said = content.decode("ascii", "replace").split("\n")
    lines = said[1:-2]
    if not lines or (said[0], *said[-2:]) != (_BEGIN, _END, ""):
        raise ValueError("does not stand between the lines of an SSH signature")
    text = "".join(lines)
    width = len(lines[0])
    if [text[at : at + width] for at in range(0, len(text), width or 1)] != lines:
        raise ValueError("is broken otherwise than in lines of one length")
    try:
        blob = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("is no base64") from None
    if base64.b64encode(blob).decode() != text:
        raise ValueError("is no base64 as it is written")
    return blob


def _fields(rest: bytes) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    said = [*_strings(rest)]
    if len(said) != 5:
        raise ValueError("is no whole signature")
    public, namespace, reserved, hashed, signed = said
    return public, namespace, reserved, hashed, signed


def _strings(rest: bytes) -> Iterator[bytes]:
    """Yield strings, each of which stands after its length."""
    while rest:
        (length,) = struct.unpack(">I", rest[:4]) if len(rest) >= 4 else (len(rest),)
        if len(rest) < 4 + length:
            raise ValueError("is no whole signature")
        yield rest[4 : 4 + length]
        rest = rest[4 + length :]


def _text(said: bytes) -> str:
    return said.decode("ascii", "backslashreplace")
