"""What a release is made from, and what a part of one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.document.source import Document
from trueup.findings import Finding
from trueup.ir import Api
from trueup.page.agreement.account import Account
from trueup.page.facts import Facts
from trueup.publish.difference import Difference
from trueup.publish.history import History


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file, or several by one digest, that a release was made from: what it is to the release, and its name."""

    role: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What catalogues are told of an API: where its versions are served, who owns it, in which state it is."""

    address: str = ""
    owner: str = ""
    lifecycle: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How spec and page agree: the account of it, the facts of the page, and these as a file that is kept."""

    account: Account
    facts: Facts
    kept: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that the parts of a release are made from.

    `document`: in the 3.1 dialect, as `lint` gives it. `api`: what it is lowered to. `package` and `distribution`:
    the names of its library. `changes`: those since every edition before; None: there is none. `history`: what each
    version changed since the one before, and of each field; this one is its last step. `facts`: those of its page,
    and `agreement`: how they agree with the document.
    `library`: the files of the library by path, none where a release has none; `library_shown`: its folder.
    `renderer`: the files of Swagger UI by name, none where a release has no page to try calls on.
    `view`: the name of the target that is published, empty where there is one only.
    `listing`: what catalogues are told by the settings.
    `settings`: those that say what a release holds. `sources`: all that this was read from.
    """

    document: Document
    api: Api
    package: str = "client"
    distribution: str = "client"
    changes: Difference | None = None
    history: History = field(default_factory=History)
    facts: Facts | None = None
    agreement: Agreed | None = None
    library: Mapping[str, bytes] = field(default_factory=dict)
    library_shown: str = ""
    renderer: Mapping[str, bytes] = field(default_factory=dict)
    view: str = ""
    listing: Listing = Listing()
    settings: JsonObject = field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    @property
    def title(self) -> str:
        """What the document calls the API."""
        return text_of(mapping(self.document.root.get("info")).get("title"))

    @property
    def version(self) -> str:
        """What the document says its version is."""
        return text_of(mapping(self.document.root.get("info")).get("version"))


@dataclass(frozen=True, slots=True)
class Part:
    """Files of a release by path, and what its README says of them: for whom, and Markdown that names which."""

    files: Mapping[str, str | bytes]
    rows: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
