"""What bodies can be: models refuse what their schema refuses, and read what it takes."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from trueup import pipeline
from trueup.config import Settings

from .bodies import FEATURES, document, schema_of, title_of, values_of

CASES = [(name, value) for name in FEATURES for value in values_of(name)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("bodies")
    (home / "openapi.json").write_text(document())
    made = pipeline.generate(
        Settings(home, home / "openapi.json", home / "out", "bodies_made", "bodies-made")
    )
    assert not [each for each in made.findings if each.code == "TU501"], made.findings
    assert made.plan, made.findings
    return home / "out"


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[ModuleType]:
    sys.path.insert(0, str(folder))
    yield importlib.import_module("bodies_made")
    sys.path.remove(str(folder))


def takes(model: Any, value: Any) -> bool:
    try:
        model.model_validate_json(json.dumps({"f": value}))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("name", "value"), CASES)
def test_a_request_is_refused_where_its_schema_refuses_it(
    library: ModuleType, name: str, value: Any
) -> None:
    wanted = Draft202012Validator(schema_of(name)).is_valid(value)
    assert takes(getattr(library, title_of(name)), value) is wanted


@pytest.mark.parametrize(("name", "value"), CASES)
def test_what_a_schema_takes_is_sent_and_read_as_it_is(
    library: ModuleType, name: str, value: Any
) -> None:
    if not Draft202012Validator(schema_of(name)).is_valid(value):
        return
    sent: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, content=request.content)

    body = getattr(library, title_of(name)).model_validate_json(json.dumps({"f": value}))
    http = httpx.Client(transport=httpx.MockTransport(answer))
    with http, library.Client(http_client=http) as client:
        method = next(each for each in dir(client) if each == f"send_{_snake(title_of(name))}")
        result = getattr(client, method)(body=body)
    assert sent == [{"f": value}]
    assert json.loads(result.model_dump_json(by_alias=True)) == {"f": value}


def test_an_answer_of_an_unknown_kind_is_read_as_it_is(library: ModuleType) -> None:
    read = library.HoldsDiscriminatedRead
    cat = read.model_validate_json('{"f": {"kind": "cat", "id": "a", "more": 1}}').f
    cow = read.model_validate_json('{"f": {"kind": "cow", "id": "a"}}').f
    assert (type(cat).__name__, cow) == ("CatRead", {"kind": "cow", "id": "a"})


def test_what_is_inherited_is_one_class(library: ModuleType) -> None:
    place = library.BaseAt(row=1)
    assert library.Cat(id="a", kind="cat", at=place).at is place
    assert library.Dog(id="a", kind="dog", at=place).at is place


def test_what_holds_for_the_whole_is_held_once_more_when_it_is_sent(library: ModuleType) -> None:
    body = library.HoldsOneRequired(f={"a": 1})
    body.f.b = 2
    http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(500)))
    with (
        http,
        library.Client(http_client=http) as client,
        pytest.raises(library.InvalidRequestError),
    ):
        client.send_holds_one_required(body=body)


def test_other_fields_of_a_type_are_read_as_it(library: ModuleType) -> None:
    made = library.HoldsRecordExtras(f={"a": 1, "b": {"id": "x"}})
    assert made.f.model_extra == {"b": library.Base(id="x")}
    read = library.HoldsRecordExtrasRead.model_validate_json('{"f": {"b": {"id": "long"}}}')
    assert read.f.model_extra == {"b": library.BaseRead(id="long")}


@pytest.mark.parametrize(("mode", "query"), [("v2", b"mode=v2"), (True, b"mode=true")])
def test_a_parameter_is_one_of_an_enumeration_and_another_type(
    library: ModuleType, mode: object, query: bytes
) -> None:
    sent: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.query)
        return httpx.Response(204)

    http = httpx.Client(transport=httpx.MockTransport(answer))
    with http, library.Client(http_client=http) as client:
        client.choose(mode=mode)
    assert sent == [query]


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_the_library_type_checks(folder: Path, checker: list[str]) -> None:
    command = [sys.executable, "-m", *checker, "bodies_made"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _snake(title: str) -> str:
    from trueup.names import snake

    return snake(title)
