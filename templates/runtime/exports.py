"""Names that are imported late: when they are first used, or once the modules that need each other stand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def bring(module: str, names: Mapping[str, Sequence[str]]) -> None:
    """Import names into a module from modules beside it, which may import from it in turn."""
    there = vars(sys.modules[module])
    for beside, wanted in names.items():
        found = import_module(f"{module.rpartition('.')[0]}.{beside}")
        there.update({name: getattr(found, name) for name in wanted})


def exports(
    package: str, names: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Give the `__getattr__` and the `__dir__` of a package, from the names in each of its modules."""
    places = {name: module for module, found in names.items() for name in found}

    def get(name: str) -> object:
        if name in names:
            return import_module(f".{name}", package)
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        value: object = getattr(import_module(f".{places[name]}", package), name)
        setattr(sys.modules[package], name, value)
        return value

    def names_of() -> list[str]:
        return sorted({*vars(sys.modules[package]), *names, *places})

    return get, names_of
