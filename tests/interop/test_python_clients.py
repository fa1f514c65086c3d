"""Generators of Python clients take every form, what they make is sound, and the safe form sends what is set alone."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.features.cases import Answer
from tests.features.loopback import loopback

from .clients import PYTHON, Client, made_by
from .conftest import FORMS
from .judges import run

SAFE = tuple(form for form in FORMS if form.startswith("client-safe/"))
# How many fields a client of a plain form sends when its caller sets one; none where it fails at a default of its own.
SENT_UNASKED = {
    ("openapi-python-client", "openapi"): 12,
    ("openapi-python-client", "openapi-3.0"): 15,
    ("openapi-generator", "openapi"): 0,
    ("openapi-generator", "openapi-3.0"): 12,
    ("pyopenapi-gen", "openapi"): 12,
    ("pyopenapi-gen", "openapi-3.0"): 15,
}
# It takes the field `resource_config` for the model of that name where 3.0 wraps the reference to it: to be fed 3.1.
LOSES_FIELDS = ("pyopenapi-gen", "client-safe/openapi-3.0")
FILE_OF = {
    "UpdateSqlJobRequest": "update_sql_job_request",
    "ResourceConfig": "resource_config",
    "JobManagerResourceSpec": "job_manager_resource_spec",
}
IMPORT_ALL = """
import importlib, pkgutil, warnings
import client
warnings.simplefilter("error", SyntaxWarning)
found = [each.name for each in pkgutil.walk_packages(client.__path__, "client.")]
for name in found:
    importlib.import_module(name)
print(len(found))
"""
# Sends each body that is named, made as callers make it, to a server; prints what its answers say.
UPDATE = {
    "openapi-python-client": """
import json, sys
from client.api.flink_sql_jobs import update_sql_job
from client.client import AuthenticatedClient
from client.models.update_sql_job_request import UpdateSqlJobRequest
client = AuthenticatedClient(sys.argv[1], "t")
for body in json.loads(sys.argv[2]):
    one = UpdateSqlJobRequest(**body) if len(body) == 1 else None
    made = one or UpdateSqlJobRequest.from_dict(body)
    print(update_sql_job.sync("p", 1, client=client, body=made).is_success)
""",
    "openapi-generator": """
import json, sys
from client import ApiClient, Configuration, FlinkSQLJobsApi, UpdateSqlJobRequest
with ApiClient(Configuration(host=sys.argv[1])) as client:
    for body in json.loads(sys.argv[2]):
        made = UpdateSqlJobRequest(**body)
        print(FlinkSQLJobsApi(client).update_sql_job("p", 1, made).is_success)
""",
    "pyopenapi-gen": """
import asyncio, json, sys
from client.client import APIClient
from client.core.config import ClientConfig
from client.models.resource_config import ResourceConfig
from client.models.update_sql_job_request import UpdateSqlJobRequest
async def main():
    async with APIClient(ClientConfig(sys.argv[1])) as client:
        for body in json.loads(sys.argv[2]):
            if "resource_config" in body:
                body["resource_config"] = ResourceConfig(**body["resource_config"])
            made = UpdateSqlJobRequest(**body)
            print((await client.flink_sql_jobs.update_sql_job("p", 1, made))["is_success"])
asyncio.run(main())
""",
}


@made_by(PYTHON, FORMS)
def test_every_module_of_a_client_is_imported(client: Client) -> None:
    assert int(client.run("-c", IMPORT_ALL)) > 10


@made_by(PYTHON, SAFE[:1])
def test_what_a_client_has_of_the_document_is_typed_soundly(client: Client, tmp_path: Path) -> None:
    """What every client of a generator has in common is its own affair."""
    flags = ("--config-file", os.devnull, "--no-color-output", "--cache-dir", tmp_path / "cache")
    of_it = ("--python-executable", client.python, "-p", "client")
    said = run(Path(sys.executable), "-m", "mypy", *flags, *of_it, cwd=client.home).stdout
    assert "source files" in said, said
    of_the_document = re.compile(r"client/(models|api|endpoints)/.* error: ")
    assert [line for line in said.splitlines() if of_the_document.match(line)] == []


def sent(client: Client, *bodies: Any) -> list[Any]:
    """Give what a client sends when its callers give bodies."""
    updated = {"is_success": "true", "message": "", "job": {"job_id": 1, "status_name": "s"}}
    answer = Answer(200, "application/json", json.dumps(updated).encode())
    with loopback() as server:
        server.answers += [answer] * len(bodies)
        said = client.run("-c", UPDATE[client.generator], server.url, json.dumps(bodies))
    assert said.split() == ["true"] * len(bodies)
    assert {each.line for each in server.arrived} == {"PUT /v1.0/p/streaming/sql-jobs/1"}
    return [json.loads(each.body) for each in server.arrived]


@made_by(PYTHON, SAFE)
def test_a_client_of_a_safe_form_sends_the_field_that_its_caller_set_and_no_other(
    client: Client,
) -> None:
    assert sent(client, {"smn_topic": "alarms"}) == [{"smn_topic": "alarms"}]


@made_by(PYTHON, FORMS[:2])
def test_a_client_of_a_plain_form_sends_what_nobody_asked_for(client: Client) -> None:
    """This is what the safe forms are for; where it ends, they are needed no more."""
    fields = SENT_UNASKED[client.generator, client.form]
    if fields:
        (body,) = sent(client, {"smn_topic": "alarms"})
        assert len(body) == fields
    else:
        with pytest.raises(AssertionError, match="object has no attribute 'to_dict'"):
            sent(client, {"smn_topic": "alarms"})


@made_by(PYTHON, SAFE, unless=[LOSES_FIELDS])
def test_a_client_of_a_safe_form_sends_every_example_as_it_is(client: Client) -> None:
    (path,) = json.loads(client.source.read_text())["paths"].values()
    shown = path["put"]["requestBody"]["content"]["application/json"]["examples"]
    bodies = [each["value"] for each in shown.values()]
    assert any("resource_config" in each for each in bodies)
    assert sent(client, *bodies) == bodies


@made_by(PYTHON, SAFE, unless=[LOSES_FIELDS])
def test_a_client_of_a_safe_form_tells_every_default_at_its_field(client: Client) -> None:
    schemas = json.loads(client.source.read_text())["components"]["schemas"]
    for model, module in FILE_OF.items():
        fields = schemas[model]["properties"]
        told = entries(client.home / "client" / "models" / f"{module}.py", fields)
        defaults = {
            name: json.dumps(field["x-documented-default"])
            for name, field in fields.items()
            if "x-documented-default" in field
        }
        assert defaults
        for name, default in defaults.items():
            at_the_field = f"Default: {default}, applied by the service" in told[name]
            assert at_the_field or f"`{name}` {default}" in told[""], (name, told)


def entries(module: Path, names: Iterable[str]) -> dict[str, str]:
    """Give what the source of a model says of each field, and of the whole (""), however it is wrapped."""
    text = " ".join(module.read_text().replace("# ", "").replace('\\"', '"').split())
    parts = re.split(rf"\b({'|'.join(names)})(?= \(|: )", text)
    told = {"": parts[0]}
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        told[name] = told.get(name, "") + said
    return told
