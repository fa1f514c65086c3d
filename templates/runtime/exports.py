"""Names of a package that are imported when they are first used, so that importing it costs little."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


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
