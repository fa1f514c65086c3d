"""The library as a package: what it exports, what it raises, what it is typed with and depends on.

Judged by the modules themselves, by ast and by the text of its pyproject.toml.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
import tomllib
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import dli_flink
import pytest
from dli_flink import client, errors, models

from .spec import OPERATIONS, ROOT, SCHEMAS, SPEC

PACKAGE = Path(dli_flink.__file__).parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "generated" / "pyproject.toml").read_text("utf-8"))

TREE = {
    "DliFlinkError": "Failure",
    "InvalidRequestError": "DliFlinkError",
    "TransportError": "DliFlinkError",
    "DecodeError": "DliFlinkError",
    "APIError": "DliFlinkError",
    "UpdateRejectedError": "APIError",
    "APIStatusError": "APIError",
    "BadRequestError": "APIStatusError",
    "AuthenticationError": "APIStatusError",
    "PermissionDeniedError": "APIStatusError",
    "NotFoundError": "APIStatusError",
    "RateLimitError": "APIStatusError",
    "ServerError": "APIStatusError",
}


def test_what_is_public_is_exported_and_nothing_else() -> None:
    public = {
        name
        for name in dir(dli_flink)
        if not name.startswith("_") and not isinstance(getattr(dli_flink, name), ModuleType)
    } - {"TYPE_CHECKING", "annotations", "exports"}

    assert sorted(dli_flink.__all__) == sorted({*public, "__version__"})


PARTS = [
    importlib.import_module(f"{models.__name__}.{each.name}")
    for each in pkgutil.iter_modules(models.__path__)
]


@pytest.mark.parametrize("module", [*PARTS, client, errors], ids=lambda each: each.__name__)
def test_a_module_exports_the_classes_that_it_defines_and_the_package_all_of_them(
    module: ModuleType,
) -> None:
    defined = {
        name
        for name, value in vars(module).items()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }

    assert sorted(module.__all__) == sorted(defined)
    assert {name: getattr(dli_flink, name) for name in defined} == {
        name: getattr(module, name) for name in defined
    }


def test_the_models_are_the_schemas_and_nothing_else() -> None:
    assert sorted(models.__all__) == sorted(SCHEMAS)
    assert sorted(name for part in PARTS for name in part.__all__) == sorted(SCHEMAS)


def test_a_client_has_a_method_for_each_operation_and_no_other() -> None:
    methods = {operation.name for operation in OPERATIONS}
    groups = {"flink_sql_jobs"}

    for each, close in ((client.Client, "close"), (client.AsyncClient, "aclose")):
        assert {name for name in vars(each) if name[0] != "_"} == {
            *methods,
            *groups,
            close,
            "with_raw_response",
        }


def test_an_operation_is_in_the_group_of_its_tag() -> None:
    for each in (client.Client, client.AsyncClient):
        assert each.flink_sql_jobs.update_sql_job is each.update_sql_job


def test_the_errors_are_one_tree_that_is_drawn_in_their_module() -> None:
    assert sorted(errors.__all__) == sorted(TREE)
    for name, parent in TREE.items():
        assert getattr(errors, name).__bases__[0].__name__ == parent
        assert re.search(rf"^\W*{name}\b", errors.__doc__ or "", re.MULTILINE), name


def test_the_package_says_that_it_is_typed() -> None:
    assert resources.files("dli_flink").joinpath("py.typed").is_file()


def test_the_versions_are_that_of_the_spec() -> None:
    assert dli_flink.__version__ == SPEC["info"]["version"] == PROJECT["project"]["version"]


# What only the modules of an extra may import, by how their names begin.
OF_EXTRAS = {
    "command": {"click", "yaml"},
    "schemas": {"jsonschema", "openapi_schema_validator", "referencing"},
    "tracing": {"opentelemetry"},
    "fixtures": {"pytest"},
}


def test_the_package_depends_on_four_packages_between_two_versions() -> None:
    dependencies = PROJECT["project"]["dependencies"]

    names = [re.split("[<>=]", each)[0] for each in dependencies]
    assert names == ["httpx", "pydantic", "anyio", "sniffio"]
    extras = PROJECT["project"]["optional-dependencies"]
    bounded = re.compile(r"[\w-]+>=[\d.]+,<\d+(\.\d+)?")
    assert all(bounded.fullmatch(each) for each in dependencies)
    assert all(bounded.fullmatch(each) for extra in extras.values() for each in extra)


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.stem)
def test_a_module_imports_nothing_but_python_and_what_the_package_depends_on(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }

    # pydantic_core is a part of pydantic, with a version that pydantic pins.
    needed = {"anyio", "httpx", "pydantic", "pydantic_core"}
    extra = next((names for stem, names in OF_EXTRAS.items() if file.stem.startswith(stem)), set())
    assert imported - sys.stdlib_module_names <= needed | extra
