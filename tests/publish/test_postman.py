"""The Postman collection: what it sends is what the document allows, and nothing that nobody set."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx

from tests.publish.calling import PATHS, calls
from tests.publish.comparing import edition, material
from tests.publish.test_release import DOCUMENT
from trueup.document.source import Document
from trueup.publish.release.release import release
from trueup.standin.in_process import InProcess
from trueup.standin.standing_in import Document as Standing


def collection(document: Document) -> Any:
    return json.loads(release(material(document)).files["postman_collection.json"])


def items(holder: Any) -> Iterator[Any]:
    for each in holder["item"]:
        yield from items(each) if "item" in each else [each]


def filled(text: str, variables: dict[str, str]) -> str:
    """Put values in the place of variables, as Postman does: also of those within values."""
    for _ in range(3):
        text = re.sub(r"{{([^{}]*)}}", lambda found: variables.get(found[1], found[0]), text)
    return text


def on(entries: Any) -> Iterator[Any]:
    return (each for each in entries if not each.get("disabled"))


def sent(made: Any, item: Any, **given: str) -> httpx.Request:
    """Make the request that Postman makes of an item."""
    variables = {each["key"]: each["value"] or "given" for each in made["variable"]} | given
    request, url = item["request"], item["request"]["url"]
    of_path = {each["key"]: each["value"] for each in url.get("variable", ())}
    path = [of_path.get(each[1:], each) if each[:1] == ":" else each for each in url["path"]]
    query = [f"{each['key']}={each['value']}" for each in on(url.get("query", ()))]
    headers = [(each["key"], filled(each["value"], variables)) for each in on(request["header"])]
    auth = request.get("auth", made["auth"])
    said = {each["key"]: filled(each["value"], variables) for each in auth.get(auth["type"], ())}
    match auth["type"]:
        case "apikey" if said["in"] == "query":
            query.append(f"{said['key']}={said['value']}")
        case "apikey":
            headers.append((said["key"], said["value"]))
        case "basic":
            pair = base64.b64encode(f"{said['username']}:{said['password']}".encode())
            headers.append(("Authorization", f"Basic {pair.decode()}"))
        case "bearer":
            headers.append(("Authorization", f"Bearer {said['token']}"))
        case "oauth2":
            headers.append(("Authorization", f"Bearer {said['accessToken']}"))
    text = f"{'/'.join(url['host'] + path)}{'?' + '&'.join(query) if query else ''}"
    body: Any = request.get("body", {"mode": ""})
    pairs = [f"{each['key']}={quote(each['value'])}" for each in body.get("urlencoded", ())]
    forms = {each["key"]: (None, each["value"]) for each in body.get("formdata", ())} or None
    content = "&".join(pairs) or body.get("raw")
    return httpx.Request(
        request["method"], filled(text, variables), headers=headers, content=content, files=forms
    )


def standing(document: Document) -> InProcess:
    return InProcess(Standing(document.root))


def test_each_request_is_allowed_by_the_document_and_nothing_is_left_out() -> None:
    document = calls()
    service, made = standing(document), collection(document)
    for item in items(made):
        url = str(sent(made, item).url)
        assert url.startswith("https://given.a.example/v1/"), url
        answer = service.handle_request(sent(made, item))  # which refuses what is not allowed
        assert answer.status_code == 200, item["name"]
    assert sorted({each.path for each in service.requests}) == sorted(
        f"/v1{path}" for path in [*PATHS, "/things/a b/c/parts.json"] if "{" not in path
    )


def test_what_is_optional_is_switched_off_and_no_default_is_sent() -> None:
    found = {each["name"]: each["request"] for each in items(collection(calls()))}
    query = {each["key"]: each for each in found["query"]["url"]["query"]}
    assert (query["off"]["value"], query["off"]["disabled"]) == ("9", True)
    assert (query["quiet"]["value"], query["quiet"]["disabled"]) == ("", True)
    assert json.loads(found["needed"]["body"]["raw"]).keys() == {"size"}
    assert "body" not in found["optional"]


def test_a_body_and_each_saved_request_hold_an_example_of_the_document() -> None:
    made = collection(DOCUMENT)
    (item,) = items(made)
    media = DOCUMENT.root["paths"]["/v1.0/{project_id}/streaming/sql-jobs/{job_id}"]["put"]  # type: ignore[call-overload, index]
    shown: Any = media["requestBody"]["content"]["application/json"]["examples"]  # type: ignore[call-overload, index]
    values = [each["value"] for each in shown.values()]
    bodies = [json.loads(each["originalRequest"]["body"]["raw"]) for each in item["response"]]
    assert json.loads(item["request"]["body"]["raw"]) in values
    assert all(each in bodies for each in values)
    assert [each for each in bodies if each not in values] == []


def test_each_saved_answer_has_its_status_and_what_is_for_any_status_that_of_its_summary() -> None:
    (item,) = items(collection(DOCUMENT))
    found = {each["name"]: (each["code"], each["status"]) for each in item["response"]}
    assert found["DLI refuses a parameter"] == (400, "Bad Request")
    assert found["Too many requests (429)"] == (429, "Too Many Requests")


def test_what_postman_can_not_do_is_said() -> None:
    made = collection(DOCUMENT)
    assert "nothing for SDK-HMAC-SHA256 (`signing`)" in made["info"]["description"]
    assert made["auth"]["type"] == "apikey"
    assert "signing" not in {each["key"] for each in made["variable"]}


def test_no_secret_and_no_server_that_the_caller_has_to_choose_has_a_value() -> None:
    variables = {each["key"]: each["value"] for each in collection(calls())["variable"]}
    assert variables["baseUrl"] == "https://{{region}}.a.example/{{base}}"
    assert {key for key, value in variables.items() if value} == {"baseUrl", "base", "kind"}


def test_what_is_called_alike_and_is_not_the_same_has_variables_of_its_own() -> None:
    key = {"type": "apiKey", "in": "header", "name": "X", "description": "Secret."}
    made = collection(
        edition(
            {"servers": [{"url": "https://files.example"}]},
            servers=[{"url": "https://{baseUrl}", "variables": {"baseUrl": {"default": "a"}}}],
            security=[{"baseUrl": []}],
            components={"securitySchemes": {"baseUrl": key}},
        )
    )
    found = {each["key"]: each["value"] for each in made["variable"]}
    assert sorted(found.values()) == ["", "a", "https://files.example", "https://{{baseUrl_}}"]
    (item,) = items(made)
    assert sent(made, item).url == "https://files.example/a"


def test_folders_are_tags_and_what_has_none_stands_beside_them() -> None:
    made = collection(calls())
    folders = [each for each in made["item"] if "item" in each]
    assert [(each["name"], each["description"]) for each in folders] == [
        ("Access", "By every means.")
    ]
    assert len(folders[0]["item"]) == 7
    assert made["info"]["schema"].endswith("/v2.1.0/collection.json")


def test_a_document_without_operations_has_no_collection() -> None:
    document = edition()
    document.root["paths"] = {}
    assert "postman_collection.json" not in release(material(document)).files
