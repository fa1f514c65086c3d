"""Bundle a document of several files: what a relative `$ref` names in another file becomes a component here.

Files outside the folder of the document are not read, nor anything over the network but what was allowed: such
references stay as they are, and the check of references says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from trueup import names
from trueup.document.anchors import Anchors
from trueup.document.json_values import JsonObject, copied, mapping, text_of
from trueup.document.pointers import at, join, split
from trueup.document.remote import Unreachable
from trueup.document.source import Document, Folder
from trueup.document.walk import SECTIONS, Part, parts_of
from trueup.findings import Code, Finding, Severity

_FILES: Final = (".yaml", ".yml", ".json")


def bundled(document: Document, path: Path, folder: Folder) -> Document:
    """Read what a document refers to in other files of its folder; raise Refused where one can't be read."""
    if not any(
        not said.startswith("#") and folder.follows(said)
        for part in document.parts()
        for said in _said(part)
    ):
        return document
    bundle = _Bundle(document, copied(document.root), folder.named(path), folder)
    bundle.fill()
    digests = [document.sha256, *(each.sha256 for each in bundle.files.values() if each)]
    digest = hashlib.sha256("".join(digests).encode()).hexdigest()
    findings = (*document.findings, *bundle.findings)
    return replace(bundle.now(), sha256=digest, findings=findings)


def _said(part: Part) -> Iterator[str]:
    """Yield the references that a part holds itself."""
    if isinstance(said := part.node.get("$ref"), str):
        yield said
    for name in mapping(mapping(part.node.get("discriminator")).get("mapping")).values():
        if text_of(name).startswith("#") or text_of(name).partition("#")[0].endswith(_FILES):
            yield text_of(name)


@dataclass(slots=True)
class _Bundle:
    document: Document
    root: JsonObject
    path: str
    folder: Folder
    files: dict[str, Document | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _moved: dict[str, tuple[Document, str]] = field(default_factory=dict)
    _placed: dict[tuple[str, str], str] = field(default_factory=dict)
    _waiting: list[tuple[Part, str]] = field(default_factory=list)

    def now(self) -> Document:
        """Give the document as far as it is bundled."""
        return self.document.changed(self.root, self._moved)

    def fill(self) -> None:
        self._waiting = [(Part("document", "", self.root), self.path)]
        while self._waiting:
            whole, base = self._waiting.pop(0)
            held = list(parts_of(whole.kind, whole.pointer, whole.node))
            # A component that is nothing but a reference becomes what it names, so that names stay.
            for part in sorted(held, key=lambda each: not _is_alias(each)):
                self._follow(part, base)

    def _follow(self, part: Part, base: str) -> None:
        said = part.node.get("$ref")
        if isinstance(said, str):
            target, fragment = self._target(said, base, part.pointer)
            if (part.kind == "path" and target != self.path) or (
                _is_alias(part) and target != self.path and (target, fragment) not in self._placed
            ):
                self._inline(part, target, fragment)
            else:
                part.node["$ref"] = self._here(said, base, part)
        mapped = mapping(mapping(part.node.get("discriminator")).get("mapping"))
        known = set(_said(part))
        for name, each in mapped.items():
            if text_of(each) in known:
                mapped[name] = self._here(text_of(each), base, part)

    def _target(self, said: str, base: str, pointer: str) -> tuple[str, str]:
        file, _, fragment = said.partition("#")
        target = self.folder.beside(base, file) if file else base
        if target != self.path:
            self._read(target, pointer)
        document = self.files.get(target)
        if fragment.startswith("/") or not fragment or target == self.path:
            return target, unquote(fragment)
        if document is None:
            return target, unquote(fragment)
        anchor = Anchors(document.root, _schemas(document)).found("", f"#{fragment}")
        return target, anchor or f"/{unquote(fragment)}"  # where no anchor is, nothing is

    def _read(self, target: str, pointer: str) -> None:
        """Read a file once; tell at the reference what is allowed and can't be."""
        if target in self.files:
            return
        try:
            self.files[target] = self.folder.read(target)
        except Unreachable as failure:
            self.files[target] = None
            message, fix = f"can't read {target}: {failure}", "correct the address, or try again"
            where = join(pointer, "$ref")
            told = self.now().finding(where, Code.UNREADABLE, message, fix, Severity.WARNING)
            self.findings.append(told)

    def _found(self, target: str, fragment: str) -> tuple[Document, JsonObject] | None:
        document = self.files.get(target)
        try:
            there = at(document.root, fragment) if document else None
        except KeyError:
            there = None
        return (document, there) if document and isinstance(there, dict) else None

    def _inline(self, part: Part, target: str, fragment: str) -> None:
        """Put what a reference names in its own place."""
        found = self._found(target, fragment)
        if found is None:
            return
        document, there = found
        copy = copied(there)
        beside = {key: value for key, value in part.node.items() if key != "$ref"}
        part.node.clear()
        part.node.update({**copy, **beside})
        self._moved[part.pointer] = (document, fragment)
        self._placed.setdefault((target, fragment), part.pointer)
        self._waiting.append((part, target))

    def _here(self, said: str, base: str, part: Part) -> str:
        """Give the reference to what another reference names, as a component of this document."""
        target, fragment = self._target(said, base, part.pointer)
        if target == self.path:
            return f"#{said.partition('#')[2]}"
        pointer = self._placed.get((target, fragment)) or self._place(target, fragment, part.kind)
        return f"#{pointer}" if pointer else said

    def _place(self, target: str, fragment: str, kind: str) -> str | None:
        found, section = self._found(target, fragment), SECTIONS.get(kind)
        if found is None or section is None:
            return None
        document, there = found
        components = mapping(self.root.setdefault("components", {}))
        held = mapping(components.setdefault(section, {}))
        wanted = split(fragment)[-1] if split(fragment) else _stem(target)
        name = wanted if wanted not in held else f"{wanted}_{_stem(target)}"
        name = names.distinct(name, held)
        pointer = join("/components", section, name)
        copy = copied(there)
        held[name] = copy
        self._moved[pointer] = (document, fragment)
        self._placed[target, fragment] = pointer
        self._waiting.append((Part(kind, pointer, copy), target))
        return pointer


def _stem(name: str) -> str:
    """Give the name of a file without its folder and suffix."""
    return PurePath(unquote(urlsplit(name).path) if "://" in name else name).stem


def _schemas(document: Document) -> Sequence[Part]:
    """Give the schemas of a file that may be an OpenAPI document, or one schema."""
    whole = document.parts("schema")
    return whole or list(parts_of("schema", "", document.root))


def _is_alias(part: Part) -> bool:
    tokens = split(part.pointer)
    return len(tokens) == 3 and tokens[0] == "components" and part.node.keys() == {"$ref"}
