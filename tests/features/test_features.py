"""Every feature of OpenAPI works in generated libraries, shown by a document that has it and little else.

Judges are jsonschema, openapi-core (which reads requests by itself) and bytes that were written by hand.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from .cases import Call, Feature, each_call, features
from .judges import edges, read_by_openapi_core, taken_by_jsonschema
from .libraries import Libraries, built, plain
from .loopback import Arrived, Loopback, loopback

EACH = pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)
CALLS = pytest.mark.parametrize(
    ("feature", "sentence"),
    [pytest.param(*each, id=f"{each[0].name}: {each[1]}") for each in each_call()],
)
MODELS = pytest.mark.parametrize(
    ("feature", "model"),
    [
        pytest.param(feature, model, id=f"{feature.name}: {model}")
        for feature in features()
        for model in feature.models
    ],
)


@dataclass
class Wire:
    """The way from a client to the server, for both kinds of clients."""

    server: Loopback
    http: httpx.Client
    http_async: httpx.AsyncClient
    loop: asyncio.Runner

    def called(self, package: Any, call: Call, flavour: str) -> Any:
        """Make a call; give what comes back."""
        self.server.answer = call.answer
        self.server.arrived.clear()
        self.http.cookies.clear()
        self.http_async.cookies.clear()
        kind = package.Client if flavour == "sync" else package.AsyncClient
        http = self.http if flavour == "sync" else self.http_async
        client = kind(http_client=http, **built(package, call.client))
        method: Any = client
        for name in call.call.split("."):
            method = getattr(method, name)
        return self._awaited(method(**built(package, call.given)))

    def _awaited(self, given: Any) -> Any:
        async def finish() -> Any:
            return await given

        return self.loop.run(finish()) if inspect.isawaitable(given) else given


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Libraries]:
    made = Libraries(tmp_path_factory.mktemp("features"))
    sys.path.insert(0, str(made.folder))
    yield made
    made.forget()


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with loopback() as server, asyncio.Runner() as loop, httpx.Client(proxy=server.url) as http:
        made = Wire(server, http, httpx.AsyncClient(proxy=server.url), loop)
        yield made
        loop.run(made.http_async.aclose())


@EACH
def test_a_document_gives_a_library_and_the_findings_that_it_names(
    libraries: Libraries, feature: Feature
) -> None:
    made = libraries.made(feature)
    told = tuple(f"{each.code}:{each.place.line}" for each in made.findings)
    assert told == feature.findings, made.findings
    assert made.plan is not None


@pytest.mark.parametrize("flavour", ["sync", "async"])
@CALLS
def test_a_call_is_sent_and_answered_as_the_document_says(
    libraries: Libraries, wire: Wire, feature: Feature, sentence: str, flavour: str
) -> None:
    package, call = libraries.package(feature), feature.calls[sentence]
    if call.refused:
        with pytest.raises((package.InvalidRequestError, ValidationError, TypeError)):
            wire.called(package, call, flavour)
        assert wire.server.arrived == []
        return
    if call.raises is None:
        given = wire.called(package, call, flavour)
        assert plain(given) == call.gives
    else:
        with pytest.raises(getattr(package, call.raises)) as caught:
            wire.called(package, call, flavour)
        given = getattr(caught.value, "body", None)
        assert plain(given) == call.gives
    assert call.gives_a in (None, type(given).__name__)
    (arrived,) = wire.server.arrived
    held_to_its_wire(arrived, call)


def held_to_its_wire(arrived: Arrived, call: Call) -> None:
    if call.sends is not None:
        assert arrived.line == call.sends
    assert {name: arrived.header(name) for name in call.headers} == call.headers
    match call.body:
        case _ if call.parts is not None:
            assert arrived.parts == call.parts
        case None:
            assert arrived.body == b""
        case bytes():
            assert arrived.body == call.body
        case str():
            assert arrived.body.decode() == call.body
        case {"json": value}:
            assert json.loads(arrived.body) == value


@pytest.mark.filterwarnings("ignore:Use of allowEmptyValue:DeprecationWarning")
@CALLS
def test_openapi_core_reads_from_a_request_what_was_given(
    libraries: Libraries, wire: Wire, feature: Feature, sentence: str
) -> None:
    package, call = libraries.package(feature), feature.calls[sentence]
    if call.refused:
        return
    try:
        wire.called(package, call, "sync")
    except package.APIError:
        assert call.raises
    given = {name: plain(built(package, each)) for name, each in call.given.items()}
    (arrived,) = wire.server.arrived
    problem = read_by_openapi_core(libraries.made(feature), call, arrived, given)
    if call.unread is None:
        assert problem is None
    else:
        assert problem is not None, "openapi-core reads it by now: `unread` may go"


@MODELS
def test_a_model_is_its_schema(libraries: Libraries, feature: Feature, model: str) -> None:
    package, said = libraries.package(feature), feature.models[model]
    kind, made = getattr(package, model), libraries.made(feature)
    for value in said.get("takes", ()):
        assert taken_by_jsonschema(made, model, value), value
        assert plain(kind.model_validate_json(json.dumps(value))) == value
    for value in said.get("refuses", ()):
        assert not taken_by_jsonschema(made, model, value), value
        with pytest.raises(ValidationError):
            kind.model_validate_json(json.dumps(value))
    for value in said.get("reads", ()):
        assert plain(kind.model_validate_json(json.dumps(value))) == value
    if "fields" in said:
        assert {name: f.alias or name for name, f in kind.model_fields.items()} == said["fields"]
    if "defaults" in said:
        assert kind.documented_defaults() == said["defaults"]


@EACH
def test_models_and_jsonschema_agree_about_edge_values(
    libraries: Libraries, feature: Feature
) -> None:
    package = libraries.package(feature)
    assert list(edges(libraries.made(feature), package)) == []


@EACH
def test_enumerations_have_the_members_that_are_meant(
    libraries: Libraries, feature: Feature
) -> None:
    package = libraries.package(feature)
    for name, members in feature.enumerations.items():
        assert {each.name: each.value for each in getattr(package, name)} == members


@EACH
def test_docs_say_what_the_document_says(libraries: Libraries, feature: Feature) -> None:
    package = libraries.package(feature)
    for name, words in feature.says.items():
        found: Any = package
        for part in name.split("."):
            found = getattr(found, part)
        assert words in " ".join((inspect.getdoc(found) or "").split())


def test_every_module_of_every_library_can_be_imported(libraries: Libraries) -> None:
    modules = [
        path.removesuffix(".py").replace("/", ".")
        for feature in features()
        for path in libraries.made(feature).plan or ()
        if path.endswith(".py")
    ]
    program = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)"
    command = [sys.executable, "-W", "error", "-B", "-c", program]
    done = subprocess.run(
        command, cwd=libraries.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_every_library_type_checks(libraries: Libraries, checker: list[str]) -> None:
    packages = [feature.package for feature in features() if libraries.made(feature).plan]
    command = [sys.executable, "-m", *checker, *packages]
    done = subprocess.run(
        command, cwd=libraries.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
