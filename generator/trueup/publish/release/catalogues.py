"""The parts of a release by which catalogues of APIs find it: api-catalog (RFC 9727), Backstage and APIs.json."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import quote

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.json_write import indented
from trueup.document.walk import operations
from trueup.document.yaml_write import block
from trueup.publish.release.material import Material, Part
from trueup.publish.versions import version

LINKSET: Final = ".well-known/api-catalog"
BACKSTAGE: Final = "catalog-info.yaml"
APIS_JSON: Final = "apis.json"
_TYPES: Final = {
    "atom": "application/atom+xml",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "yaml": "application/yaml",
}
# What describes the API to programs, to people, and what is known of that.
_LINKS: Final = (
    ("service-desc", "openapi.yaml openapi.json openapi-3.0.yaml openapi-3.0.json".split()),
    ("service-doc", "reference/index.html try/index.html agreement.html README.md CHANGELOG.md".split()),
    ("service-meta", f"{APIS_JSON} agreement.json changelog.json changelog.atom statement.json".split()),
)  # fmt: skip
_PROPERTIES: Final = {
    "openapi.yaml": "OpenAPI",
    "openapi-3.0.yaml": "OpenAPI",
    "postman_collection.json": "PostmanCollection",
    "reference/index.html": "Documentation",
    "README.md": "GettingStarted",
    "CHANGELOG.md": "ChangeLog",
    "examples/index.json": "X-Examples",
    "agreement.html": "X-Agreement",
}
_LONGEST_NAME: Final = 50
_LONGEST_SLUG: Final = 63


def catalogues(material: Material, paths: Collection[str]) -> Part:
    """Describe a release of these files to catalogues; nothing is said that neither document nor settings say."""
    known = {*paths, "README.md", "statement.json", APIS_JSON}
    made = _Catalogues(material, known)
    files = {LINKSET: indented(made.linkset()), APIS_JSON: indented(made.apis_json())}
    names = [f"`{LINKSET}` (RFC 9727)", f"`{APIS_JSON}` (APIs.json 0.19)"]
    entity = made.entity()
    if entity:
        files[BACKSTAGE] = "\n".join(block(entity, 0)) + "\n"
        names.append(f"`{BACKSTAGE}` (Backstage)")
    return Part(files, (("catalogues of APIs", ", ".join(names)),))


class _Catalogues:
    def __init__(self, material: Material, paths: Collection[str]) -> None:
        self.material, self.paths, self.listing = material, paths, material.listing
        self.info = mapping(material.document.root.get("info"))
        self.contact = mapping(self.info.get("contact"))
        self.slug = _slug(f"{material.title} {material.view}") or _slug(material.package)
        at = material.listing.address.rstrip("/")
        self.address = f"{at}/{quote(material.version)}/" if at else ""
        self.tags = [
            name
            for each in sequence(material.document.root.get("tags"))
            if (name := text_of(mapping(each).get("name")))
        ]

    @property
    def _summary(self) -> str:
        """Say what the API is, in one sentence."""
        said = text_of(self.info.get("summary")) or text_of(self.info.get("description"))
        return re.split(r"(?<=[.!?])\s", " ".join(said.split()))[0] or self.material.title

    def linkset(self) -> JsonObject:
        """Make a set of links as RFC 9264 has it: what the API is known by, and the endpoints that it has."""
        at, endpoints = self.address or "../", self._endpoints()
        links: JsonObject = {"anchor": endpoints[0] if len(endpoints) == 1 else at}
        for relation, wanted in _LINKS:
            links[relation] = [
                {"href": f"{at}{path}", "type": _TYPES[path.rpartition(".")[2]]}
                for path in wanted
                if path in self.paths
            ]
        contexts: list[JsonValue] = [_told(links)]
        if len(endpoints) > 1:
            contexts.append({"anchor": at, "item": [{"href": each} for each in endpoints]})
        return {"linkset": contexts}

    def _endpoints(self) -> list[str]:
        """Give the addresses of the API: of a server whose region the caller chooses, all that are known."""
        server = self.material.api.server
        if server is None or not server.url.startswith(("https://", "http://")):
            return []
        found = [server.url]
        for each in server.variables:
            values = (
                [each.default] if each.default else [*dict.fromkeys((*each.choices, *each.known))]
            )
            elsewhere = {value: url for name, value, url in server.others if name == each.wire}
            found = [
                elsewhere.get(value, url).replace(f"{{{each.wire}}}", value)
                for url in found
                for value in values
            ]
        return found

    def entity(self) -> JsonObject:
        """Make an entity of Backstage; empty where nobody is said to own the API, or what its state is."""
        owner = self.listing.owner or _slug(text_of(self.contact.get("name")))
        lifecycle = self.listing.lifecycle or self._lifecycle()
        if not owner or not lifecycle:
            return {}
        metadata: JsonObject = {
            "name": self.slug,
            "title": self.material.title,
            "description": self._summary,
            "tags": [*dict.fromkeys(filter(None, map(_slug, self.tags)))],
            "links": [*self._links()],
        }
        return {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "API",
            "metadata": _told(metadata),
            "spec": {
                "type": "openapi",
                "lifecycle": lifecycle,
                "owner": owner,
                "definition": {"$text": "./openapi.yaml"},
            },
        }

    def _lifecycle(self) -> str:
        """Say in which state the document says it is: by its operations, and what its version promises."""
        found = [each for *_, each in operations(self.material.document.root)]
        if found and all(each.get("deprecated") is True for each in found):
            return "deprecated"
        said = version(self.material.version)
        if said is None:
            return ""
        return "experimental" if said.core[0] == 0 or said.pre else "production"

    def _links(self) -> Iterator[JsonValue]:
        """Yield what a person may want to open: Backstage takes whole addresses only."""
        if self.address:
            for path, title in (("reference/index.html", "Reference"), ("README.md", "Release")):
                if path in self.paths:
                    yield {"url": f"{self.address}{path}", "title": title}
        page, docs = (
            self.info.get("x-documented-by"),
            self.material.document.root.get("externalDocs"),
        )
        for said, title in (
            (page, "Documentation"),
            (docs, "Documentation"),
            (self.contact, "Contact"),
        ):
            if url := text_of(mapping(said).get("url")):
                yield {"url": url, "title": title}

    def apis_json(self) -> JsonObject:
        """Make an index of APIs.json, with the days that documents state."""
        endpoints, at = self._endpoints(), self.address
        who = {
            "FN": self.contact.get("name"),
            **{key: self.contact.get(key) for key in ("email", "url")},
        }
        person = _told(who)
        people: list[JsonValue] = [person] if "FN" in person else []
        human = "reference/index.html" if "reference/index.html" in self.paths else "README.md"
        said: JsonObject = {
            "aid": f"{self.slug}:{self.slug}",
            "name": self.material.title,
            "description": self._summary,
            "humanURL": f"{at}{human}",
            "baseURL": endpoints[0] if len(endpoints) == 1 else None,
            "version": self.material.version,
            "tags": [*self.tags],
            "properties": [*self._properties()],
            "contact": people,
        }
        days = [each.released for each in self.material.history.steps if each.released]
        index: JsonObject = {
            "aid": self.slug,
            "name": _shortened(self.material.title),
            "description": self._summary,
            "type": "Index",
            "url": f"{at}{APIS_JSON}",
            "tags": [*self.tags],
            "created": min(days, default=None),
            "modified": self.info.get("x-released"),
            "specificationVersion": "0.19",
            "apis": [_told(said)],
            "maintainers": people,
        }
        return {key: each for key, each in index.items() if each is not None}

    def _properties(self) -> Iterator[JsonValue]:
        for path, kind in _PROPERTIES.items():
            if path in self.paths:
                media_type = _TYPES[path.rpartition(".")[2]]
                yield {"type": kind, "url": f"{self.address}{path}", "mediaType": media_type}
        for path in sorted(self.paths):
            if path.endswith(".whl"):
                yield {"type": "SDKs", "url": f"{self.address}{path}"}
        elsewhere = (
            ("InterfaceLicense", mapping(self.info.get("license")).get("url")),
            ("TermsOfService", self.info.get("termsOfService")),
            ("Documentation", mapping(self.info.get("x-documented-by")).get("url")),
        )
        for kind, url in elsewhere:
            if url:
                yield {"type": kind, "url": url}


def _told(said: JsonObject) -> JsonObject:
    """Leave out what nobody said."""
    return {key: each for key, each in said.items() if each}


def _slug(text: str) -> str:
    """Spell a name as Backstage takes it: small letters, digits, and hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST_SLUG].rstrip("-")


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
