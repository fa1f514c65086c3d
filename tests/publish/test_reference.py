"""The reference: everything that the document says of every field is on its pages, and every link leads somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import pytest
import yaml

from tests.publish.comparing import edition, material
from tests.publish.html import Element, parsed
from tests.publish.test_history import EDITIONS, history
from tests.publish.test_release import DOCUMENT
from tests.publish.test_site import HOSTILE
from tests.snippets import Snippet, answered, run, run_curl
from trueup.document import source
from trueup.document.lint import lint
from trueup.document.source import Document
from trueup.publish.reference import chapters
from trueup.publish.reference.reference import pages
from trueup.publish.release.release import release

ROOT = Path(__file__).resolve().parents[2]
SHELF = ROOT / "tests" / "golden" / "shelf" / "openapi.yaml"
LIMITS = (
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems"
    " minProperties maxProperties"
).split()


def shown(document: Document, **said: Any) -> dict[str, Element]:
    """Give the pages of the reference of a document, read."""
    return {path: parsed(text) for path, text in pages(material(document, **said)).items()}


def read(path: Path) -> Document:
    return lint(source.read(path, path.name), tolerant=True).document


@pytest.fixture(scope="module")
def dli() -> Element:
    return shown(DOCUMENT, package="dli_flink")["reference/index.html"]


def test_the_project_is_one_page(dli: Element) -> None:
    assert next(dli.all("h1")).text == "DLI Flink SQL Jobs"


def properties(node: Any, id_: str, needed: bool = False) -> Iterator[tuple[str, Any, Any, bool]]:
    """Walk a schema of the project's document on its own: the id of each field, what it says, and what it refers to."""
    root: Any = DOCUMENT.root
    named = node.get("$ref", "").rpartition("/")[2]
    there = root["components"]["schemas"][named] if named else node
    held = there.get("contentSchema", there)
    held = held.get("items", held)
    yield id_, node, there, needed
    for name, inner in held.get("properties", {}).items():
        yield from properties(inner, f"{id_}.{name}", name in held.get("required", []))


def every_field() -> Iterator[tuple[str, Any, Any, bool]]:
    root: Any = DOCUMENT.root
    (item,) = root["paths"].values()
    operation, id_ = item["put"], "update_sql_job"
    for parameter in operation["parameters"]:
        spot = f"{id_}.{parameter['in']}.{parameter['name']}"
        yield spot, parameter, parameter["schema"], parameter["required"]
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    yield from [*properties(body, f"{id_}.request")][1:]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    yield from [*properties(answer, f"{id_}.response.200")][1:]
    error = root["components"]["schemas"]["ErrorResponse"]
    yield from [*properties(error, "models.ErrorResponse")][1:]


FIELDS = {each[0]: each for each in every_field()}


@pytest.mark.parametrize("id_", FIELDS)
def test_all_that_is_said_of_a_field_is_in_its_text(dli: Element, id_: str) -> None:
    _, own, there, needed = FIELDS[id_]
    text = dli.by_id()[id_].text
    said = {**there, **own}
    assert said["description"].replace("`", "") in text
    assert ("required" in text.split(said["description"].replace("`", ""))[0]) == needed
    for key in LIMITS:
        assert not isinstance(said.get(key), int | float) or str(said[key]) in text
    for value in [*said.get("enum", []), *said.get("examples", [])]:
        assert json.dumps(value) in text
    for each in (*said.get("x-enum-varnames", []), *said.get("x-enum-descriptions", [])):
        assert each in text
    for key in (
        "pattern",
        "format",
        "x-unit",
        "x-epoch",
        "x-default-expression",
        "contentMediaType",
    ):
        assert said.get(key, "") in text
    if "default" in said:
        assert f"Default{json.dumps(said['default'])}" in text.replace("Default ", "Default")
        assert "never sent unless you set it" in text
    if isinstance(said.get("type"), str) and said["type"] != "array":
        assert said["type"] in text or "$ref" in own
    for each in said.get("x-advice", []):
        assert "Recommended, not required" in text
        assert each["says"] in text
        for value in (each.get("holds") or {}).values():
            assert str(value) in text
    if when := said.get("x-applies-when"):
        assert "Has an effectonly when" in text.replace("effect only", "effectonly")
        assert all(json.dumps(value) in text for value in values_of(when))
    if "row" in said.get("x-page", {}):
        assert f"Table {said['x-page']['table']}, row {said['x-page']['row']}" in text


def values_of(condition: Any) -> Iterator[Any]:
    if "field" in condition:
        yield from condition.get("in", [condition.get("equals")])
    for inner in (*condition.get("any", []), *condition.get("all", [])):
        yield from values_of(inner)
    if "not" in condition:
        yield from values_of(condition["not"])


def test_a_condition_a_choice_and_a_computed_default_are_said_in_words(dli: Element) -> None:
    ids = dli.by_id()
    text = ids["update_sql_job.request.obs_bucket"].text
    assert "only when checkpoint_enabled is true or log_enabled is true" in text
    assert "-1 or at least 1" in ids["update_sql_job.request.resume_max_num"].text
    text = ids["update_sql_job.request.tm_slot_num"].text
    assert "(parallel_number * tm_cus) / (cu_number - manager_cu_number)" in text


DOCUMENTS = {"dli": DOCUMENT, "shelf": read(SHELF)}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("most", [1, 1_500])
def test_every_link_leads_somewhere_and_every_id_is_there_once(
    name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chapters, "MOST", most)
    files = release(material(DOCUMENTS[name])).files
    made = {
        path: parsed(text.decode()) for path, text in files.items() if path.startswith("reference/")
    }
    assert (len(made) > 1) == (most == 1)
    problems = [*astray(made, files)]
    assert problems == []


def astray(made: Mapping[str, Element], files: Mapping[str, bytes]) -> Iterator[str]:
    ids = {path: [each.attributes.get("id") for each in page.all()] for path, page in made.items()}
    for path, page in made.items():
        own = [each for each in ids[path] if each]
        yield from (f"{path}: {each} twice" for each in set(own) if own.count(each) > 1)
        for each in page.all("a"):
            split = urlsplit(each.attributes["href"])
            if not split.scheme:
                to = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), split.path))
                    if split.path
                    else path
                )
                if to not in files or (
                    split.fragment and unquote(split.fragment) not in ids.get(to, [])
                ):
                    yield f"{path}: {each.attributes['href']}"


def test_nothing_is_fetched(dli: Element) -> None:
    assert [each.tag for each in dli.all("img", "iframe", "object")] == []
    assert [each.attributes for each in dli.all("script")] == [{}]
    assert [each.attributes["href"] for each in dli.all("link")] == ["data:,"]


def test_headings_go_down_one_step_at_a_time(dli: Element) -> None:
    levels = [int(each.tag[1]) for each in dli.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pages(material(DOCUMENT)) == pages(material(DOCUMENT))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_acts_in_a_page(text: str) -> None:
    plain, hostile = (spoilt(each) for each in ("word", text))
    allowed = frozenset(
        "a b bdi blockquote code em h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul br".split()
    )
    for path, page in hostile.items():
        assert {each.tag for each in page.all()} <= {
            each.tag for each in plain[path].all()
        } | allowed
        for each in page.all():
            assert not [
                name for name in each.attributes if name.startswith("on") or name == "style"
            ]
            assert each.tag in ("a", "link") or "href" not in each.attributes
            assert re.match(
                r"https?://|mailto:|#|[\w./~-]+\.html|data:,$", each.attributes.get("href", "#")
            )


def spoilt(text: str) -> dict[str, Element]:
    """Say a text wherever a document has text."""

    def change(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: change(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [change(each, key) for each in value]
        return text if key in SPOILT and isinstance(value, str) else value

    said = change(yaml.safe_load(SHELF.read_text("utf-8")))
    shelf = said["components"]["schemas"]["Tag"]
    shelf["enum"], shelf["x-enum-descriptions"] = [text], [text]
    said["components"]["schemas"]["Thing"]["properties"][text] = {"type": "string", "default": text}
    said["components"]["securitySchemes"][text] = {"type": "http", "scheme": "basic"}
    said["tags"] = [{"name": text, "description": text}]
    said["paths"]["/shelves/{id}/labels"]["put"]["tags"] = [text]
    document = lint(source.parse("a.json", json.dumps(said)), tolerant=True).document
    return shown(document)


SPOILT = frozenset(
    (
        "title",
        "description",
        "summary",
        "x-unit",
        "default",
        "example",
        "x-source",
        "url",
        "bearerFormat",
    )
)


def test_an_api_without_operations_says_so() -> None:
    document = edition()
    document.root["paths"] = {}
    page = shown(document)["reference/index.html"]
    assert "This API has no operations." in page.text


def test_a_schema_that_holds_itself_is_shown_once_and_linked() -> None:
    tree = {
        "type": "object",
        "properties": {"below": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}}
    document = edition({"requestBody": body}, components={"schemas": {"Tree": tree}})
    page = shown(document)["reference/index.html"]
    ids = page.by_id()
    assert ids["models.Tree.below"].text.startswith("below list of Tree")
    assert "put.request.below" not in ids
    assert "#models.Tree" in [
        each.attributes["href"] for each in ids["put.request.application-json"].all("a")
    ]


def test_kinds_of_a_value_are_shown_each_with_its_fields() -> None:
    kinds = [
        {
            "title": "Cat",
            "type": "object",
            "properties": {"lives": {"type": "integer", "maximum": 9}},
        },
        {
            "title": "Dog",
            "type": "object",
            "properties": {
                "tricks": {"type": "array", "items": {"type": "string", "maxLength": 7}}
            },
        },
    ]
    body = {"content": {"application/json": {"schema": {"oneOf": kinds}}}}
    ids = shown(edition({"requestBody": body}))["reference/index.html"].by_id()
    assert "at most 9" in ids["put.request.Cat.lives"].text
    assert "at most 7 characters" in ids["put.request.Dog.tricks"].text


def test_each_field_says_since_when_it_is_there_and_what_changed() -> None:
    ids = shown(EDITIONS[-1].document, history=history(*EDITIONS))["reference/index.html"].by_id()
    name = next(each for id_, each in ids.items() if id_.endswith(".name")).text
    assert "since 1.1.0" in name
    assert "in 1.3.0 (2026-01-03): maxLength 57 → 64" in name
    assert "since 1.2.0" in next(each for id_, each in ids.items() if id_.endswith(".cpu")).text


def test_a_version_that_is_the_first_says_nothing_of_history() -> None:
    text = shown(EDITIONS[0].document, history=history(EDITIONS[0]))["reference/index.html"].text
    assert "since" not in text


def test_an_operation_that_no_call_is_known_of_has_no_link_to_code() -> None:
    body = {"required": True, "content": {"application/json": {"schema": {"not": {}}}}}
    made = shown(edition({"requestBody": body}))
    assert "put.calls" not in made["reference/index.html"].by_id()
    assert [*astray(made, dict.fromkeys(made, b""))] == []


def test_operations_without_tags_stand_by_what_their_addresses_are_of() -> None:
    paths = {
        f"/v1/{kind}/{each}": {"get": {"responses": {"200": {"description": "ok"}}}}
        for kind in ("cats", "dogs")
        for each in range(16)
    }
    text = shown(edition(paths=paths))["reference/index.html"]
    assert [each.text for each in text.all("h2")][-2:] == ["cats #", "dogs #"]


@pytest.fixture(scope="module")
def code(dli: Element) -> list[tuple[str, str]]:
    """Give the calls that the page shows: the language, and the code."""
    ways = [each for each in dli.all("div") if each.attributes.get("class") == "ways"]
    return [
        (next(way.all("summary")).text, "".join(next(way.all("code"))._texts()))
        for each in ways
        for way in each.all("details")
    ]


def test_calls_run_as_they_are_shown_and_all_ways_send_the_same(
    code: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert [language for language, _ in code] == ["Python", "Python, asynchronously", "curl"] * 2
    for at in (0, 3):
        sent = []
        for _, text in code[at : at + 2]:
            with answered(lambda _: httpx.Response(200, json={"is_success": "true"})) as seen:
                run(Snippet("index.html", 1, "python", text))
            sent += seen
        sent.append(run_curl(code[at + 2][1], tmp_path))
        assert sent[0] == sent[1] == sent[2]
