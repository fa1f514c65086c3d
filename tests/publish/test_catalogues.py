"""What catalogues of APIs read of a release: it leads to files that are there, and says nothing that nobody said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from tests.publish.comparing import edition, material
from tests.publish.test_release import DOCUMENT
from trueup.config import settings
from trueup.document.source import Document
from trueup.findings import Refused
from trueup.publish.release.material import Listing
from trueup.publish.release.release import release

SERVED = "https://apis.example/dli"
FILES = (".well-known/api-catalog", "catalog-info.yaml", "apis.json")


def made(document: Document, **said: Any) -> tuple[Any, Any, Any, Mapping[str, bytes]]:
    """Give what each catalogue reads, and all files."""
    files = release(material(document, **said)).files
    linkset, entity, apis = (files.get(each, b"null") for each in FILES)
    return json.loads(linkset), yaml.safe_load(entity), json.loads(apis), files


def hrefs(value: Any) -> Iterator[str]:
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(each, dict | list):
            yield from hrefs(each)
        elif key in ("href", "url", "humanURL"):
            yield each


@pytest.mark.parametrize("address", ["", SERVED])
def test_every_link_into_the_release_leads_to_a_file_of_it(address: str) -> None:
    linkset, _, apis, files = made(DOCUMENT, listing=Listing(address))
    base = "https://served.example/1.0.0/" if not address else f"{SERVED}/1.0.0/"
    found = [(FILES[0], each) for each in hrefs(linkset)] + [
        (FILES[2], each) for each in hrefs(apis)
    ]
    inside = [
        path
        for path in (urljoin(f"{base}{at}", each) for at, each in found)
        if path.startswith(base)
    ]
    assert len(inside) > 10
    assert {path.removeprefix(base) for path in inside} - files.keys() == set()
    assert all(each.startswith("https://") for _, each in found) == bool(address)


def test_a_set_of_links_is_one_as_rfc_9264_has_it() -> None:
    linkset, _, _, files = made(DOCUMENT)
    assert list(linkset) == ["linkset"]
    for context in linkset["linkset"]:
        assert isinstance(context.pop("anchor"), str)
        for targets in context.values():
            assert targets
            assert all(isinstance(each["href"], str) for each in targets)
    described, listed = linkset["linkset"]
    assert {"service-desc", "service-doc", "service-meta"} == described.keys()
    assert described["service-desc"][0] == {"href": "../openapi.yaml", "type": "application/yaml"}
    endpoints = [each["href"] for each in listed["item"]]
    assert "https://dli.eu-west-101.myhuaweicloud.eu" in endpoints
    assert "https://dli.cn-north-1.myhuaweicloud.com" in endpoints
    assert len(endpoints) == len(set(endpoints)) == 28
    assert FILES[0].encode() in files["SHA256SUMS"]


def test_an_api_with_one_endpoint_is_anchored_there() -> None:
    linkset, _, apis, _ = made(edition(servers=[{"url": "https://a.example/v1"}]))
    (context,) = linkset["linkset"]
    assert context["anchor"] == apis["apis"][0]["baseURL"] == "https://a.example/v1"


def test_an_entity_of_backstage_says_what_the_document_says() -> None:
    _, entity, _, _ = made(DOCUMENT)
    assert entity == {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "API",
        "metadata": {
            "name": "dli-flink-sql-jobs",
            "title": "DLI Flink SQL Jobs",
            "description": "Changes Flink SQL jobs of Huawei Cloud Data Lake Insight (DLI).",
            "tags": ["flink-sql-jobs"],
        },
        "spec": {
            "type": "openapi",
            "lifecycle": "production",
            "owner": "the-trueup-maintainers",
            "definition": {"$text": "./openapi.yaml"},
        },
    }


def test_owner_lifecycle_and_view_are_those_of_the_settings() -> None:
    listing = Listing(SERVED, "group:streaming", "partner")
    _, entity, _, _ = made(DOCUMENT, listing=listing, view="public")
    assert (entity["spec"]["owner"], entity["spec"]["lifecycle"]) == ("group:streaming", "partner")
    assert entity["metadata"]["name"] == "dli-flink-sql-jobs-public"
    assert {"url": f"{SERVED}/1.0.0/README.md", "title": "Release"} in entity["metadata"]["links"]


LIFECYCLES = {"0.9.0": "experimental", "2.0.0-rc.1": "experimental", "2.0.0": "production"}


@pytest.mark.parametrize(("version", "lifecycle"), LIFECYCLES.items())
def test_the_state_is_the_one_that_the_version_promises(version: str, lifecycle: str) -> None:
    info = {"title": "t", "version": version, "contact": {"name": "Team é"}}
    assert made(edition(info=info))[1]["spec"]["lifecycle"] == lifecycle
    assert made(edition({"deprecated": True}, info=info))[1]["spec"]["lifecycle"] == "deprecated"


def test_an_api_that_nobody_is_said_to_own_is_no_entity() -> None:
    _, entity, _, files = made(edition())
    assert entity is None
    assert "Backstage" not in files["README.md"].decode()


def test_apis_json_has_the_days_that_the_document_states_and_no_others() -> None:
    assert not {"created", "modified"} & made(edition())[2].keys()
    info = {"title": "t", "version": "1.0.0", "x-released": "2026-02-03"}
    assert made(edition(info=info))[2]["modified"] == "2026-02-03"


def test_the_settings_name_where_releases_are_served(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.trueup]\naddress = "https://apis.example/dli"\nowner = "streaming"\n')
    found = settings(tmp_path)
    assert (found.address, found.owner, found.lifecycle) == (SERVED, "streaming", "")
    path.write_text('[tool.trueup]\naddress = "apis.example"\n')
    with pytest.raises(Refused, match="no address"):
        settings(tmp_path)
