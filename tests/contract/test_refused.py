"""What breaks the contract is not sent, however it came into the body: it is refused with its path.

The judge of "not sent" is a transport that fails when it is asked for anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from dli_flink import (
    AsyncClient,
    Client,
    InvalidRequestError,
    ResourceConfig,
    UpdateSqlJobRequest,
)
from pydantic import ValidationError

from .broken import BROKEN
from .spec import SCHEMAS
from .wire import BODY, Body


def refuse(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"sent: {request.content!r}")


def client_of(project_id: Any = "p") -> Client:
    http = httpx.Client(transport=httpx.MockTransport(refuse))
    return Client(project_id=project_id, region="r", token="t", http_client=http, advice="ignore")


def call_async(job_id: Any, **arguments: Any) -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(refuse))
    client = AsyncClient(project_id="p", region="r", token="t", http_client=http, advice="ignore")
    asyncio.run(client.update_sql_job(job_id, **arguments))


def call(job_id: Any, **arguments: Any) -> None:
    client_of().update_sql_job(job_id, **arguments)


every_call = pytest.mark.parametrize("call", [call, call_async], ids=["sync", "async"])
Call = Callable[..., None]


@every_call
@pytest.mark.parametrize(("make", "path"), BROKEN.values(), ids=BROKEN)
def test_a_body_that_broke_after_it_was_made_is_refused(
    call: Call, make: Callable[[], Body], path: str
) -> None:
    body = make()

    with pytest.raises(InvalidRequestError) as caught:
        call(1, body=body)

    assert [place for place, _ in caught.value.problems] == [path]


@pytest.mark.parametrize(
    "update", [{"resume_max_num": 0}, {"name": None}, {"nme": "a"}, {"tm_cus": 2.0}], ids=repr
)
def test_a_copy_is_held_to_the_limits(update: dict[str, Any]) -> None:
    body = Body(name="a")

    with pytest.raises(ValidationError):
        body.model_copy(update=update)

    assert body.model_dump() == {"name": "a"}


@every_call
@pytest.mark.parametrize("field", SCHEMAS[BODY]["properties"])
def test_null_is_refused_for_every_field(call: Call, field: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        call(1, **{field: None})

    assert [path for path, _ in caught.value.problems] == [field]


@every_call
def test_every_wrong_keyword_is_named_at_once(call: Call) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        call(1, name="a" * 58, resume_max_num=0, resource_config={"max_slot": 0}, desc="fine")

    paths = [path for path, _ in caught.value.problems]
    assert paths == ["name", "resume_max_num", "resource_config.max_slot"]


TEXTS = [key for key, said in SCHEMAS[BODY]["properties"].items() if said.get("type") == "string"]


@every_call
@pytest.mark.parametrize("field", TEXTS)
def test_half_an_emoji_is_refused(call: Call, field: str) -> None:
    with pytest.raises(InvalidRequestError):
        call(1, **{field: "2:\ud83d"})


@every_call
@pytest.mark.parametrize(
    "job_id", [True, "5", 5.0, None, 2**63, -(2**63) - 1, "", "../5"], ids=repr
)
def test_a_job_id_that_is_no_64_bit_integer_is_refused(call: Call, job_id: object) -> None:
    with pytest.raises(InvalidRequestError, match="job_id"):
        call(job_id, name="a")


@pytest.mark.parametrize("project_id", ["", ".", "..", 5, None, True, "a\ud83d"], ids=ascii)
def test_a_project_id_that_would_change_the_path_or_is_no_text_is_refused(
    project_id: object,
) -> None:
    with pytest.raises(InvalidRequestError, match="project_id"):
        client_of(project_id).update_sql_job(1, name="a")


@every_call
def test_a_body_and_its_fields_together_are_refused(call: Call) -> None:
    with pytest.raises(InvalidRequestError, match="name"):
        call(1, body=UpdateSqlJobRequest(), name="a")


@every_call
@pytest.mark.parametrize("body", [{}, {"name": "a"}, None, "{}", ResourceConfig()], ids=repr)
def test_a_body_of_another_type_is_refused(call: Call, body: object) -> None:
    with pytest.raises(InvalidRequestError, match="UpdateSqlJobRequest"):
        call(1, body=body)
