"""Judges that know nothing of us: jsonschema says what a model may take, openapi-core what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema import Draft202012Validator, ValidationError
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.corpus.edges import Edges
from tests.corpus.readings import Readings
from tests.corpus.verdicts import AGREED, CHECKER, KNOWN, formats_of, sendable, verdict
from trueup.ir import NamedType, Record, Side
from trueup.pipeline import Compiled

from .cases import Call
from .loopback import Arrived

MOST: Final = 300
# The property of a discriminator picks the kind by itself.
KNOWINGLY: Final = "union_tag"


def taken_by_jsonschema(made: Compiled, model: str, value: Any) -> bool:
    """Ask jsonschema whether the schema of a model takes a value."""
    return _judge(made, _record(made, model)).is_valid(value)


def edges(made: Compiled, package: Any) -> Iterator[str]:
    """Try the request models with the edge values of their schemas; give what is not agreed."""
    assert made.api is not None
    root = sendable(made.document.root)
    readings = Readings(root, CHECKER, formats_of(package.__name__))
    for record in made.api.declarations:
        inner = record.origin.pointer.removeprefix("/components/schemas/")
        # What holds a file is no JSON; a schema inside another is tried with it.
        if not isinstance(record, Record) or record.side is not Side.REQUEST or "/" in inner:
            continue
        if "BinaryType" in repr(record):
            continue
        judge, reason = _judge(made, record), readings.reasons(record.origin.pointer)
        values = Edges(root).tried({"$ref": f"#{record.origin.pointer}"})
        for value in islice(values, MOST):
            said = verdict(judge, reason, getattr(package, record.name), value)
            if said != AGREED and KNOWINGLY not in said and not said.startswith(KNOWN):
                yield f"{record.name}, {json.dumps(value)}: {said}"


def taking(made: Compiled, model: str) -> Iterator[str]:
    """Give the operations that send a model and give back one of the same schema."""
    assert made.api is not None
    key = _record(made, model).key
    for each in made.api.operations:
        back = [answer.type for answer in each.successes]
        alone = not any(parameter.required for parameter in each.parameters)
        if alone and each.body is not None and each.body.type == NamedType(key) and len(back) == 1:
            (answered,) = back
            if isinstance(answered, NamedType) and _pointer(made, answered.key) == _pointer(
                made, key
            ):
                yield each.name


def _pointer(made: Compiled, key: str) -> str:
    assert made.api is not None
    return next(each.origin.pointer for each in made.api.declarations if each.key == key)


def _record(made: Compiled, model: str) -> Record:
    assert made.api is not None
    (found,) = (each for each in made.api.declarations if each.name == model)
    assert isinstance(found, Record)
    return found


def _judge(made: Compiled, record: Record) -> Draft202012Validator:
    resource = DRAFT202012.create_resource(sendable(made.document.root))
    registry: Registry[Any] = Registry().with_resource("urn:document", resource)
    return Draft202012Validator(
        {"$ref": f"urn:document#{record.origin.pointer}"},
        registry=registry,
        format_checker=CHECKER,
    )


@dataclass
class Seen:
    """A request that arrived, as openapi-core asks for it."""

    arrived: Arrived
    parameters: RequestParameters

    @property
    def host_url(self) -> str:
        split = urlsplit(self.arrived.target)
        return f"{split.scheme}://{split.netloc}"

    @property
    def path(self) -> str:
        return urlsplit(self.arrived.target).path

    @property
    def method(self) -> str:
        return self.arrived.method.lower()

    @property
    def body(self) -> bytes | None:
        return self.arrived.body or None

    @property
    def content_type(self) -> str:
        return self.arrived.header("content-type") or ""


def seen(arrived: Arrived) -> Seen:
    """Give a request in the form that openapi-core judges."""
    cookies = (arrived.header("cookie") or "").split("; ")
    parameters = RequestParameters(
        query=ImmutableMultiDict(parse_qsl(urlsplit(arrived.target).query, keep_blank_values=True)),
        header=Headers(list(arrived.headers)),
        cookie=ImmutableMultiDict(
            (name, unquote(text)) for name, _, text in (each.partition("=") for each in cookies)
        ),
    )
    return Seen(arrived, parameters)


def read_by_openapi_core(
    made: Compiled, call: Call, arrived: Arrived, given: Mapping[str, Any]
) -> str | None:
    """Have a request read; say what it objects to, or what it reads otherwise than it was given."""
    assert made.api is not None
    try:
        reader = OpenAPI.from_dict(dict(made.document.root))
        read = reader.unmarshal_request(seen(arrived))
        read.raise_for_errors()
    except (OpenAPIError, ValidationError, ValueError, KeyError, TypeError) as error:
        return f"{type(error).__name__}: {error.__cause__ or error}"
    named = call.call.rpartition(".")[2]
    for each in (
        each for one in made.api.operations if one.name == named for each in one.parameters
    ):
        if each.name not in given:
            continue
        found = getattr(read.parameters, each.where).get(each.wire)
        if _plain(found) != given[each.name]:
            return f"{each.wire} is read as {found!r}"
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, (str, int, float, type(None))) else str(value)
