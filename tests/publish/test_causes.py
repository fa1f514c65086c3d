"""Why a change came about: over every field of the page, with the page's facts altered, or the spec alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from trueup import pages
from trueup.cli import main
from trueup.config import Settings
from trueup.document import source
from trueup.document.json_values import JsonValue, copied
from trueup.document.lint import lint
from trueup.document.pointers import at
from trueup.document.source import Document
from trueup.ir import Api
from trueup.lower import lower
from trueup.page.facts import Fact, Facts, Field, Kind, Operation
from trueup.page.stated.stated import Stated, stated
from trueup.page.statement import statement
from trueup.pipeline import identity_of
from trueup.publish.change import Cause, Change
from trueup.publish.difference import Difference, Published, differences
from trueup.publish.surface import surface

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
DOCUMENT = lint(source.read(SPEC, "openapi.yaml")).document
KEPT = ROOT / "spec" / "page" / "updating-a-sql-job.facts.yaml"
FACTS = pages.read(KEPT, "page.facts.yaml").facts
LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def said(document: Document) -> Stated:
    """Give what a spec states of the page's operation."""
    assert FACTS.operation is not None
    found = stated(document, FACTS.operation.method, FACTS.operation.path)
    assert found is not None
    return found


def compared(
    old: tuple[Document, Facts | None], new: tuple[Document, Facts | None]
) -> tuple[Change, ...]:
    """Compare two editions on the wire."""
    return differences([Published(old[0], facts=old[1])], Published(new[0], facts=new[1])).wire


def changed(document: Document, edit: Callable[[Any], None]) -> Document:
    """Give a document of which the values were edited."""
    root: Any = copied(document.root)
    edit(root)
    return document.changed(root, {})


# ── What each fact of the page can be altered to, in the spec ────────────────────────────────────────────────────────


def _sizes(node: Any, least: str, most: str) -> None:
    node[most] = node[most] + 7 if most in node else node[least] + 7
    if most in node and least in node and node[least] > 0:
        node[least] += 1


def _limits(node: Any, key: str) -> None:
    if key in ("anyOf", "oneOf"):
        branch = next(each for each in node[key] if set(LIMITS) & each.keys())
        limit = next(each for each in LIMITS if each in branch)
        branch[limit] += 1
    else:
        for limit in LIMITS:
            if limit in node:
                node[limit] += 1


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case _:
            return f"{value}x"


def alter(root: Any, spec: Stated, path: str, kind: Kind) -> None:
    """Have the spec state something else of a field, of one kind."""
    field = spec.field(path)
    assert field is not None
    holder, _, key = field.keywords.get(kind, "").rpartition("/")
    node: Any = at(root, holder) if kind is not Kind.MANDATORY else None
    match kind:
        case Kind.LENGTH:
            _sizes(node, "minLength", "maxLength")
        case Kind.COUNT:
            _sizes(node, "minItems", "maxItems")
        case Kind.RANGE:
            _limits(node, key)
        case Kind.ENUM:
            node[key] = [*node[key][:-1], _other(node[key][-1])]
        case Kind.TYPE:
            node.pop("format", None)
            node[key] = "boolean" if node[key] != "boolean" else "object"
        case Kind.MANDATORY:
            _require(root, field.pointer)
        case Kind.DEFAULT:
            node[key] = _other(node[key])
        case _:
            pytest.fail(f"nothing alters {kind}")


def _require(root: Any, pointer: str) -> None:
    holder, _, name = pointer.rpartition("/")
    node: Any = at(root, holder.rpartition("/")[0])
    wanted = node.setdefault("required", [])
    wanted.remove(name) if name in wanted else wanted.append(name)


def on_page(facts: Facts, spec: Stated, paths: set[str], kind: Kind) -> Facts:
    """Have the page state what a spec does of some fields, of one kind."""

    def restated(field: Field) -> Field:
        there = spec.field(field.path)
        if field.path not in paths or there is None:
            return field
        others = [each for each in field.facts if each.kind is not kind]
        says = (
            [Fact(kind, there.statement[kind], "", field.span)] if kind in there.statement else []
        )
        return replace(field, facts=(*others, *says), wording=f"{field.wording}x")

    return replace(facts, fields=tuple(map(restated, facts.fields)), sha256="x")


AT_ONCE = 10  # beyond, comparing gets slower than it gets less
KINDS = (Kind.LENGTH, Kind.RANGE, Kind.ENUM, Kind.DEFAULT, Kind.TYPE, Kind.MANDATORY)


def grouped() -> dict[str, tuple[Kind, list[str]]]:
    """Give what can be altered at once: one kind of all fields, none of which holds another of them by its type."""
    found: dict[str, tuple[Kind, list[str]]] = {}
    for field in FACTS.fields:
        there = said(DOCUMENT).field(field.path)
        assert there is not None
        for kind in KINDS:
            if kind not in statement(field) or kind not in there.statement:
                continue
            if kind is Kind.MANDATORY and field.path.startswith("path."):
                continue  # which always are
            holds = any(each.path.startswith(f"{field.path}.") for each in FACTS.fields)
            depth = field.path.count(".") if kind is Kind.TYPE and holds else ""
            found.setdefault(f"{kind}{depth}", (kind, []))[1].append(field.path)
    return {
        f"{name}-{start}": (kind, paths[start : start + AT_ONCE])
        for name, (kind, paths) in found.items()
        for start in range(0, len(paths), AT_ONCE)
    }


GROUPS = grouped()


def test_every_field_of_the_page_is_altered_here() -> None:
    assert {path for _, paths in GROUPS.values() for path in paths} == {
        each.path for each in FACTS.fields
    }
    assert sum(len(paths) for _, paths in GROUPS.values()) > 100


def by_field(changes: tuple[Change, ...], paths: list[str]) -> dict[str, list[Change]]:
    """Give the changes of each field, by its path on the page."""
    found: dict[str, list[Change]] = {path: [] for path in paths}
    for each in changes:
        path = each.field.replace("response-200", "response", 1).removesuffix("[]")
        if path in found:
            found[path].append(each)
    assert all(found.values()), "a change is not told"
    return found


@pytest.mark.parametrize(("kind", "paths"), GROUPS.values(), ids=GROUPS)
def test_what_the_page_changed_the_api_did_and_all_else_the_spec_did(
    kind: Kind, paths: list[str]
) -> None:
    def edit(root: Any) -> None:
        for path in paths:
            alter(root, said(DOCUMENT), path, kind)

    new = changed(DOCUMENT, edit)
    for half in (set(paths[::2]), set(paths[1::2])):
        page = on_page(FACTS, said(new), half, kind)
        for path, found in by_field(compared((DOCUMENT, FACTS), (new, page)), paths).items():
            expected = Cause.API_CHANGED if path in half else Cause.SPEC_CHANGED
            assert {each.cause for each in found} == {expected}, path
            for row in (row for each in found for row in each.evidence if path in half):
                field = FACTS.field(path)
                assert field is not None
                assert (row.field, row.what) == (path, str(kind))
                assert (row.table, row.row) == (field.table, field.row)


@pytest.mark.parametrize(("kind", "paths"), GROUPS.values(), ids=GROUPS)
def test_what_only_the_new_spec_says_as_the_page_did_all_along_is_a_correction(
    kind: Kind, paths: list[str]
) -> None:
    def edit(root: Any) -> None:
        for path in paths:
            alter(root, said(DOCUMENT), path, kind)

    wrong = changed(DOCUMENT, edit)
    reworded = replace(FACTS, sha256="x")
    for path, found in by_field(compared((wrong, FACTS), (DOCUMENT, reworded)), paths).items():
        field, there = FACTS.field(path), said(DOCUMENT).field(path)
        assert field is not None
        assert there is not None
        # But for what a ruling settles: there the spec knowingly says otherwise than the page.
        agrees = statement(field)[kind] == there.statement[kind]
        expected = Cause.SPEC_CORRECTED if agrees else Cause.SPEC_CHANGED
        assert {each.cause for each in found} == {expected}, path


def test_without_the_facts_of_one_edition_no_cause_is_known() -> None:
    new = changed(DOCUMENT, lambda root: alter(root, said(DOCUMENT), "request.name", Kind.LENGTH))
    for old_facts, new_facts in ((None, FACTS), (FACTS, None), (None, None)):
        (found,) = compared((DOCUMENT, old_facts), (new, new_facts))
        assert (found.cause, found.evidence) == (Cause.UNKNOWN, ())


# ── What came, went or is called otherwise ───────────────────────────────────────────────────────────────────────────


def with_code(document: Document, facts: Facts | None) -> Published:
    """Give an edition with what its library can be asked for."""
    settings = Settings(ROOT, SPEC, ROOT, package="dli_flink")
    api: Api = lower(document)[0]
    return Published(
        document, surface(api, document.root, identity_of(settings, document)), facts=facts
    )


def without(facts: Facts, path: str) -> Facts:
    """Give a page without a row."""
    fields = tuple(each for each in facts.fields if not each.path.startswith(path))
    return replace(facts, fields=fields, sha256="x")


def drop(name: str, schema: str = "UpdateSqlJobRequest") -> Document:
    """Give the spec without a property."""

    def edit(root: Any) -> None:
        del root["components"]["schemas"][schema]["properties"][name]

    return changed(DOCUMENT, edit)


def causes(found: Difference, ending: str) -> set[tuple[str, Cause]]:
    """Give the causes of what is about something of a name, in both verdicts."""
    return {
        (each.rule, each.cause)
        for each in (*found.wire, *found.source)
        if each.field.replace(")", "").endswith((f".{ending}", f"({ending}"))
    }


def test_a_row_that_is_new_on_the_page_is_a_new_field_of_the_api() -> None:
    old = with_code(drop("execution_agency_urn"), without(FACTS, "request.execution_agency_urn"))
    found = differences([old], with_code(DOCUMENT, FACTS))
    assert causes(found, "execution_agency_urn") == {
        ("request-property-added", Cause.API_CHANGED),
        ("source-argument-added", Cause.API_CHANGED),
        ("source-field-added", Cause.API_CHANGED),
    }


def test_a_field_that_the_page_had_all_along_is_a_correction() -> None:
    found = differences([with_code(drop("desc"), FACTS)], with_code(DOCUMENT, FACTS))
    assert {cause for _, cause in causes(found, "desc")} == {Cause.SPEC_CORRECTED}


def test_a_field_that_leaves_the_spec_and_stays_on_the_page_is_the_doing_of_the_spec() -> None:
    found = differences([with_code(DOCUMENT, FACTS)], with_code(drop("desc"), FACTS))
    assert {cause for _, cause in causes(found, "desc")} == {Cause.SPEC_CHANGED}


def test_an_object_that_is_new_on_the_page_brings_its_classes() -> None:
    old = with_code(drop("resource_config"), without(FACTS, "request.resource_config"))
    found = differences([old], with_code(DOCUMENT, FACTS))
    come = {each.field: each.cause for each in found.source if each.rule == "source-class-added"}
    assert come == dict.fromkeys(
        ("JobManagerResourceSpec", "ResourceConfig", "TaskManagerResourceSpec"),
        Cause.API_CHANGED,
    )  # fmt: skip


def test_a_component_by_another_name_is_the_doing_of_the_spec() -> None:
    text = json.dumps(DOCUMENT.root).replace("ResourceConfig", "Sizing")
    new = lint(source.parse("new.json", text), tolerant=True).document
    page = on_page(FACTS, said(DOCUMENT), {"request.name"}, Kind.LENGTH)
    found = differences([with_code(DOCUMENT, FACTS)], with_code(new, page))
    assert found.wire == ()
    assert {each.cause for each in found.source} == {Cause.SPEC_CHANGED}
    assert any(each.rule == "source-class-removed" for each in found.source)


def test_another_path_of_the_operation_is_the_api_s_where_the_page_tells_it() -> None:
    text = json.dumps(DOCUMENT.root).replace("/v1.0/", "/v2.0/")
    new = source.parse("new.json", text)
    assert FACTS.operation is not None
    there = Operation("PUT", FACTS.operation.path.replace("v1", "v2"), "", FACTS.operation.span)
    for page, expected in (
        (replace(FACTS, operation=there), {Cause.API_CHANGED}),
        (FACTS, {Cause.SPEC_CHANGED, Cause.UNKNOWN}),  # the page tells of no /v2.0/
    ):
        found = compared((DOCUMENT, FACTS), (new, page))
        assert {each.cause for each in found if each.rule.startswith("operation-")} == expected


def test_a_status_is_the_api_s_where_the_page_tells_it() -> None:
    code = FACTS.statuses[-1].code

    def edit(root: Any) -> None:
        (item,) = root["paths"].values()
        del item["put"]["responses"][code]

    new = changed(DOCUMENT, edit)
    page = replace(FACTS, statuses=FACTS.statuses[:-1])
    for facts, expected in ((page, Cause.API_CHANGED), (FACTS, Cause.SPEC_CHANGED)):
        (found,) = compared((DOCUMENT, FACTS), (new, facts))
        assert (found.rule, found.cause) == ("response-status-removed", expected)


def test_what_the_page_says_nothing_of_has_an_unknown_cause() -> None:
    def edit(root: Any) -> None:
        root["servers"][0]["url"] = "https://example.com"
        root["info"]["title"] = "another"

    found = compared((DOCUMENT, FACTS), (changed(DOCUMENT, edit), FACTS))
    assert {each.rule: each.cause for each in found} == {
        "request-server-removed": Cause.UNKNOWN,
        "request-server-added": Cause.UNKNOWN,
        "info-changed": Cause.SPEC_CHANGED,  # what a document calls itself is nobody else's doing
    }


# ── As it is told ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a release, and a spec that follows a page that changed."""
    for name, length in (("1.0.0", 64), ("new", 57)):
        (tmp_path / name).mkdir()
        text = SPEC.read_text("utf-8").replace("maxLength: 57", f"maxLength: {length}")
        (tmp_path / name / "openapi.yaml").write_text(text, "utf-8")
        page = KEPT.read_text("utf-8").replace("maxLength: 57}", f"maxLength: {length}}}")
        page = page.replace("wording: 4334a3", f"wording: {length}34a3")
        (tmp_path / name / "page.facts.yaml").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*flags: str) -> str:
    return (
        CliRunner().invoke(main, ["diff", "1.0.0/openapi.yaml", "new/openapi.yaml", *flags]).output
    )


@pytest.mark.usefixtures("editions")
def test_facts_beside_an_edition_are_found_and_the_row_is_shown() -> None:
    told = diff().splitlines()
    row = "request.name: length changed from at most 64 to at most 57 characters (table 2, row 1)"
    assert told[2] == f"              the API changed: {row}"
    assert told[-2] == "1 because the API changed"
    assert f"; the API changed: {row}".replace("_", "\\_") in diff("--format", "markdown")
    assert f"; the API changed: {row}" in diff("--format", "github")


@pytest.mark.usefixtures("editions")
def test_json_names_the_cause_and_the_row_and_no_sentence_of_the_page() -> None:
    done = json.loads(diff("--format", "json"))
    assert done["causes"] == {"api-changed": 1}
    (change,) = done["changes"]
    evidence: dict[str, JsonValue] = {
        "field": "request.name", "what": "length", "old": {"maxLength": 64}, "new": {"maxLength": 57},
        "table": 2, "row": 1, "line": 64,
    }  # fmt: skip
    assert (change["cause"], change["evidence"]) == ("api-changed", [evidence])


def test_a_page_that_stays_makes_it_a_correction(editions: Path) -> None:
    told = diff("--old-facts", "new/page.facts.yaml").splitlines()
    assert told[2] == (
        "              the spec was corrected, the page stays: "
        "request.name: length at most 57 (table 2, row 1)"
    )
    assert told[-2] == "1 because the spec was corrected"
    (editions / "1.0.0" / "page.facts.yaml").unlink()
    unknown = diff()
    assert "correct" not in unknown  # nothing is known of the old page
    assert "why is not known since 1.0.0: no page.facts.yaml is beside it" in unknown


@pytest.mark.usefixtures("editions")
def test_old_facts_are_those_of_one_edition() -> None:
    arguments = [
        "diff",
        *["1.0.0/openapi.yaml"] * 2,
        "new/openapi.yaml",
        "--old-facts",
        "x.facts.yaml",
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
