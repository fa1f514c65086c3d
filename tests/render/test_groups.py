"""Large APIs: operations in the group of their tag, under a flat name too, loaded when they are used."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup.render import layout

from .rendering import HEAD, library, planned

REFERENCE = '{{$ref: "#/components/schemas/{}"}}'


def operation(key: str, tags: str, returns: str = "Pet") -> str:
    """Give the path of one operation that returns a list."""
    answer = f"{{schema: {{type: array, items: {REFERENCE.format(returns)}}}}}"
    ok = f'responses: {{"200": {{description: ok, content: {{application/json: {answer}}}}}}}'
    return (
        f'  "/{key}": {{get: {{operationId: {json.dumps(key)}, tags: {json.dumps(tags.split(","))},'
        f" parameters: [{{name: n, in: query, schema: {{type: array, items: {{type: integer}}}}}}], {ok}}}}}\n"
    )


DOCUMENT = (
    f"{HEAD}tags: [{{name: pets, description: All that lives here.}}]\npaths:\n"
    + operation("pets/list", "pets,animals")
    + operation("pets/get-owner", "pets", "Owner")
    + operation("findFood", "Pet Food", "Food")
    + operation("search", "search", "Owner")
    + operation("people/get", "people", "Owner")
    + operation("people_get", "people", "Owner")
    + operation("ping", "", "Owner")
    + """components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, owner: {$ref: "#/components/schemas/Owner"}}}
    Owner: {type: object, properties: {name: {type: string}}}
    Food: {type: object, properties: {kind: {type: string, enum: [dry, wet]}}}
"""
)
NAMES = {
    "pets_list": ("pets", "list"),
    "pets_get_owner": ("pets", "get_owner"),
    "find_food": ("pet_food", "find_food"),
    "search": ("search_operations", "search"),
    "people_get": ("people", "people_get"),
    "ping": ("_untagged", "ping"),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with library(DOCUMENT, tmp_path_factory.mktemp("groups"), "grouped") as module:
        yield module


@pytest.mark.parametrize("flat", NAMES)
def test_an_operation_is_called_in_its_group_and_by_its_flat_name(package: Any, flat: str) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(200, json=[{"name": "x"}])

    group, name = NAMES[flat]
    with package.Client(http_client=httpx.Client(transport=httpx.MockTransport(answer))) as client:
        grouped = getattr(getattr(client, group), name)(n=[1])
        assert grouped == getattr(client, flat)(n=[1])
    assert len(set(asked)) == 1
    assert asked[0].endswith("?n=1")


def test_a_group_is_made_once_and_says_what_its_tag_says(package: Any) -> None:
    with package.Client() as client:
        assert client.pets is client.pets
    assert package.Client.pets.__doc__ == "All that lives here."
    assert package.Client.pets_list is package.Client.pets.list
    assert package.AsyncClient.pets_list is package.AsyncClient.pets.list


def test_what_a_group_calls_like_a_type_hides_that_type_from_no_annotation(package: Any) -> None:
    assert package.Client.pets.list is package.Client.pets.list_
    assert package.Client.pets.get_owner.__annotations__["return"] == "list[Owner]"


def test_a_class_stands_with_the_one_group_that_needs_it_or_is_shared(tmp_path: Path) -> None:
    assert homes(planned(DOCUMENT, tmp_path)) == {
        "Pet": "client/models/pets.py",
        "Food": "client/models/pet_food.py",
        "FoodKind": "client/models/pet_food.py",
        "Owner": "client/models/_shared.py",
    }


PROGRAM = """
import sys
import {package}
before = {{name for name in sys.modules if name.startswith(("httpx", "pydantic", "{package}."))}}
client = {package}.Client()
client.pet_food
after = {{name for name in sys.modules if name.startswith("{package}.models")}}
print(sorted(before - {{"{package}._runtime"}}), sorted(after))
"""


def test_a_package_loads_nothing_at_first_and_then_what_a_group_needs(tmp_path: Path) -> None:
    for path, text in planned(DOCUMENT, tmp_path, "lazily").items():
        target = tmp_path / "out" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(package="lazily")],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        "['lazily._runtime.exports'] ['lazily.models', 'lazily.models.pet_food']\n"
    )


def test_a_name_that_is_not_there_is_an_attribute_error(package: Any) -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        package.Nothing  # noqa: B018
    assert {"Client", "Pet", "errors"} <= set(dir(package))
    assert package.models.Pet is package.Pet


CIRCLE = f"""{HEAD}paths:
  /a:
    post:
      operationId: sendA
      requestBody: {{required: true, content: {{application/json: {{schema: {REFERENCE.format("Node0")}}}}}}}
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {REFERENCE.format("Node0")}}}}}}}
components:
  schemas:
""" + "".join(
    f"    Node{at}: {{type: object, properties: {{name: {{type: string, maxLength: 3, default: x}},"
    f" to-next: {REFERENCE.format(f'Node{(at + 1) % 12}')},"
    f" all: {{type: array, items: {REFERENCE.format(f'Node{(at + 5) % 12}')}}}}}}}\n"
    for at in range(12)
)


@pytest.fixture
def split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(layout, "LARGE", 12)
    with library(CIRCLE, tmp_path, "split") as module:
        yield module


def test_models_too_many_for_one_module_stand_in_several_that_need_each_other(split: Any) -> None:
    assert "pydantic>=2.6" in Path(split.__file__).parents[1].joinpath("pyproject.toml").read_text()
    modules = {getattr(split, f"Node{at}").__module__ for at in range(12)}
    assert len(modules) > 3
    assert split.Node7.documented_defaults() == {"name": "x"}
    made = split.Node3(name="a", to_next=split.Node4(all=[split.Node9(name="b")]))
    assert made.model_dump_json(by_alias=True) == ('{"name":"a","to-next":{"all":[{"name":"b"}]}}')
    with pytest.raises(ValueError, match=r"to-next\.all\.0\.name"):
        split.Node3.model_validate({"to-next": {"all": [{"name": "long"}]}})


def test_models_in_several_modules_are_sent_and_read(split: Any) -> None:
    def echo(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=request.content)

    with split.Client(http_client=httpx.Client(transport=httpx.MockTransport(echo))) as client:
        read = client.send_a(name="a", to_next=split.Node1(to_next=split.Node2(name="c")))
    assert read.to_next.to_next.name == "c"


def test_models_in_several_modules_are_built_once_by_many_threads(split: Any) -> None:
    kinds = [getattr(split, f"Node{at}") for at in range(12)] * 4
    with ThreadPoolExecutor(len(kinds)) as pool:
        start = threading.Barrier(len(kinds))

        def made(kind: Any) -> str:
            start.wait()
            return str(kind.model_validate({"all": [{"name": "x"}]}).model_dump_json())

        assert set(pool.map(made, kinds)) == {'{"all":[{"name":"x"}]}'}


def test_a_class_that_is_added_moves_no_other_to_another_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LARGE", 12)
    before = homes(planned(CIRCLE, tmp_path))
    after = homes(
        planned(
            CIRCLE.replace(
                "{name: {type", "{new: {type: object, properties: {a: {}}}, name: {type", 1
            ),
            tmp_path,
        )
    )
    assert len(after) > len(before)
    assert {name: after[name] for name in before} == before


def homes(plan: Mapping[str, str]) -> dict[str, str]:
    """Give the module of each class of a library."""
    return {
        line.split()[1].split("(")[0]: path
        for path, text in plan.items()
        if path.startswith("client/models/")
        for line in text.splitlines()
        if line.startswith("class ")
    }
