"""Read a spec: text in, values out, with the line and column of every one of them.

JSON is read as JSON, everything else as YAML. Refused, at a place: files that can't be read or are
larger than `MAX_BYTES`, broken syntax, and whatever `yaml_text` refuses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from trueup.document.json_text import json_spots, read_json
from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.pointers import split
from trueup.document.remote import fetched, is_within, joined
from trueup.document.spots import Spot
from trueup.document.walk import Index, Part
from trueup.document.yaml_text import read_yaml
from trueup.findings import Code, Finding, Place, Refused, Severity

MAX_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """A spec as read: its values, where each stands, and the sha256 of its bytes.

    Its text is kept in UTF-8: one rare character makes all of a large text take four times as much memory.
    """

    file: str
    content: bytes
    sha256: str
    root: JsonObject
    findings: tuple[Finding, ...] = ()
    _spots: list[Spot] = field(default_factory=list, repr=False, compare=False)
    # Where parts that a repair moved, or that another file holds, were read: pointer to (document, pointer).
    _moved: Mapping[str, tuple[Document, str]] = field(
        default_factory=dict, repr=False, compare=False
    )
    # The parts of some root: of this one, if it is the one that was walked.
    _walked: list[tuple[JsonObject, Index]] = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The text that was read."""
        return self.content.decode("utf-8", "surrogatepass")

    def parts(self, *kinds: str) -> Sequence[Part]:
        """Give the parts of some kinds, parents first; of all kinds, where none is named."""
        if not self._walked or self._walked[0][0] is not self.root:
            self._walked[:] = [(self.root, Index(self.root))]
        return self._walked[0][1].of(kinds)

    def forget_parts(self) -> None:
        """Walk anew when parts are asked for next: something was taken out of the document."""
        self._walked.clear()

    def changed(self, root: JsonObject, moved: Mapping[str, tuple[Document, str]]) -> Document:
        """Give the document with another content, whose moved parts keep the places they were read at."""
        return replace(self, root=root, _moved={**self._moved, **moved}, _walked=[])

    def for_others(self) -> Document:
        """Give the document as others are told of it: files outside of the project go by their names alone."""
        file = PurePath(self.file)
        moved = {at: (each.for_others(), there) for at, (each, there) in self._moved.items()}
        return replace(self, file=file.name if file.is_absolute() else self.file, _moved=moved)

    def read_at(self, pointer: str) -> tuple[Document, str]:
        """Say in which document a part was read, and at which pointer."""
        head = pointer
        while head and self._moved:
            if head in self._moved:
                document, there = self._moved[head]
                return document, there + pointer[len(head) :]
            head = head.rpartition("/")[0]
        return self, pointer

    def files(self) -> frozenset[str]:
        """Name every file that a part of the document was read from, as shown."""
        return frozenset({self.file, *(each.file for each, _ in self._moved.values())})

    def others(self) -> Mapping[str, str]:
        """Give the sha256 of every other file that a part of the document was read from, by the name that is shown."""
        others = (each for each, _ in self._moved.values() if each.file != self.file)
        return {each.file: each.sha256 for each in others}

    def place(self, pointer: str) -> Place:
        """Find the line and column of a JSON pointer: of its key, or of its nearest ancestor that exists."""
        document, there = self.read_at(pointer)
        return document._spotted(there)

    def _spotted(self, pointer: str) -> Place:
        if not self._spots:  # JSON is searched for places only when a finding needs one
            self._spots.append(json_spots(self.content))
        spot = self._spots[0]
        line, column = spot.line, spot.column
        for token in split(pointer):
            found = spot.step(token)
            if found is None:
                break
            line, column, spot = found
        return Place(self.file, line, column)

    def finding(
        self, pointer: str, code: Code, message: str, fix: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """Make a finding at a JSON pointer."""
        return Finding(self.place(pointer), code, message, fix, severity, pointer)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files of one document are: in a folder, and at the addresses that were allowed. No other is read.

    A file is named by its path, or by its address.
    """

    path: Path
    shown: Callable[[Path], str]
    remote: tuple[str, ...] = ()

    def named(self, path: Path) -> str:
        """Name a file by its path."""
        return str((path.parent / path.name).resolve())

    def beside(self, base: str, said: str) -> str:
        """Name the file that a reference in another file means; an address that may not be read stays itself."""
        if "://" in said or said.startswith("//"):
            return said
        if "://" in base:
            return joined(base, said)
        path = Path(base).parent / unquote(said)
        try:
            return str(path.resolve())
        except (OSError, ValueError):  # no path of this system: nothing is there
            return str(path)

    def follows(self, said: str) -> bool:
        """Say whether a reference to another file may be followed as far as can be said without looking."""
        return is_within(said, self.remote) if "://" in said else not said.startswith("//")

    def read(self, name: str) -> Document | None:
        """Read a file; None where it is in no allowed place, or not there; raise Refused, and Unreachable."""
        if "://" in name:
            return self._fetched(name) if is_within(name, self.remote) else None
        path = Path(name)
        try:
            inside = path.resolve().is_relative_to(self.path.resolve())
            there = inside and path.is_file()
        except (OSError, ValueError):  # no path of this system
            there = False
        return read(path, self.shown(path)) if there else None

    def _fetched(self, url: str) -> Document:
        content, is_json = fetched(url, self.remote)
        text, digest = _decoded(content, url)
        return parse(url, text, digest, as_json=is_json or urlsplit(url).path.endswith(".json"))


def read(path: Path, shown_as: str) -> Document:
    """Read a YAML or JSON file into a document; raise Refused when it can't be loaded."""
    text, digest = read_file(path, shown_as, MAX_BYTES)
    return parse(shown_as, text, digest, as_json=path.suffix == ".json")


def editions(folder: Path) -> list[Path]:
    """Name the specs in a folder that has a folder for each published version; JSON first, which is read faster."""
    found = {
        each.parent: each
        for kind in ("yaml", "json")
        for each in folder.glob(f"[!.]*/openapi.{kind}")
    }
    return [found[each] for each in sorted(found)]


def beside(path: Path, name: str) -> Path | None:
    """Give the file of a name beside another, if there is one."""
    there = path.with_name(name)
    return there if there.is_file() else None


def read_file(path: Path, shown_as: str, most: int) -> tuple[str, str]:
    """Read a file of UTF-8 text, at most so many bytes: its text, and the sha256 of its bytes. Raise Refused."""
    return _decoded(_content(path, shown_as, most), shown_as)


def _decoded(content: bytes, shown_as: str) -> tuple[str, str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = f"byte {error.start}, on line {line}, can't be decoded"
        raise _unreadable(shown_as, f"not UTF-8: {where}") from error
    return text, hashlib.sha256(content).hexdigest()


def _content(path: Path, shown_as: str, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise _unreadable(shown_as, f"larger than {most / 1_000_000:.3g} MB")
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(shown_as, (error.strerror or str(error)).lower()) from error


def parse(file: str, text: str, sha256: str = "", *, as_json: bool = False) -> Document:
    """Read a text into a document; raise Refused."""
    content = text.encode("utf-8", "surrogatepass")
    if as_json:
        return Document(file, content, sha256, _object(file, read_json(file, text)))
    value, spot, findings = read_yaml(file, text)
    return Document(file, content, sha256, _object(file, value), findings, [spot])


def _object(file: str, root: JsonValue) -> JsonObject:
    if isinstance(root, dict):
        return root
    message, fix = "the document is not an object", "start with `openapi: 3.1.0`"
    raise Refused(Finding(Place(file, 1, 1), Code.NOT_OPENAPI, message, fix))


def _unreadable(file: str, why: str) -> Refused:
    message = f"can't read {file}: {why}"
    return Refused(Finding(Place(file), Code.UNREADABLE, message, "name a readable UTF-8 file"))
