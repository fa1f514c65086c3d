"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import trueup

MODULES = [
    module.name
    for module in pkgutil.walk_packages(trueup.__path__, "trueup.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_some_modules_have_examples() -> None:
    tried = (doctest.testmod(importlib.import_module(module)).attempted for module in MODULES)
    assert sum(tried) >= 10
