"""Parameters as they go over the wire: the table of OpenAPI's styles, place by place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from trueup import pipeline
from trueup.config import Settings

from .rendering import HEAD, library

TEXT, LIST = "{type: string}", "{type: array, items: {type: string}}"
RECORD = "{type: object, properties: {R: {type: integer}, G: {type: integer}, B: {type: integer}}}"
MAP = "{type: object, additionalProperties: {type: integer}}"
ANY = "{}"
COLORS, RGB = ["blue", "black", "brown"], {"R": 100, "G": 200, "B": 150}

# Where, style, explode, schema, what is given, what is sent. `%s`: the name of the parameter.
TABLE: list[tuple[str, str, bool, str, Any, str]] = [
    ("path", "matrix", False, TEXT, "", ";%s"),
    ("path", "matrix", False, TEXT, "blue", ";%s=blue"),
    ("path", "matrix", False, LIST, COLORS, ";%s=blue,black,brown"),
    ("path", "matrix", False, MAP, RGB, ";%s=R,100,G,200,B,150"),
    ("path", "matrix", True, LIST, COLORS, ";%s=blue;%s=black;%s=brown"),
    ("path", "matrix", True, MAP, RGB, ";R=100;G=200;B=150"),
    ("path", "label", False, TEXT, "blue", ".blue"),
    ("path", "label", False, LIST, COLORS, ".blue,black,brown"),
    ("path", "label", False, RECORD, RGB, ".R,100,G,200,B,150"),
    ("path", "label", True, LIST, COLORS, ".blue.black.brown"),
    ("path", "label", True, MAP, RGB, ".R=100.G=200.B=150"),
    ("path", "simple", False, TEXT, "a/b ü", "a%%2Fb%%20%%C3%%BC"),
    ("path", "simple", False, LIST, ["a,b", "c"], "a%%2Cb,c"),
    ("path", "simple", False, RECORD, RGB, "R,100,G,200,B,150"),
    ("path", "simple", True, LIST, COLORS, "blue,black,brown"),
    ("path", "simple", True, RECORD, RGB, "R=100,G=200,B=150"),
    ("query", "form", True, TEXT, "", "%s="),
    ("query", "form", True, TEXT, "a&b=c d+e", "%s=a%%26b%%3Dc%%20d%%2Be"),
    ("query", "form", True, "{type: [string, 'null']}", None, ""),
    ("query", "form", True, "{type: [string, 'null']}", "blue", "%s=blue"),
    ("query", "form", True, LIST, COLORS, "%s=blue&%s=black&%s=brown"),
    ("query", "form", True, LIST, [], ""),
    ("query", "form", True, RECORD, RGB, "R=100&G=200&B=150"),
    ("query", "form", True, MAP, RGB, "R=100&G=200&B=150"),
    ("query", "form", False, LIST, COLORS, "%s=blue,black,brown"),
    ("query", "form", False, LIST, ["a,b", "c"], "%s=a%%2Cb,c"),
    ("query", "form", False, LIST, [], ""),
    ("query", "form", False, RECORD, RGB, "%s=R,100,G,200,B,150"),
    ("query", "spaceDelimited", False, LIST, COLORS, "%s=blue%%20black%%20brown"),
    ("query", "spaceDelimited", False, MAP, RGB, "%s=R%%20100%%20G%%20200%%20B%%20150"),
    ("query", "pipeDelimited", False, LIST, COLORS, "%s=blue%%7Cblack%%7Cbrown"),
    ("query", "pipeDelimited", False, MAP, RGB, "%s=R%%7C100%%7CG%%7C200%%7CB%%7C150"),
    ("query", "pipeDelimited", True, LIST, COLORS, "%s=blue&%s=black&%s=brown"),
    ("query", "deepObject", True, RECORD, RGB, "%s%%5BR%%5D=100&%s%%5BG%%5D=200&%s%%5BB%%5D=150"),
    ("query", "deepObject", True, ANY, {"a": {"b": [1]}}, "%s%%5Ba%%5D%%5Bb%%5D%%5B0%%5D=1"),
    ("header", "simple", False, LIST, COLORS, "blue,black,brown"),
    ("header", "simple", False, MAP, RGB, "R,100,G,200,B,150"),
    ("header", "simple", True, MAP, RGB, "R=100,G=200,B=150"),
    ("header", "simple", False, TEXT, "a b%", "a b%%"),
    ("cookie", "form", False, TEXT, "a;b", "%s=a%%3Bb"),
    ("cookie", "form", False, LIST, COLORS, "%s=blue,black,brown"),
    ("cookie", "form", True, MAP, RGB, "R=100; G=200; B=150"),
]  # fmt: skip


def operations() -> Iterator[str]:
    for at, (where, style, explode, schema, _, _) in enumerate(TABLE):
        path = f"/o{at}/{{p{at}}}" if where == "path" else f"/o{at}"
        said = f"style: {style}, explode: {json.dumps(explode)}, schema: {schema}"
        yield f"""  {path}:
    get:
      operationId: o{at}
      parameters: [{{name: p{at}, in: {where}, required: true, {said}}}]
      responses: {{"204": {{description: done}}}}
"""


class Server:
    """A library that talks to this process, and the last request it sent."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.request = httpx.Request("GET", "https://unsent")
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        http.cookies.set("kept", "1")
        self.client = module.Client(http_client=http)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(204)


@pytest.fixture(scope="module")
def styles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    text = f"{HEAD}paths:\n{''.join(operations())}"
    with library(text, tmp_path_factory.mktemp("styles"), "of_styles") as module:
        yield Server(module)


def sent(request: httpx.Request, where: str, at: int) -> str:
    raw = request.url.raw_path.decode()
    match where:
        case "path":
            return raw.removeprefix(f"/o{at}/")
        case "query":
            return raw.removeprefix(f"/o{at}").removeprefix("?")
        case "header":
            return request.headers[f"p{at}"]
        case _:
            return request.headers["cookie"].removeprefix("kept=1; ")


@pytest.mark.parametrize("at", range(len(TABLE)))
def test_a_parameter_is_written_as_the_table_says(styles: Server, at: int) -> None:
    where, _, _, schema, given, wanted = TABLE[at]
    if schema == RECORD:
        (name,) = (name for name in dir(styles.module) if name.upper() == f"P{at}")
        kind = getattr(styles.module, name)
        given = kind(**{name.lower(): value for name, value in given.items()})
    call = getattr(styles.client, f"o{at}")
    call(given) if where == "path" else call(**{f"p{at}": given})
    assert sent(styles.request, where, at) == wanted.replace("%s", f"p{at}").replace("%%", "%")


PARAMETERS = """
      parameters:
        - {name: j, in: query, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        - {name: h, in: header, content: {application/json: {schema: {type: array, items: {type: string}}}}}
        - {name: r, in: query, allowReserved: true, schema: {type: string}}
        - {name: e, in: query, allowEmptyValue: true, schema: {type: integer}}
        - {name: n, in: query, schema: {type: array, maxItems: 2, items: {type: integer}}, explode: false}
        - {name: t, in: cookie, schema: {type: integer, maximum: 9}}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: authorization, in: header, required: true, schema: {type: string}}
        - {name: schema, in: query, schema: {type: string, maxLength: 5}}
        - {name: copy, in: query, schema: {type: boolean}}
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    paths = f"  /a:\n    get:\n      operationId: read{PARAMETERS}      responses: {{'204': {{description: d}}}}\n"
    folder = tmp_path_factory.mktemp("other")
    with library(f"{HEAD}paths:\n{paths}", folder, "of_others") as module:
        yield Server(module)


@pytest.mark.parametrize(
    ("argument", "given", "wanted"),
    [
        ("r", "a/b?c:d,%41#&é", "r=a/b?c:d,%41%23%26%C3%A9"),
        ("e", "", "e="),
        ("e", 5, "e=5"),
        ("n", [1, 2], "n=1,2"),
        ("schema", "main", "schema=main"),
        ("copy", True, "copy=true"),
    ],
)
def test_a_query_parameter_is_written_as_it_says(
    other: Server, argument: str, given: object, wanted: str
) -> None:
    other.client.read(**{argument: given})
    assert other.request.url.raw_path.decode() == f"/a?{wanted}"


def test_a_parameter_may_be_json(other: Server) -> None:
    other.client.read(j=other.module.J(a="é"), h=["é", "😀"])
    assert json.loads(other.request.url.params["j"]) == {"a": "é"}
    assert json.loads(other.request.headers["h"]) == ["é", "😀"]
    assert other.request.headers["h"].isascii()


@pytest.mark.parametrize(
    "given", [{"e": "x"}, {"schema": "longer"}, {"n": [1, 2, 3]}, {"t": 10}, {"n": ["1"]}]
)
def test_a_styled_parameter_is_held_to_its_schema(other: Server, given: dict[str, Any]) -> None:
    with pytest.raises(other.module.InvalidRequestError):
        other.client.read(**given)


def test_what_is_not_given_is_not_sent(other: Server) -> None:
    other.client.read()
    assert other.request.url.raw_path == b"/a"
    assert other.request.headers["cookie"] == "kept=1"


def test_a_header_that_openapi_gives_by_other_means_is_passed_over_and_told(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    paths = f"  /a:\n    get:\n      operationId: read{PARAMETERS}      responses: {{'204': {{description: d}}}}\n"
    spec.write_text(f"{HEAD}paths:\n{paths}")
    made = pipeline.compiled(Settings(tmp_path, spec, tmp_path / "out"))
    assert [(each.code, each.place.line) for each in made.findings] == [
        ("TU502", 15),
        ("TU502", 16),
    ]
    assert made.plan is not None
