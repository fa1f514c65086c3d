"""The way data flows is the way imports go, and only some modules touch the disk or know a library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLKIT = Path(__file__).resolve().parents[1] / "generator" / "trueup"
PATHS = sorted(TOOLKIT.rglob("*.py"))
# A stage imports what is of its own name, or further to the left.
STAGES = (
    {"trueup", "conditions", "findings", "formats", "kinds", "names"},
    {"value_types"},
    {"ir"},
    {"standin"},
    {"document"},
    {"page"},
    {"lower"},
    {"render", "prove"},
    {"publish"},
    {"config", "output", "signatures"},
    {"pages"},
    {"pipeline"},
    {"made_from", "releases"},
    {"publishing"},
    {"report", "report_page", "report_changes", "watching"},
    {"cli_options"},
    {"cli_page", "cli_publish", "cli_serve"},
    {"cli"},
    {"__main__"},
)
ON_DISK = {
    "document/source.py": "reads specs and rulings",
    "document/rulings.py": "reads the form of rulings, a file of the toolkit's own",
    "document/checks/extensions.py": "reads the vocabulary, a file of the toolkit's own",
    "publish/waivers.py": "reads the form of waivers, a file of the toolkit's own",
    "publish/release/python.py": "hands a library to hatchling, in a temporary folder",
    "publish/release/trial.py": "reads Swagger UI, files of a package",
    "render/templating.py": "reads templates",
    "render/format.py": "hands files to the formatter, in a temporary folder",
    "output.py": "writes the library, and compares it",
    "releases.py": "asks whether there is a release already",
    "signatures.py": "hands what is signed to ssh-keygen, in a temporary folder",
    "config.py": "reads settings",
    "cli_options.py": "knows the folder it was called in",
    "watching.py": "asks whether files have changed",
    "pages.py": "asks whether there is a spec, and facts",
}
TOUCHES = frozenset(
    "open read_text read_bytes write_text write_bytes mkdir rmdir iterdir is_file is_dir exists stat unlink"
    " rename glob rglob listdir rmtree copy2 copytree mkdtemp chmod touch symlink_to resolve cwd".split()
)
KNOWN_TO = {
    "datamodel_code_generator": {"render/models.py"},
    "jinja2": {"render/templating.py"},
    "hatchling": {"publish/release/python.py"},
    "ruff": {"render/format.py"},
    "yaml": {"document/yaml_text.py"},
    "jsonpath": {"document/overlays.py"},
    "httpx": {"document/remote.py", "standin/in_process.py"},
    "openapi_spec_validator": {"document/validate.py"},
    "click": {
        *("cli.py", "cli_options.py", "cli_page.py", "cli_publish.py", "cli_serve.py"),
        *("report.py", "report_changes.py", "report_page.py"),
    },
    "rstr": {"publish/texts.py"},
    "rich_click": {"cli_options.py"},
    "rich": {"report.py", "report_page.py"},
    "watchfiles": {"watching.py"},
    "docutils": {f"page/formats/rst_{part}.py" for part in ("inline", "syntax", "tree")},
    "markdown_it": {
        *(f"page/formats/markdown{part}.py" for part in ("", "_inline", "_syntax")),
        "publish/site/prose.py",
    },
    "markupsafe": {"render/templating.py"},
    "subprocess": {"output.py", "render/format.py", "signatures.py"},
}


def named(path: Path) -> str:
    """Name a module by its path."""
    return path.relative_to(TOOLKIT).as_posix()


def stage_of(parts: list[str]) -> str:
    """Give the stage that a dotted name belongs to."""
    return parts[1] if len(parts) > 1 else "trueup"


def rank(stage: str) -> int:
    """Say how far to the right a stage is."""
    return next(at for at, stages in enumerate(STAGES) if stage in stages)


def imports(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give every import of a module, wherever it stands: line and dotted name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            if path.parent.name == "standin":  # copied into libraries, where it has another name
                inside = node.level == 1
                assert inside or not node.module.startswith("trueup"), f"{path}:{node.lineno}"
                yield node.lineno, [*(["trueup", "standin"] if inside else []), node.module]
                continue
            assert node.level == 0, f"{path}:{node.lineno}: relative"
            inner = [alias.name for alias in node.names] if node.module == "trueup" else [""]
            for name in inner:
                yield node.lineno, [*node.module.split("."), *([name] if name else [])]


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_a_stage_imports_only_stages_to_its_left(path: Path) -> None:
    own = Path(named(path)).parts[0].removesuffix(".py").replace("__init__", "trueup")
    wrong = [
        f"{named(path)}:{line}: {'.'.join(parts)}"
        for line, parts in imports(path)
        if parts[0] == "trueup" and (stage := stage_of(parts)) != own and stage != "trueup"
        if rank(stage) >= rank(own)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_a_library_is_known_to_the_modules_that_stand_for_it_only(path: Path) -> None:
    wrong = [
        f"{named(path)}:{line}: {parts[0]}"
        for line, parts in imports(path)
        if named(path) not in KNOWN_TO.get(parts[0], {named(path)})
    ]
    assert wrong == []


def test_every_module_that_may_know_a_library_does() -> None:
    known: dict[str, set[str]] = {library: set() for library in KNOWN_TO}
    for path in PATHS:
        for _, parts in imports(path):
            if parts[0] in known:
                known[parts[0]].add(named(path))
    assert known == KNOWN_TO


def touches(path: Path) -> list[str]:
    """Give every place where a module touches the disk."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("ast"))):
                pass  # ast.walk walks a tree, not a folder
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id="open" as name)):
                if name in TOUCHES:
                    found.append(f"{named(path)}:{node.lineno}: {name}")
            case _:
                pass
    return found


@pytest.mark.parametrize("path", [path for path in PATHS if named(path) not in ON_DISK], ids=named)
def test_only_the_modules_for_it_touch_the_disk(path: Path) -> None:
    assert touches(path) == []


@pytest.mark.parametrize("path", ON_DISK)
def test_every_module_that_may_touch_the_disk_does(path: str) -> None:
    assert touches(TOOLKIT / path)


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_a_module_and_its_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    long = [
        f"{named(path)}:{node.lineno}: {node.name} has {length} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > 45
    ]
    assert long == []


@pytest.mark.parametrize("verb", [["--help"], ["lint"], ["show", "ir"]])
def test_what_does_not_render_does_not_load_what_renders(root: Path, verb: list[str]) -> None:
    program = f"""
import sys
from trueup.cli import main
try:
    main({verb!r})
except SystemExit:
    pass
print(*(name for name in ("datamodel_code_generator", "jinja2", "ruff", "httpx") if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""
