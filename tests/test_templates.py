"""Templates carry no logic: loops, includes, a bare `if name`, attributes and `indent`, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, Template, meta, nodes

from tests.publish.agreed import AGREED
from tests.publish.comparing import material, with_body
from trueup import pipeline
from trueup.config import Settings, settings
from trueup.document import source
from trueup.document.lint import lint
from trueup.publish.difference import difference
from trueup.publish.release.index import index
from trueup.publish.release.release import release
from trueup.publish.site.page import Frame, page
from trueup.publish.site.views import ContentsView
from trueup.publish.telling.html import as_html
from trueup.render.templating import Html

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.jinja"))
RUNTIME = sorted((TEMPLATES / "runtime").glob("*.py"))
STAND_IN = sorted((TEMPLATES.parent / "generator" / "trueup" / "standin").glob("[!_]*.py"))
TAG = re.compile(r"(?<!\{)\{\{(?!\{)|\{%|\{#")  # an f-string's {{{name}}} is none


def logic(source: str, name: str) -> list[str]:
    """Give file, line and kind of everything in a template that is more than filling in."""
    tree = Environment(autoescape=False).parse(source)
    return [f"{name}:{node.lineno}: {type(node).__name__}" for node in _logic(tree)]


def _logic(node: nodes.Node) -> Iterator[nodes.Node]:
    match node:
        case nodes.Template(body=body) | nodes.Output(nodes=body):
            for part in body:
                yield from _logic(part)
        case nodes.For(
            target=nodes.Name(), iter=each, body=body, else_=[], test=None, recursive=False
        ):
            yield from _logic(each)
            for part in body:
                yield from _logic(part)
        case nodes.If(test=nodes.Name() | nodes.Getattr() as test, body=body, elif_=[], else_=[]):
            yield from _logic(test)
            for part in body:
                yield from _logic(part)
        case nodes.Filter(
            name="indent", node=nodes.Node() as inner, args=[] | [nodes.Const()], kwargs=[]
        ):
            yield from _logic(inner)
        case nodes.Getattr(node=inner):
            yield from _logic(inner)
        case nodes.Include(template=nodes.Const()) | nodes.Name() | nodes.TemplateData():
            return
        case _:
            yield node


@pytest.mark.parametrize("name", NAMES)
def test_a_template_carries_no_logic(name: str) -> None:
    assert logic((TEMPLATES / name).read_text("utf-8"), f"templates/{name}") == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("\n{{ a == b }}", "Compare"),
        ("\n{{ a + b }}", "Add"),
        ("\n{{ a and b }}", "And"),
        ("\n{{ not a }}", "Not"),
        ("\n{{ a() }}", "Call"),
        ("\n{{ a['b'] }}", "Getitem"),
        ("\n{{ 'text' }}", "Const"),
        ("\n{{ a | upper }}", "Filter"),
        ("\n{{ a | indent(b) }}", "Filter"),
        ("\n{{ a if b }}", "CondExpr"),
        ("\n{% if a == b %}{% endif %}", "If"),
        ("\n{% if not a %}{% endif %}", "If"),
        ("\n{% if a is none %}{% endif %}", "If"),
        ("\n{% if a %}{% else %}x{% endif %}", "If"),
        ("\n{% if a %}{% elif b %}{% endif %}", "If"),
        ("\n{% if a.b() %}{% endif %}", "If"),
        ("\n{% for a in b if a %}{% endfor %}", "For"),
        ("\n{% for a, b in c %}{% endfor %}", "For"),
        ("\n{% for a in b %}{% else %}x{% endfor %}", "For"),
        ("\n{% for a in b() %}{% endfor %}", "Call"),
        ("\n{% for a in b %}{{ a ~ b }}{% endfor %}", "Concat"),
        ("\n{% set a = b %}", "Assign"),
        ("\n{% macro a() %}{% endmacro %}", "Macro"),
        ("\n{% block a %}{% endblock %}", "Block"),
        ("\n{% extends 'a' %}", "Extends"),
        ("\n{% import 'a' as b %}", "Import"),
        ("\n{% include a %}", "Include"),
        ("\n{% filter indent %}{% endfilter %}", "FilterBlock"),
        ("\n{% with %}{% endwith %}", "With"),
    ],
)
def test_logic_in_a_template_is_told_with_file_line_and_kind(source: str, kind: str) -> None:
    assert logic(source, "a.jinja") == [f"a.jinja:2: {kind}"]


def test_what_fills_in_is_no_logic() -> None:
    source = "{% for a in b.c %}{% if a.d %}{{ a.e | indent(8) }}{% endif %}{% endfor %}{% include 'x' %}"
    assert logic(source, "a.jinja") == []


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Give the names of the templates that are loaded from now on."""
    names: set[str] = set()
    load = Environment.get_template

    def noting(self: Environment, name: str, *given: Any) -> Template:
        names.add(name)
        return load(self, name, *given)

    monkeypatch.setattr(Environment, "get_template", noting)
    return names


def test_every_template_is_used(loaded: set[str], root: Path, tmp_path: Path) -> None:
    shelf = root / "tests" / "golden" / "shelf" / "openapi.yaml"
    assert pipeline.compiled(settings(root)).plan
    assert pipeline.compiled(Settings(root, shelf, tmp_path)).plan
    for spec in (shelf, settings(root).spec):
        document = lint(source.read(spec, spec.name)).document
        made = material(document, renderer={"LICENSE": b""}, agreement=AGREED)
        assert release(made).files
        assert index(made, {})
    contents = (ContentsView("All of it", "#content"),)
    assert page(Frame("Shelf", "1"), "All of it", Html("<h1>All of it</h1>"), contents)
    old, new = (with_body({"type": "string", "maxLength": most}, "request") for most in (9, 8))
    assert as_html(difference(old, new))
    assert sorted(loaded) == NAMES


@pytest.mark.parametrize("path", [*RUNTIME, *STAND_IN], ids=lambda path: path.name)
def test_a_file_of_the_runtime_is_plain_python(path: Path) -> None:
    text = path.read_text("utf-8")
    ast.parse(text)
    assert TAG.findall(text) == []


def test_the_runtime_is_copied_as_it_is(root: Path) -> None:
    plan = pipeline.compiled(settings(root)).plan or {}
    copied = {path.rpartition("/")[2]: text for path, text in plan.items() if "/_runtime/" in path}
    there = {path.name: path.read_text("utf-8") for path in [*RUNTIME, *STAND_IN]}
    assert len(there) == len(RUNTIME) + len(STAND_IN)
    assert copied == {name: there[name] for name in copied}
    assert there.keys() - copied.keys() <= {
        "bodies.py",
        "formats.py",
        "downloads.py",
        "items.py",
        "more.py",
        "oauth.py",
        "streams.py",
        "styles.py",
        "tls.py",
        "unions.py",
    }  # what this API does not need


def test_nothing_but_templates_and_the_runtime_is_among_the_templates() -> None:
    others = [
        path
        for path in TEMPLATES.rglob("*")
        if path.is_file() and path.suffix != ".jinja" and path not in RUNTIME
        if "__pycache__" not in path.parts
    ]
    assert others == []


def test_the_views_that_a_template_may_rely_on_are_documented(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)`", text.partition("| view | class ")[2], re.MULTILINE)
    used = {
        name
        for path in TEMPLATES.rglob("*.jinja")
        for name in meta.find_undeclared_variables(Environment().parse(path.read_text("utf-8")))
    }
    # Loop variables of what includes a template.
    included = {*"change code endpoint entry error field payload section shown".split()}
    assert used - included <= {name for name, _ in rows}
    folders = (root / "generator/trueup" / each for each in ("render", "publish/site"))
    modules = (path for folder in folders for path in sorted(folder.glob("views*.py")))
    views = "".join(path.read_text("utf-8") for path in modules)
    assert [name for _, name in rows if f"class {name}:" not in views] == []
