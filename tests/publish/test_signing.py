"""A signed release: by a key of the publisher's, held to whom others trust; no program but ssh-keygen knows the key."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.publish.comparing import edition, material
from trueup import output, releases
from trueup.cli import main
from trueup.publish.release.held import SIGNATURE, SUMS
from trueup.publish.release.release import release
from trueup.signatures import NAMESPACE

KINDS = ("ed25519", "ecdsa", "rsa")
FILES = release(material(edition())).files


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key of each kind, a stranger's, one with a passphrase, and the file of those who may sign."""
    folder = tmp_path_factory.mktemp("keys")
    made = [(kind, kind, "") for kind in KINDS]
    for name, kind, word in [*made, ("stranger", "ed25519", ""), ("locked", "ed25519", "word")]:
        size = ["-b", "2048"] if kind == "rsa" else []
        command = ["ssh-keygen", "-q", "-t", kind, *size, "-N", word, "-f", str(folder / name)]
        subprocess.run([*command, "-C", name], check=True)
    public = {kind: (folder / f"{kind}.pub").read_text() for kind in KINDS}
    lines = [
        f"us@example.org,them@example.org {public['ed25519']}",
        f'*@ecdsa.example.org namespaces="{NAMESPACE}" {public["ecdsa"]}',
        f'git@example.org namespaces="git" {public["rsa"]}',
    ]
    (folder / "signers").write_text("".join(lines))
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def put(folder: Path, key: Path | None = None) -> tuple[str, ...]:
    """Put the release into a folder, signed if there is a key; give what stops it."""
    signature = releases.signed(FILES, key, "key") if key else b""
    return tuple(each.message for each in releases.put(FILES, folder, "release", signature))


def read(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


def test_a_release_that_is_signed_is_by_who_signed_it(tmp_path: Path, keys: Path) -> None:
    folder = tmp_path / "release"
    done = run("publish", "--out", folder, "--sign", keys / "ed25519")
    assert done.exit_code == 0, done.output
    done = run("verify", folder, "--signers", keys / "signers", "--format", "json")
    said = json.loads(done.output)
    signature = said["signatures"][SIGNATURE]
    assert (done.exit_code, said["findings"], signature["signer"]) == (0, [], "us@example.org")
    fingerprint = subprocess.run(
        ["ssh-keygen", "-l", "-f", keys / "ed25519"], capture_output=True, text=True, check=True
    ).stdout.split()[1]
    assert signature["key"] == f"ssh-ed25519 {fingerprint}"
    for who, code in (("them@example.org", 0), ("others@example.org", 1)):
        done = run("verify", folder, "--signers", keys / "signers", "--identity", who)
        assert done.exit_code == code, done.output
    assert "and not by others@example.org" in done.output
    secret = (keys / "ed25519").read_bytes().splitlines()[2]
    assert not [path for path, content in read(folder).items() if secret in content]


def test_the_readme_of_a_release_says_how_ssh_keygen_alone_takes_the_signature(
    tmp_path: Path, keys: Path
) -> None:
    assert put(tmp_path / "release", keys / "ecdsa") == ()
    (line,) = re.findall("^    (ssh-keygen .*)$", FILES["README.md"].decode(), re.M)
    command = line.replace("FILE", str(keys / "signers")).replace("WHO", "we@ecdsa.example.org")
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path / "release", capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Good" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_a_byte_that_is_changed_anywhere_in_a_signature_is_found(
    tmp_path: Path, keys: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert put(tmp_path / "release", keys / kind) == ()
    file = tmp_path / "release" / SIGNATURE
    content = file.read_bytes()
    assert releases.verify(tmp_path / "release", "r", None).findings == ()
    for at in range(0, len(content), 23):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        found = releases.verify(tmp_path / "release", "r", None).findings
        assert [each.place.file for each in found] == [f"r/{SIGNATURE}"], at
        assert len(found[0].message.splitlines()) == 1
    monkeypatch.setenv("PATH", str(tmp_path))
    file.write_bytes(content)
    unjudged = releases.verify(tmp_path / "release", "r", None)
    assert (unjudged.findings, unjudged.signatures[SIGNATURE].judged) == ((), False)
    assert unjudged.signatures[SIGNATURE].key.startswith(("ssh-", "ecdsa-"))


def in_other_letters(content: bytes) -> bytes:
    """Write the same bytes in another way: the last letter of base64 has bits that say nothing."""
    head, filled, end = content.partition(b"==")
    assert filled
    other = head[:-1] + bytes([head[-1] + 1]) + filled
    assert base64.b64decode(other[-4:]) == base64.b64decode(head[-2:] + filled)
    return other + end


FORGED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut": lambda content: content[:150],
    "with CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "more behind": lambda content: content + b"more\n",
    "no base64": lambda content: content.replace(b"U1NI", b"U1N!"),
    "base64 in other letters": in_other_letters,
    "another thing": lambda content: (
        b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    ),
    "a length beyond": lambda content: (
        b"-----BEGIN SSH SIGNATURE-----\n"
        + base64.b64encode(b"SSHSIG\0\0\0\1" + b"\xff" * 8)
        + b"\n-----END SSH SIGNATURE-----\n"
    ),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_what_is_no_signature_is_one_finding(
    tmp_path: Path, keys: Path, forge: Callable[[bytes], bytes]
) -> None:
    assert put(tmp_path / "release", keys / "ed25519") == ()
    file = tmp_path / "release" / SIGNATURE
    file.write_bytes(forge(file.read_bytes()))
    for more in ([], ["--signers", keys / "signers"]):
        done = run("verify", tmp_path / "release", *more)
        assert done.exit_code == 1
        assert done.output.count("TU012") == 1


def test_a_signature_by_nobody_for_something_else_or_of_another_release_is_refused(
    tmp_path: Path, keys: Path
) -> None:
    folder, signers = tmp_path / "release", ["--signers", keys / "signers"]
    assert put(folder, keys / "stranger") == ()
    assert "is by nobody that" in run("verify", folder, *signers).output
    (folder / SIGNATURE).unlink()
    done = run("verify", folder, *signers)
    assert (done.exit_code, "TU011 error: is missing" in done.output) == (1, True)
    assert run("verify", folder).exit_code == 0
    assert put(folder, keys / "rsa") == ()
    assert "does not let git@example.org sign releases" in run("verify", folder, *signers).output
    for namespace, content in (("git", FILES[SUMS]), (NAMESPACE, b"another release")):
        (tmp_path / "signed").write_bytes(content)
        command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(keys / "ed25519")]
        subprocess.run([*command, str(tmp_path / "signed")], check=True, capture_output=True)
        shutil.move(tmp_path / "signed.sig", folder / SIGNATURE)
        for more in ([], signers):
            done = run("verify", folder, *more)
            assert (done.exit_code, done.output.count("TU012")) == (1, 1), done.output


@pytest.mark.parametrize("kind", KINDS)
def test_publishing_again_leaves_a_signature_by_the_same_key(
    tmp_path: Path, keys: Path, kind: str
) -> None:
    folder = tmp_path / "release"
    assert put(folder, keys / kind) == ()
    before = (folder / SIGNATURE).read_bytes()
    assert (put(folder, keys / kind), put(folder)) == ((), ())
    assert (folder / SIGNATURE).read_bytes() == before
    (other,) = put(folder, keys / "stranger")
    assert "is by another key" in other
    (folder / SIGNATURE).write_bytes(b"nothing")
    (none,) = put(folder, keys / kind)
    assert "is no signature" in none


def test_a_release_can_be_signed_later(tmp_path: Path, keys: Path) -> None:
    folder = tmp_path / "release"
    assert (put(folder), put(folder, keys / "ed25519")) == ((), ())
    assert output.held(folder, {SIGNATURE}).texts[SIGNATURE].startswith(b"-----BEGIN SSH")


UNSIGNED = {"a passphrase": "locked", "no such file": "nothing", "no key": "signers"}


@pytest.mark.parametrize("name", UNSIGNED.values(), ids=UNSIGNED)
def test_what_can_not_be_signed_with_is_one_line_and_nothing_is_written(
    tmp_path: Path, keys: Path, name: str
) -> None:
    done = run("publish", "--out", tmp_path / "release", "--sign", keys / name)
    assert (done.exit_code, done.output.count("TU011 error: can't sign: ")) == (1, 1), done.output
    assert list(tmp_path.iterdir()) == []


def test_without_ssh_keygen_signing_and_asking_who_signed_say_so(
    tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "release"
    assert put(folder, keys / "ed25519") == ()
    monkeypatch.setenv("PATH", str(tmp_path))
    for command in (
        ["publish", "--out", tmp_path / "other", "--sign", keys / "ed25519"],
        ["verify", folder, "--signers", keys / "signers"],
    ):
        done = run(*command)
        assert (done.exit_code, "ssh-keygen: TU011 error" in done.output) == (1, True), done.output
    done = run("verify", folder)
    assert (done.exit_code, "not judged: that needs ssh-keygen" in done.output) == (0, True)


def test_a_file_of_signers_that_is_none_is_named(tmp_path: Path, keys: Path) -> None:
    assert put(tmp_path / "release", keys / "ed25519") == ()
    (tmp_path / "signers").write_text("nobody\n")
    for name in ("signers", "missing"):
        done = run("verify", tmp_path / "release", "--signers", tmp_path / name)
        assert (done.exit_code, f"{tmp_path / name}: TU101 error" in done.output) == (1, True)


def test_an_identity_without_signers_is_wrong_use(tmp_path: Path) -> None:
    assert run("verify", tmp_path, "--identity", "us").exit_code == 2
