"""A library works whatever its operations, schemas and fields are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from .rendering import HEAD, library, operation, with_schema

PATH = "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"


def answering(status: int, content: bytes) -> httpx.Client:
    """Give an httpx client that answers everything alike."""
    return httpx.Client(
        transport=httpx.MockTransport(lambda request: httpx.Response(status, content=content))
    )


def called(package: Any, name: str, *given: object, **keywords: object) -> Any:
    """Call an operation of a library, which is answered with 200 and an object."""
    with package.Client(http_client=answering(200, b'{"f": "v"}')) as client:
        return getattr(client, name)(*given, **keywords)


@pytest.mark.parametrize(
    "name",
    [
        "fill", "listed", "named", "arguments", "body_of", "refusing", "written", "optional", "json",
        "raw", "form", "multipart", "perhaps", "in_path", "in_query", "in_header", "as_json",
        "written_value", "print", "type", "given", "request", "send", "close", "answers", "list", "str",
    ],
)  # fmt: skip
def test_an_operation_may_have_any_name(tmp_path: Path, name: str) -> None:
    spec = f"{HEAD}paths:\n{operation(name, '/p/{id}', PATH)}{operation('other', '/q/{id}', PATH)}"
    with library(spec, tmp_path, f"operation_{name}") as package:
        method = f"{name}_" if hasattr(package.Client, f"{name}_") else name
        assert called(package, method, "a") is None
        assert called(package, "other", "a") is None


@pytest.mark.parametrize("names", [("a1b", "a1_b"), ("get_v1", "getV1"), ("read-it", "read_it")])
def test_operations_with_names_alike_keep_their_own_arguments(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    one = operation(names[0], "/p/{id}", PATH)
    other = operation(
        names[1], "/q/{other}", PATH.replace("id", "other").replace("string", "integer")
    )
    with library(f"{HEAD}paths:\n{one}{other}", tmp_path, f"alike_{names[0][:2]}") as package:
        methods = [
            each for each in vars(package.Client) if not each.startswith(("_", "close", "with_raw"))
        ]
        assert len(methods) == 2
        assert called(package, methods[0], "a") is None
        assert called(package, methods[1], 5) is None


@pytest.mark.parametrize(
    "name",
    [
        "Call", "Reader", "Answers", "SuccessRule", "Mapping", "StrictStr", "Transport", "Connection",
        "Callable", "Exception", "ValueError", "Faults", "TypeVar", "ParamSpec", "P", "R", "Unset",
        "Literal", "List", "Optional", "Enum", "BaseModel", "Str", "Client", "DecodeError", "None",
        "Caller", "AsyncCaller", "GroupOf", "FlatName", "UntaggedOperations",
    ],
)  # fmt: skip
def test_a_schema_may_have_any_name(tmp_path: Path, name: str) -> None:
    spec = with_schema(name, "{properties: {f: {type: string}, m: {type: string, enum: [x]}}}")
    with library(spec, tmp_path, f"schema_{name.lower()}") as package:
        assert called(package, "send_a", f="v").f == "v"
        with (
            package.Client(http_client=answering(404, b"{}")) as client,
            pytest.raises(package.NotFoundError),
        ):
            client.send_a(f="v")


@pytest.mark.parametrize(
    "name",
    [
        "str", "int", "float", "bool", "list", "dict", "type", "object", "class", "self", "body", "copy",
        "json", "model_config", "model_dump", "register", "", "2x", "a b", "$ref", "x-f", "é", "None", "_a",
    ],
)  # fmt: skip
def test_a_field_may_have_any_name_and_keeps_it_on_the_wire(tmp_path: Path, name: str) -> None:
    others = "l: {items: {type: string}}, i: {type: integer}, b: {type: boolean}, n: {type: number}"
    spec = with_schema(
        "Thing", f'{{properties: {{"{name}": {{type: string}}, {others}, m: {{type: object}}}}}}'
    )
    package_name = f"field_{name.encode().hex()}"
    with library(spec, tmp_path, package_name) as package:
        given = {name: "v", "l": ["a"], "i": 1, "b": True, "n": 0.5, "m": {"k": 1}}
        for model in (package.Thing, package.ThingRead):
            assert model.model_validate(given).model_dump(by_alias=True) == given
