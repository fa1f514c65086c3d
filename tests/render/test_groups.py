"""Large APIs: operations in the group of their tag, under a flat name too, loaded when they are used."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

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
    plan = planned(DOCUMENT, tmp_path)
    classes = {
        path.removeprefix("client/models/"): sorted(
            line.split()[1].split("(")[0] for line in text.splitlines() if line.startswith("class ")
        )
        for path, text in plan.items()
        if path.startswith("client/models/") and "__init__" not in path
    }
    assert classes == {
        "pets.py": ["Pet"],
        "pet_food.py": ["Food", "FoodKind"],
        "_shared.py": ["Owner"],
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
