"""Where the names of schemas lead: `$id`, `$anchor` and `$dynamicAnchor`, by JSON Schema's rules of base URIs.

A schema with an `$id` is a resource of its own. So is, for anchors, each schema that no other schema
holds: OpenAPI reads a document as one resource, in which two schemas could not have an anchor of one name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from trueup.document.json_values import JsonObject, text_of
from trueup.document.pointers import at
from trueup.document.remote import joined
from trueup.document.walk import Part


class Anchors:
    """The resources and anchors of a document's schemas, and what a reference in one of them leads to."""

    def __init__(self, root: JsonObject, schemas: Iterable[Part]) -> None:
        self._root: Final = root
        self._bases: Final[dict[str, str]] = {}  # of resources that have a URI
        self._resources: Final[dict[str, str]] = {}  # of schemas
        self._above: Final[dict[str, str]] = {}  # the resource that holds a resource
        self._by_uri: Final = {text_of(root.get("$self")): ""}
        self._plain: Final[dict[tuple[str, str], str]] = {}
        self._dynamic: Final[dict[str, dict[str, str]]] = {}
        self.named: Final[dict[str, list[str]]] = {}  # all dynamic anchors of a name
        for pointer, node, resource in self._placed(schemas):
            self._take(pointer, node, resource)

    def _placed(self, schemas: Iterable[Part]) -> Iterator[tuple[str, JsonObject, str]]:
        """Yield each schema with the resource that it is in."""
        above = ""
        for _, pointer, node, inner in schemas:
            while inner and not pointer.startswith(f"{above}/"):
                above = above.rpartition("/")[0]
                while above not in self._resources:
                    above = above.rpartition("/")[0]
            held = self._resources[above] if inner else ""
            said = text_of(node.get("$id"))
            if not inner or (said and not said.startswith("#")):
                self._above[pointer] = held
                base = joined(self.base(held), said).partition("#")[0]
                if said and not said.startswith("#"):
                    self._bases[pointer] = base
                    self._by_uri.setdefault(base, pointer)
                held = pointer
            self._resources[pointer] = held
            above = pointer
            yield pointer, node, held

    def _take(self, pointer: str, node: JsonObject, resource: str) -> None:
        old = text_of(node.get("$id"))  # drafts up to 7 write an anchor so
        for name in (text_of(node.get("$anchor")), old[1:] if old.startswith("#") else ""):
            if name:
                self._plain.setdefault((resource, name), pointer)
                self._plain.setdefault(("", name), pointer)
        dynamic = text_of(node.get("$dynamicAnchor"))
        if dynamic:
            self._plain.setdefault((resource, dynamic), pointer)
            if pointer == resource:  # what stands deeper binds a name for its own schema alone
                self._plain.setdefault(("", dynamic), pointer)
            self._dynamic.setdefault(resource, {}).setdefault(dynamic, pointer)
            self.named.setdefault(dynamic, []).append(pointer)

    def base(self, resource: str) -> str:
        """Give the URI that references in a resource are relative to."""
        while resource and resource not in self._bases:
            resource = self._above.get(resource, "")
        return self._bases.get(resource, text_of(self._root.get("$self")))

    def resource(self, pointer: str) -> str:
        """Give the resource that a pointer leads into."""
        while pointer and pointer not in self._resources:
            pointer = pointer.rpartition("/")[0]
        return self._resources.get(pointer, "")

    def entered(self, scope: Mapping[str, str], start: str, pointer: str) -> dict[str, str]:
        """Give the dynamic scope at a schema within another: what was met first stays."""
        first, here = self.resource(start), self.resource(pointer)
        passed = [here]
        while here not in (first, ""):
            here = self._above.get(here, "")
            passed.append(here)
        made = dict(scope)
        for each in reversed(passed):
            made = {**self._dynamic.get(each, {}), **made}
        return made

    def found(self, pointer: str, reference: str) -> str | None:
        """Give the pointer of what a reference in the schema at a pointer leads to."""
        resource = self.resource(pointer)
        uri, _, fragment = reference.partition("#")
        fragment = unquote(fragment)
        if uri:
            named = self._by_uri.get(joined(self.base(resource), uri))
            if named is None:
                return None
            resource = named
        if fragment and not fragment.startswith("/"):
            return self._anchored(resource, fragment)
        while resource and resource not in self._bases:
            resource = self._above.get(resource, "")
        for start in (
            resource,
            "",
        ):  # `#/components/…` is meant of the document, whatever the `$id`
            if (fragment or start) and self._exists(start + fragment):
                return start + fragment
        return None

    def _anchored(self, resource: str, name: str) -> str | None:
        """Give what an anchor names: in the resource, or in the document where that has no URI of its own."""
        if resource in self._bases:
            return self._plain.get((resource, name))
        return self._plain.get((resource, name)) or self._plain.get(("", name))

    def _exists(self, pointer: str) -> bool:
        try:
            at(self._root, pointer)
        except KeyError:
            return False
        return True

    def dynamic(self, pointer: str, reference: str) -> str | None:
        """Give the name that a `$dynamicRef` looks for in the dynamic scope; None where it is a plain reference."""
        name = unquote(reference.partition("#")[2])
        there = self.found(pointer, reference)
        if not name or name.startswith("/"):
            return None
        known = there is None or there in self.named.get(name, ())
        return name if known else None
