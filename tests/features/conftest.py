"""The libraries of the documents, for every module that calls them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .libraries import Libraries


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Libraries]:
    made = Libraries(tmp_path_factory.mktemp("features"))
    sys.path.insert(0, str(made.folder))
    yield made
    made.forget()
