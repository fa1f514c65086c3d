"""References over the network: followed where the caller says so, bounded, and to nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from trueup import config, pipeline
from trueup.config import Settings
from trueup.document import remote
from trueup.document.json_values import mapping
from trueup.document.lint import Linted
from trueup.findings import Refused

from .linting import HEAD

PET = """components:
  schemas:
    Pet: {type: object, properties: {name: {$ref: 'shared/names.json#/Name'}, n: {type: integer, default: many}}}
"""


@dataclass(slots=True)
class Site:
    """A server on loopback: what it answers at each path, and which were asked for."""

    url: str
    pages: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def has(self, path: str, text: str, status: int = 200, **headers: str) -> None:
        """Let the server answer at a path."""
        self.pages[path] = (status, headers, text)


@pytest.fixture
def site() -> Iterator[Site]:
    """Give a server on loopback with a document of two files."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            status, headers, text = made.pages.get(self.path, (404, {}, ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(f"http://127.0.0.1:{server.server_port}")
    made.has("/v1/pets.yaml", PET)
    made.has("/v1/shared/names.json", '{"Name": {"type": "string"}}')
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def linted(folder: Path, there: str, *allowed: str, tolerant: bool = True) -> Linted:
    """Lint a document that refers to another, of which some addresses may be read."""
    spec = folder / "openapi.yaml"
    text = f"{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    A: {{properties: {{p: {{$ref: '{there}'}}}}}}\n"
    spec.write_text(text, "utf-8")
    return pipeline.lint(Settings(folder, spec, folder / "out", remote=allowed), tolerant=tolerant)


def told(made: Linted) -> list[str]:
    """Give the codes of what was found, with where."""
    return [f"{each.code} {each.place}" for each in made.findings]


def test_what_an_allowed_address_holds_becomes_components(tmp_path: Path, site: Site) -> None:
    there = f"{site.url}/v1/pets.yaml"
    made = linted(tmp_path, f"{there}#/components/schemas/Pet", f"{site.url}/v1/")
    assert mapping(mapping(made.document.root["components"])["schemas"]) == {
        "A": {"properties": {"p": {"$ref": "#/components/schemas/Pet"}}},
        "Pet": {
            "type": "object",
            "properties": {"name": {"$ref": "#/components/schemas/Name"}, "n": {"type": "integer"}},
        },
        "Name": {"type": "string"},
    }
    column = PET.splitlines()[2].index("default") + 1
    assert told(made) == [f"TU203 {there}:3:{column}"]
    assert sorted(site.asked) == ["/v1/pets.yaml", "/v1/shared/names.json"]


def test_nothing_is_asked_for_unless_it_was_allowed(tmp_path: Path, site: Site) -> None:
    there = f"{site.url}/v1/pets.yaml"
    (finding,) = linted(tmp_path, f"{there}#/components/schemas/Pet").findings
    assert finding.code == "TU108"
    assert f"--remote {there}" in finding.fix
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["/v10/pets.yaml", "/v1/../v2/pets.yaml", "/v1/%2e%2e/pets.yaml", "/v1\\..\\a", "/pets.yaml"],
)
def test_what_is_beside_the_allowed_addresses_is_not_asked_for(
    tmp_path: Path, site: Site, address: str
) -> None:
    made = linted(tmp_path, f"{site.url}{address}", f"{site.url}/v1")
    assert {each.code for each in made.findings} == {"TU108"}
    assert site.asked == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1@{}/v1/a", "http://{}:{}/v1/a", "ftp://{}/v1/a"]
)
def test_an_address_that_only_looks_allowed_is_not(site: Site, address: str) -> None:
    host = site.url.removeprefix("http://")
    assert not remote.is_within(address.format("elsewhere.test", host), [f"{site.url}/v1"])


def test_a_redirect_is_followed_to_an_allowed_address(tmp_path: Path, site: Site) -> None:
    site.has("/v1/old.yaml", "", 302, Location="/v1/new.yaml")
    site.has("/v1/new.yaml", "Pet: {type: string}")
    assert told(linted(tmp_path, f"{site.url}/v1/old.yaml#/Pet", f"{site.url}/v1")) == []


@pytest.mark.parametrize(
    ("status", "headers", "why"),
    [
        (302, {"Location": "/v2/pets.yaml"}, "redirected to"),
        (302, {"Location": "file:///etc/passwd"}, "redirected to file:"),
        (302, {"Location": "/v1/other.yaml"}, "redirected too often"),
        (404, {}, "404 Not Found"),
        (500, {}, "500"),
    ],
)
def test_what_can_not_be_read_is_told_at_the_reference(
    tmp_path: Path, site: Site, status: int, headers: dict[str, str], why: str
) -> None:
    site.has("/v1/other.yaml", "", status, **headers)
    made = linted(tmp_path, f"{site.url}/v1/other.yaml#/Pet", f"{site.url}/v1")
    assert [each.code for each in made.findings] == ["TU101", "TU108"]
    assert why in made.findings[0].message
    assert (made.findings[0].place.file, made.findings[0].place.line) == ("openapi.yaml", 6)
    assert "/v2/pets.yaml" not in site.asked


@pytest.mark.parametrize(
    ("bound", "value", "why"),
    [
        ("MAX_BYTES", 10, "larger than"),
        ("MAX_SECONDS", 0.0, "longer than"),
        ("MAX_REDIRECTS", -1, "often"),
    ],
)
def test_a_document_beyond_a_bound_is_not_read(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, bound: str, value: float, why: str
) -> None:
    monkeypatch.setattr(remote, bound, value)
    made = linted(tmp_path, f"{site.url}/v1/pets.yaml#/Pet", site.url)
    assert made.findings[0].code == "TU101"
    assert why in made.findings[0].message


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    made = linted(tmp_path, "http://127.0.0.1:9/a.yaml#/Pet", "http://127.0.0.1:9/")
    assert [each.code for each in made.findings] == ["TU101", "TU108"]


def test_what_is_no_document_is_refused_at_its_address(tmp_path: Path, site: Site) -> None:
    site.has("/v1/broken.yaml", "a: [")
    with pytest.raises(Refused) as refused:
        linted(tmp_path, f"{site.url}/v1/broken.yaml#/a", f"{site.url}/v1")
    assert refused.value.findings[0].place.file == f"{site.url}/v1/broken.yaml"


def test_what_is_read_over_the_network_leads_to_no_file(tmp_path: Path, site: Site) -> None:
    (tmp_path / "secret.yaml").write_text("Pet: {type: string}\n", "utf-8")
    secret = (tmp_path / "secret.yaml").as_uri()
    for said in (secret, str(tmp_path / "secret.yaml"), "secret.yaml"):
        site.has("/v1/odd.yaml", f"Pet: {{$ref: '{said}#/Pet'}}")
        made = linted(tmp_path, f"{site.url}/v1/odd.yaml#/Pet", f"{site.url}/v1")
        assert "TU108" in {each.code for each in made.findings}


def test_the_addresses_are_a_setting(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.trueup]\nremote = ["https://a.test/x/"]\n')
    assert config.settings(tmp_path).remote == ("https://a.test/x/",)
    assert config.settings(tmp_path, remote=("https://b.test/",)).remote == ("https://b.test/",)


@pytest.mark.parametrize(
    "said", ["a.test", "file:///etc/", "https://me@a.test/", "https://a.test/?x", "http://[", ""]
)
def test_what_is_no_address_is_wrong_use(tmp_path: Path, said: str) -> None:
    with pytest.raises(Refused) as refused:
        config.settings(tmp_path, remote=(said,))
    assert refused.value.findings[0].code == "TU901"
