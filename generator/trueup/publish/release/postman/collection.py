"""The collection as a whole, in the format v2.1.0: folders by tag, requests with what they were shown with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, text_of
from trueup.document.json_write import indented
from trueup.ir import Operation, Server
from trueup.lower.security import schemes
from trueup.publish.examples import Example, shown, subjects
from trueup.publish.release.material import Material, Part
from trueup.publish.release.postman.access import Access, Accesses
from trueup.publish.release.postman.requests import Requests, answer, titled, with_body
from trueup.publish.release.postman.variables import Variables
from trueup.standin.routes import Operation as Said
from trueup.standin.routes import Routes

_SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_FILE: Final = "postman_collection.json"
_ROW: Final = "who calls the API with Postman", f"`{_FILE}`: fill in its variables first"
_SENT: Final = (
    "Fill in the variables of the collection first. What is optional is switched off, and no default is sent: a body"
    " holds an example of the document, or only what is required."
)


def postman(material: Material) -> Part:
    """Write the operations as a Postman collection."""
    if not material.api.operations:
        return Part({})
    return Part({_FILE: indented(_Collection(material).made())}, (_ROW,))


class _Collection:
    """Makes the collection of one API."""

    def __init__(self, material: Material) -> None:
        self.material, self.api, self.root = material, material.api, material.document.root
        self.variables = Variables()
        found = {key: scheme for key, (scheme, _) in schemes(self.root).items()}
        self.accesses = Accesses(found, self.variables)
        self.requests = Requests(self.api, self.variables)
        self.said: Mapping[str, Said] = {
            each.pointer: each for each in Routes(self.root).operations
        }

    def made(self) -> JsonObject:
        """Make the collection."""
        base = self._server(self.api.server)
        access = self.accesses.of(self.root.get("security"))
        items = [*self._folders(base, access)]
        info: JsonObject = {
            "name": f"{self.material.title} {self.material.version}".strip(),
            "description": self._description(),
            "version": self.material.version,
            "schema": _SCHEMA,
        }
        variables = self.variables.made
        return {"info": info, "item": items, "auth": access.auth, "variable": variables}

    def _description(self) -> str:
        missing = [
            f"Postman has nothing for {what} (`{key}`): such a call is made in code."
            for key, what in self.accesses.missing()
        ]
        return "\n\n".join(filter(None, (self.api.doc, _SENT, *missing)))

    def _server(self, server: Server | None) -> str:
        """Name the variable of where calls go, and those that it is made of."""
        url, doc = server.url.rstrip("/") if server else "", "Where calls go."
        for name, value, other in server.others if server else ():
            doc += f" Where {name} is {value}: {other}."
        if not url.startswith(("https://", "http://")):
            doc += " The document names no host: put one in front."
        base = self.variables.named("server", "baseUrl", "", doc)
        for each in server.variables if server else ():
            known = ", ".join(each.choices or each.known)
            said = " ".join(filter(None, (each.doc, f"Known: {known}." if known else "")))
            named = self.variables.named("server variable", each.wire, each.default or "", said)
            url = url.replace(f"{{{each.wire}}}", named)
        self.variables.give("server", "baseUrl", url)
        return base

    def _folders(self, base: str, access: Access) -> Iterator[JsonValue]:
        operations = {each.key: each for each in self.api.operations}
        for group in self.api.groups:
            found = [operations[key] for key, _ in group.methods]
            items = [self._item(each, base, access) for each in _once(found)]
            if group.tag is None:
                yield from items
            else:
                folder: JsonObject = {"name": group.tag, "item": [*items]}
                yield {**folder, "description": group.doc} if group.doc else folder

    def _item(self, operation: Operation, base: str, common: Access) -> JsonObject:
        said = self.said[operation.origin.pointer]
        if operation.server is not None:
            url = operation.server.rstrip("/")
            base = self.variables.named(f"server {url}", "baseUrl", url, "Where some calls go.")
        access = self.accesses.of(said.said.get("security", self.root.get("security")))
        request = self.requests.request(operation, base, access)
        if access.auth != common.auth:
            request["auth"] = access.auth
        shown_ = [each for of in subjects(self.root, said) for each in shown(self.root, of)]
        return {
            "name": operation.summary or operation.key,
            "request": request,
            "response": [*self._saved(operation, request, shown_)],
        }

    def _saved(
        self, operation: Operation, request: JsonObject, found: list[Example]
    ) -> Iterator[JsonValue]:
        """Yield each example of an answer, and each of the request with the answer that is the first."""
        with_value = [each for each in found if "value" in each.said]
        answers = [each for each in with_value if each.subject.said["of"] == "answer"]
        bare = {key: value for key, value in request.items() if key != "description"}
        for each in answers:
            yield answer(each, bare)
        for each in with_value:
            other = self._other(operation, bare, each)
            if other is not None and answers:
                yield {**answer(answers[0], other), "name": titled(each)}

    def _other(
        self, operation: Operation, request: JsonObject, example: Example
    ) -> JsonObject | None:
        """Give the request with another example as its body; None where it has this one."""
        body, subject = operation.body, example.subject
        if body is None or subject.said["of"] != "request" or subject.media_type != body.media_type:
            return None
        bare = [
            each
            for each in _listed(request.get("header"))
            if text_of(each.get("key")) != "Content-Type"
        ]
        made = with_body(
            {**request, "header": [*bare]}, body.media_type, body.media, example.said["value"]
        )
        return None if made["body"] == request.get("body") else made


def _listed(value: JsonValue) -> list[JsonObject]:
    return [mapping(each) for each in value] if isinstance(value, list) else []


def _once(found: list[Operation]) -> Iterator[Operation]:
    """Yield each operation once: one that can be read in several ways has a method for each."""
    seen: set[str] = set()
    for each in found:
        if each.origin.pointer not in seen:
            seen.add(each.origin.pointer)
            yield each
