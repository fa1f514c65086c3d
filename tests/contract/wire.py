"""Every way in which a body can be made, and every way in which it can be written or sent.

A body is made from plain JSON values; what comes back is what was on the wire, as it was read there.
"""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Callable, Iterable
from typing import Any

import httpx
from dli_flink import UNSET, AsyncClient, Client, UpdateSqlJobRequest

from .edges import sample
from .spec import SCHEMAS, model_of, named

Fields = dict[str, Any]
Body = UpdateSqlJobRequest
BODY = "UpdateSqlJobRequest"
ALL: Fields = {field: sample(said) for field, said in SCHEMAS[BODY]["properties"].items()}

_UPDATED = {"is_success": "true"}


def nested(name: str, fields: Fields) -> Fields:
    """Give the fields with every object among them as a model, built from its innermost out."""
    made = dict(fields)
    for field, value in fields.items():
        if isinstance(value, dict):
            inner = named(SCHEMAS[name]["properties"][field])
            made[field] = model_of(inner)(**nested(inner, value))
    return made


def set_attributes(made: Any, name: str, fields: Fields) -> Any:
    """Set one attribute after the other; those of an object when it already has its place."""
    for field, value in fields.items():
        if isinstance(value, dict):
            inner = named(SCHEMAS[name]["properties"][field])
            setattr(made, field, model_of(inner)())
            set_attributes(getattr(made, field), inner, value)
        else:
            setattr(made, field, value)
    return made


def others(fields: Fields) -> Fields:
    """Give values for all fields of the body that are not among these."""
    return {field: value for field, value in ALL.items() if field not in fields}


def _set_and_deleted(fields: Fields) -> Body:
    body = Body(**fields, **others(fields))
    for field in others(fields):
        delattr(body, field)
    return body


def _set_and_unset(fields: Fields) -> Body:
    body = Body()
    for field, value in {**others(fields), **fields}.items():
        setattr(body, field, value)
    for field in others(fields):
        setattr(body, field, UNSET)
    return body


MADE: dict[str, Callable[[Fields], Body]] = {
    "constructor": lambda fields: Body(**fields),
    "constructor, objects as models": lambda fields: Body(**nested(BODY, fields)),
    "constructor, the others UNSET": lambda fields: Body(
        **fields, **dict.fromkeys(others(fields), UNSET)
    ),
    "model_validate": Body.model_validate,
    "model_validate_json": lambda fields: Body.model_validate_json(json.dumps(fields)),
    "attributes": lambda fields: set_attributes(Body(), BODY, fields),
    "set, then deleted": _set_and_deleted,
    "set, then UNSET": _set_and_unset,
    "model_copy": lambda fields: Body(**fields).model_copy(),
    "model_copy, deep": lambda fields: Body(**fields).model_copy(deep=True),
    "model_copy with plain values": lambda fields: Body().model_copy(update=fields),
    "model_copy with an update": lambda fields: Body().model_copy(update=nested(BODY, fields)),
    "model_copy that unsets": lambda fields: Body(**ALL).model_copy(
        update={**dict.fromkeys(ALL, UNSET), **nested(BODY, fields)}
    ),
    "copy": lambda fields: copy.copy(Body(**fields)),
    "deepcopy": lambda fields: copy.deepcopy(Body(**fields)),
    "pickle": lambda fields: pickle.loads(pickle.dumps(Body(**fields))),
    "dump and back": lambda fields: Body(**Body(**fields).model_dump()),
    "iteration and back": lambda fields: Body(**dict(Body(**fields))),
}
WRITTEN: dict[str, Callable[[Body], Any]] = {
    "model_dump": lambda body: body.model_dump(),
    "model_dump by alias": lambda body: body.model_dump(by_alias=True),
    "model_dump as JSON": lambda body: body.model_dump(mode="json"),
    "model_dump of what is set": lambda body: body.model_dump(exclude_unset=True),
    "model_dump_json": lambda body: json.loads(body.model_dump_json()),
    "model_dump_json by alias": lambda body: json.loads(body.model_dump_json(by_alias=True)),
}


def sent(calls: Iterable[Fields]) -> list[Any]:
    """Call update_sql_job with each set of arguments; give the bodies that were on the wire."""
    seen: list[Any] = []
    with httpx.Client(transport=_recording(seen)) as http:
        client = Client(project_id="p", region="r", token="t", http_client=http, advice="ignore")
        for arguments in calls:
            client.update_sql_job(1, **arguments)
    return seen


def sent_async(calls: Iterable[Fields]) -> list[Any]:
    """Do the same with the asynchronous client."""
    seen: list[Any] = []

    async def send() -> None:
        async with httpx.AsyncClient(transport=_recording(seen)) as http:
            client = AsyncClient(
                project_id="p", region="r", token="t", http_client=http, advice="ignore"
            )
            for arguments in calls:
                await client.update_sql_job(1, **arguments)

    asyncio.run(send())
    return seen


def _recording(seen: list[Any]) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(json.loads(request.content))
        return httpx.Response(200, json=_UPDATED)

    return httpx.MockTransport(answer)
