"""Forms with files that are joined of several schemas, and held to what says something of the whole."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
import pytest

from .rendering import HEAD, OK, library

SCHEMA = "schema: {$ref: '#/components/schemas/Form'}"
DOCUMENT = f"""{HEAD}paths:
  /form:
    post:
      operationId: upload
      requestBody: {{required: true, content: {{multipart/form-data: {{{SCHEMA}}}}}}}
      {OK}
  /json:
    post:
      operationId: sendJson
      requestBody: {{required: true, content: {{application/json: {{{SCHEMA}}}}}}}
      {OK}
components:
  schemas:
    Form:
      allOf:
        - type: object
          properties: {{file: {{type: string, format: binary}}, url: {{type: string}}}}
          oneOf: [{{required: [file]}}, {{required: [url]}}]
        - {{type: object, properties: {{kind: {{type: string, enum: [a, b]}}}}, required: [kind]}}
"""


def test_a_joined_form_takes_files_and_reads_none_to_judge_the_whole(tmp_path: Path) -> None:
    sent: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.read())
        return httpx.Response(204)

    with library(DOCUMENT, tmp_path, "of_forms") as module:
        client = module.Client(http_client=httpx.Client(transport=httpx.MockTransport(answer)))
        client.upload(file=b"\xff1", kind="a")
        client.upload(file=io.BytesIO(b"\xff2"), kind="a")
        client.upload(file=("x.png", io.BytesIO(b"\xff3")), kind="a")
        client.send_json(file="text", kind="a")  # the same schema, where it is JSON
        for wrong in (
            {"kind": "a"},
            {"kind": "a", "file": b"", "url": "u"},
            {"kind": "c", "file": b""},
        ):
            with pytest.raises(module.InvalidRequestError):
                client.upload(**wrong)
        with pytest.raises(module.InvalidRequestError):
            client.send_json(file=b"text", kind="a")
    for content, body in zip((b"\xff1", b"\xff2", b"\xff3"), sent[:3], strict=True):
        assert content in body
    assert sent[3:] == [b'{"file":"text","kind":"a"}']
