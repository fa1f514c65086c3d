"""Every feature of OpenAPI works in generated libraries, shown by a document that has it and little else.

Judges are jsonschema, openapi-core (which reads requests by itself) and bytes that were written by hand.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from .cases import Answer, Call, Feature, each_call, features
from .judges import edges, read_by_openapi_core, taken_by_jsonschema, taking
from .libraries import Libraries, built, plain
from .loopback import Arrived, Loopback, loopback
from .pages import readme, shown, written

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
        self.server.answers = [*([call.first.answer] if call.first else []), call.answer]
        self.server.arrived.clear()
        self.http.cookies.clear()
        self.http_async.cookies.clear()
        kind = package.Client if flavour == "sync" else package.AsyncClient
        http = self.http if flavour == "sync" else self.http_async
        options = built(package, call.client)
        client = kind(http_client=http, **{"retry": package.Retry(attempts=1), **options})
        method: Any = client
        for name in call.call.split("."):
            method = getattr(method, name)
        return self._taken(method(**built(package, call.given)))

    def _taken(self, given: Any) -> Any:
        """Wait for what comes back, and read a stream to its end."""

        async def finish() -> Any:
            found = await given
            return [each async for each in found] if hasattr(found, "__aiter__") else found

        if inspect.isawaitable(given):
            return self.loop.run(finish())
        return list(given) if isinstance(given, Iterator) else given


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
    kept = [each for each in call.given.values() if isinstance(each, BytesIO)]
    assert [each.getvalue() for each in kept] == call.fills
    for each in kept:
        each.truncate(each.seek(0))
    *before, arrived = wire.server.arrived
    if call.first is None:
        assert before == []
    else:
        ((line, body),) = ((each.line, each.body.decode()) for each in before)
        assert (line, body) == (call.first.sends, call.first.body)
    held_to_its_wire(arrived, call)


def held_to_its_wire(arrived: Arrived, call: Call) -> None:
    if call.sends is not None:
        assert arrived.line == call.sends
    assert {name: arrived.header(name) for name in call.headers} == call.headers
    match call.body:
        case _ if call.parts is not None:
            wanted = [(each["head"], each["body"]) for each in call.parts]
            assert arrived.parts == [
                (head, body if isinstance(body, bytes) else body.encode()) for head, body in wanted
            ]
        case None:
            assert arrived.body == b""
        case bytes():
            assert arrived.body == call.body
        case str():
            assert arrived.body.decode() == call.body
        case {"json": value}:
            assert json.loads(arrived.body) == value


@pytest.mark.filterwarnings("ignore:Use of allowEmptyValue:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Unsupported scheme type:UserWarning")
@CALLS
def test_openapi_core_reads_from_a_request_what_was_given(
    libraries: Libraries, wire: Wire, feature: Feature, sentence: str
) -> None:
    package, call = libraries.package(feature), feature.calls[sentence]
    if call.refused:
        return
    try:
        wire.called(package, call, "sync")
    except (package.APIError, package.DecodeError):
        assert call.raises
    given = {name: plain(built(package, each)) for name, each in call.given.items()}
    arrived = wire.server.arrived[-1]
    problem = read_by_openapi_core(libraries.made(feature), call, arrived, given)
    if call.unread is None:
        assert problem is None
    else:
        assert problem is not None, "openapi-core reads it by now: `unread` may go"


@MODELS
def test_a_model_is_its_schema(libraries: Libraries, feature: Feature, model: str) -> None:
    package, said = libraries.package(feature), feature.models[model]
    name, kind = model_of(package, model)
    made = libraries.made(feature)
    for value in values(said, model, "takes"):
        assert taken_by_jsonschema(made, name, value), value
        assert plain(kind.model_validate_json(json.dumps(value))) == value
    for value in values(said, model, "refuses"):
        assert not taken_by_jsonschema(made, name, value), value
        with pytest.raises(ValidationError):
            kind.model_validate_json(json.dumps(value))
    for value in values(said, model, "reads"):
        assert plain(kind.model_validate_json(json.dumps(value))) == value
    if "fields" in said:
        assert {
            name: name if f.alias is None else f.alias for name, f in kind.model_fields.items()
        } == said["fields"]
    if "defaults" in said:
        assert kind.documented_defaults() == said["defaults"]


@MODELS
def test_what_a_schema_takes_is_sent_as_it_is_and_read_back(
    libraries: Libraries, wire: Wire, feature: Feature, model: str
) -> None:
    package = libraries.package(feature)
    name, kind = model_of(package, model)
    for operation in taking(libraries.made(feature), name):
        for value in values(feature.models[model], model, "takes"):
            body = kind.model_validate_json(json.dumps(value))
            content = json.dumps(value).encode()
            answer = Answer(200, "application/json", content)
            given = wire.called(package, Call(operation, {"body": body}, answer=answer), "sync")
            assert json.loads(wire.server.arrived[0].body) == value
            assert plain(given) == value


def model_of(package: Any, model: str) -> tuple[str, Any]:
    """Find the model that is meant by `Thing`, or by `Thing.field` for values of that field."""
    name = model.partition(".")[0]
    return name, getattr(package, name)


def values(said: Mapping[str, Any], model: str, kind: str) -> list[Any]:
    """Give the values of a model, complete where they are those of one field."""
    field = model.partition(".")[2]
    return [{field: each} if field else each for each in said.get(kind, ())]


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
    command = [sys.executable, "-W", "error", "-B", "-"]
    done = subprocess.run(
        command, cwd=libraries.folder, capture_output=True, input=program, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_every_library_type_checks(libraries: Libraries, checker: list[str]) -> None:
    made = [feature for feature in features() if libraries.made(feature).plan]
    folder = libraries.sharing_a_runtime(made)
    for feature in made:
        programs = [each for _, found in shown(libraries.made(feature)) for each in found]
        programs += readme(libraries.made(feature))
        written(
            [one for one in programs if one.language == "python"],
            folder / "programs",
            feature.package,
        )
    command = [sys.executable, "-m", *checker, *(feature.package for feature in made), "programs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_holds_for_the_whole_is_held_once_more_when_it_is_sent(
    libraries: Libraries, wire: Wire
) -> None:
    (feature,) = (each for each in features() if each.name == "schemas/required-alternatives")
    package = libraries.package(feature)
    body = package.Thing(oneRequired={"a": 1})
    body.one_required.b = 2
    with pytest.raises(package.InvalidRequestError):
        wire.called(package, Call("send", {"body": body}), "sync")
    assert wire.server.arrived == []


def test_other_fields_of_a_type_are_read_as_it(libraries: Libraries) -> None:
    (feature,) = (each for each in features() if each.name == "schemas/additional-properties")
    package = libraries.package(feature)
    made = package.Thing(recordExtras={"a": 1, "b": {"id": "x"}})
    assert made.record_extras.model_extra == {"b": package.Base(id="x")}
    read = package.ThingRead.model_validate_json('{"recordExtras": {"b": {"id": "longer"}}}')
    assert read.record_extras.model_extra == {"b": package.BaseRead(id="longer")}
