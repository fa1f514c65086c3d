"""What the library of shelf/openapi.yaml must do; run by test_golden.py in the library's folder."""

from __future__ import annotations

import json

import httpx
from shelf import UNSET, Client, ClientModel, InvalidRequestError, Tag, Thing, ThingPlace, ThingRead

requests: list[httpx.Request] = []
answers: list[httpx.Response] = []


def handle(request: httpx.Request) -> httpx.Response:
    requests.append(request)
    return answers.pop()


client = Client(bearer="t", http_client=httpx.Client(transport=httpx.MockTransport(handle)))

# A list in the query repeats its name; a header parameter; a default server; a bearer token.
received = [{"name": "", "color": 1, "a_b": 7, "tags": ["A", "new"], "id": 5, "copy": None}]
answers.append(httpx.Response(200, json=received))
things = client.list_things("a/b", x_trace="1", tag=[Tag.NAME, Tag("")], limit=5, body_=True)
sent = requests[-1]
assert (
    str(sent.url)
    == "https://eu.example.org/api/shelves/a%2Fb/things?tag=name&tag=&limit=5&body=true"
)
assert (sent.headers["X-Trace"], sent.headers["Authorization"]) == ("1", "Bearer t")
assert isinstance(things[0], ThingRead)
assert things[0].a_b == 7
assert things[0].tags == [Tag.A, "new"]
assert [thing.model_dump(mode="json", by_alias=True) for thing in things] == received

# An optional body that is not given is not sent; two success answers, one without a body.
answers.append(httpx.Response(204))
assert client.add_thing("s") is None
assert requests[-1].content == b""

# Wire names on the wire, Python names in Python; required fields; nested models; null where allowed.
thing = Thing(
    name="x",
    class_="c",
    a_b_hd443=1.5,
    copy_=None,
    inside=[Thing(name="y")],
    place=ThingPlace(row=1),
)
answers.append(httpx.Response(201, json={"name": "x"}))
added = client.add_thing("s", body=thing)
assert isinstance(added, ThingRead)
assert requests[-1].headers["Content-Type"] == "application/vnd.shelf+json"
assert json.loads(requests[-1].content) == {
    "name": "x",
    "class": "c",
    "a-b": 1.5,
    "copy": None,
    "inside": [{"name": "y"}],
    "place": {"row": 1},
}
assert Thing.documented_defaults() == {"class_": "plain"}
assert thing.owner is UNSET
assert ClientModel(model_config_="z").model_dump(by_alias=True) == {"model_config": "z"}

# A body that is a map.
answers.append(httpx.Response(204))
assert client.set_labels(3, body={"a": None, "b": "x"}) is None
assert json.loads(requests[-1].content) == {"a": None, "b": "x"}


def refused(**fields: object) -> str:
    before = len(requests)
    try:
        client.add_thing("s", **{"name": "x", **fields})  # type: ignore[arg-type]
    except InvalidRequestError as error:
        assert len(requests) == before
        return error.problems[0][0]
    raise AssertionError(fields)


assert refused(name="") == "name"
assert refused(name=" x") == "name"
assert refused(a_b_hd443=0) == "a_b_hd443"
assert refused(a_b_hd443=0.7) == "a_b_hd443"
assert refused(a_b=3) == "a_b"
assert refused(tags=["a", "a"]) == "tags"
assert refused(sizes={"a": -1}) == "sizes.a"
assert refused(inside=[{"name": "y"}] * 3) == "inside"
assert refused(inside=[{"name": 1}]) == "inside.0.name"
assert refused(place={}) == "place.row"
assert refused(either="xyz").startswith("either")
assert refused(either=2).startswith("either")
assert refused(rule=4) == "rule"
for wrong in ({"tag": ["zzz"]}, {"limit": 0}, {"limit": True}, {"tag": list(Tag)}):
    try:
        client.list_things("s", x_trace="1", **wrong)  # type: ignore[arg-type]
    except InvalidRequestError:
        continue
    raise AssertionError(wrong)
try:
    client.set_labels(3, body={"a": "too long"})
except InvalidRequestError:
    pass
else:
    raise AssertionError
