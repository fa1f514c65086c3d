"""Postman's own runner sends each request of the collection, and the document allows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.publish.calling import calls
from tests.publish.comparing import material
from tests.publish.test_release import DOCUMENT
from trueup.document.source import Document
from trueup.prove.standin import Server, serving
from trueup.publish.release.release import release
from trueup.standin.standing_in import Document as Standing
from trueup.standin.standing_in import StandingIn

from .judges import node, on_node, run


@on_node
@pytest.mark.parametrize("document", [DOCUMENT, calls()], ids=["the spec", "every kind of call"])
def test_newman_sends_what_the_document_allows(document: Document, tmp_path: Path) -> None:
    made = json.loads(release(material(document)).files["postman_collection.json"])
    for each in made["variable"]:  # as a caller fills them in
        each["value"] = each["value"] or "given"
    with serving(Server(StandingIn(Standing(document.root)))) as server:
        base = next(each for each in made["variable"] if each["key"] == "baseUrl")
        base["value"] = f"{server.url}/v1" if document is not DOCUMENT else server.url
        (tmp_path / "collection.json").write_text(json.dumps(made))
        to = ("--reporters", "json", "--reporter-json-export", tmp_path / "report.json")
        run(node("newman"), "run", tmp_path / "collection.json", *to)
        exchanges = server.standing.exchanges
    assert [str(wrong) for each in exchanges for wrong in each.objections] == []
    report = json.loads((tmp_path / "report.json").read_text())
    ran = [each["response"]["code"] for each in report["run"]["executions"]]
    assert ran == [200] * len(exchanges)
    assert len(ran) == len([*document.parts("operation")])
