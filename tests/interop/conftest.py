"""The release of the project's own spec, as it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from trueup.cli import main

from .clients import Client, generate

FORMS = ("openapi", "openapi-3.0", "client-safe/openapi", "client-safe/openapi-3.0")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the spec, and give the folder."""
    folder = tmp_path_factory.mktemp("published") / "release"
    done = CliRunner().invoke(main, ["publish", "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def client(
    request: pytest.FixtureRequest, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Client:
    """Give the client that a generator makes of a form: (generator, form)."""
    generator, form = request.param
    return generate(generator, form, published, tmp_path_factory.mktemp(generator))
