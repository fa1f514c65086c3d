"""Overlays are applied before anything else, and what is wrong with them is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from oas_patch import apply_overlay  # type: ignore[import-untyped]

from tests.commands import SPEC, run, small
from trueup.document import source
from trueup.document.overlays import overlaid
from trueup.document.source import Document
from trueup.findings import Code, Finding, Refused, Severity

from .linting import HEAD

TEXT = f"""{HEAD}x-lists: [[1]]
servers: [{{url: https://one.example}}]
paths:
  /a: {{get: {{operationId: a, tags: [x], responses: {{}}}}}}
  /b: {{get: {{operationId: b, deprecated: true, responses: {{}}}}}}
  /c: {{get: {{operationId: c, deprecated: true, responses: {{}}}}}}
"""


def overlay(actions: str) -> Document:
    """Give an overlay with these actions."""
    head = 'overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n'
    return source.parse("overlay.yaml", head + actions)


def made(actions: str) -> Document:
    """Apply actions to the document above."""
    return overlaid(source.parse("openapi.yaml", TEXT), [overlay(actions)])


def refused(actions: str) -> tuple[Finding, ...]:
    """Say why actions can't be applied."""
    with pytest.raises(Refused) as caught:
        made(actions)
    return caught.value.findings


def test_actions_merge_append_and_remove_in_order() -> None:
    root = made(
        """\
- {target: $.info, update: {description: more, contact: {name: me}}}
- {target: $.info.contact, update: {email: a@b.example}}
- {target: $.servers, update: {url: https://two.example}}
- {target: '$.paths[?@.get.deprecated == true]', remove: true}
- {target: '$.paths.*.get', update: {tags: [y]}}
- {target: '$.paths.*.get.tags', update: z}
"""
    ).root
    assert root == {
        "openapi": "3.1.0",
        "info": {
            "title": "T",
            "version": "1",
            "description": "more",
            "contact": {"name": "me", "email": "a@b.example"},
        },
        "x-lists": [[1]],
        "servers": [{"url": "https://one.example"}, {"url": "https://two.example"}],
        "paths": {"/a": {"get": {"operationId": "a", "tags": ["x", "y", "z"], "responses": {}}}},
    }


@pytest.mark.parametrize(
    "actions",
    [
        "- {target: $, update: {x-a: 1, info: {title: U}}}",
        "- {target: $.info, update: {contact: {name: me}, title: null}}",
        "- {target: '$.paths.*.get', update: {tags: [y], x-more: {a: [1, {b: 2}]}}}",
        "- {target: '$.paths[\"/a\"].get', update: {tags: [y]}}\n"
        "- {target: '$.paths[\"/a\"].get.tags', update: {a: 1}}",
        "- {target: $.servers, update: {url: https://two.example}}",
        "- {target: $..responses, remove: true}",
        "- {target: '$.paths[?@.get.deprecated == true]', remove: true}",
        "- {target: '$.paths[\"/none\"]', remove: true}",
        "- {target: $.paths, update: {/d: {get: {responses: {}}}}}\n- {target: '$.paths[\"/d\"]', remove: true}",
    ],
)
def test_overlays_do_what_another_implementation_does(actions: str) -> None:
    judged = apply_overlay(source.parse("openapi.yaml", TEXT).root, overlay(actions).root)
    assert made(actions).root == judged


def test_what_an_overlay_adds_stands_in_the_overlay() -> None:
    document = made(
        "- {target: $.info, update: {summary: s}}\n- {target: $.servers, update: {url: u}}\n"
    )
    places = [str(document.place(each)) for each in ("/info/summary", "/servers/1", "/info/title")]
    assert [each.rpartition(":")[0] for each in places] == [
        "overlay.yaml:4", "overlay.yaml:5", "openapi.yaml:2",
    ]  # fmt: skip


def test_a_target_that_meets_nothing_is_a_warning() -> None:
    (finding,) = made("- {target: $.info.nothing, remove: true}\n").findings
    assert (finding.code, finding.severity) == (Code.MEETS_NOTHING, Severity.WARNING)
    assert str(finding.place).startswith("overlay.yaml:4:")


@pytest.mark.parametrize(
    "actions",
    [
        "- {target: '$.info[', remove: true}\n",
        "- {target: $, remove: true}\n",
        "- {target: $.info.title, update: {a: 1}}\n",
        "- {target: $.info, update: text}\n",
        "- {target: \"$['x-lists'][0]\", update: 2}\n",
        "- {target: $.info}\n",
        "- {target: $.info, remove: maybe}\n",
        "- {target: $.info, update: {}, delete: true}\n",
        "- {update: {}}\n",
        "- text\n",
        "  {}\n",
    ],
)
def test_a_broken_overlay_is_told_at_its_place(actions: str) -> None:
    for finding in refused(actions):
        assert finding.code is Code.BAD_OVERLAY
        assert finding.place.file == "overlay.yaml"
        assert finding.place.line >= 3


def test_another_document_is_no_overlay() -> None:
    document = source.parse("openapi.yaml", TEXT)
    with pytest.raises(Refused):
        overlaid(document, [document])


def test_overlays_are_a_flag_and_a_setting(tmp_path: Path) -> None:
    small(tmp_path, SPEC)
    (tmp_path / "o.yaml").write_text(
        "overlay: 1.0.0\nactions:\n- {target: $.paths.*.get, update: {operationId: renamed}}\n"
    )
    assert run(tmp_path, "generate", "--overlay", "o.yaml").returncode == 0
    file = tmp_path / "pyproject.toml"
    file.write_text(file.read_text() + 'overlay = ["o.yaml"]\n')
    assert run(tmp_path, "check").returncode == 0
    assert '"renamed"' in run(tmp_path, "show", "ir").stdout
