"""The libraries of the documents: generated when they are asked for, each once."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from trueup import pipeline
from trueup.config import Settings
from trueup.pipeline import Compiled

from .cases import Feature, Made


@dataclass
class Libraries:
    """A folder that holds every library, and is on the path."""

    folder: Path
    _made: dict[str, Compiled] = field(default_factory=dict)

    def made(self, feature: Feature) -> Compiled:
        """Generate a library as far as it goes, and write it."""
        if feature.name not in self._made:
            home = self.folder / "documents" / feature.package
            home.mkdir(parents=True, exist_ok=True)
            spec = home / ("openapi.json" if feature.document.startswith("{") else "openapi.yaml")
            spec.write_text(feature.document, "utf-8")
            parts = feature.folder / "parts"
            if parts.is_dir():
                shutil.copytree(parts, home / "parts", dirs_exist_ok=True)
            options: dict[str, Any] = dict(feature.options)
            made = pipeline.compiled(Settings(home, spec, home / "out", feature.package, **options))
            for path, text in (made.plan or {}).items():
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
            self._made[feature.name] = made
        return self._made[feature.name]

    def package(self, feature: Feature) -> Any:
        """Import a library."""
        self.made(feature)
        return importlib.import_module(feature.package)

    def sharing_a_runtime(self, chosen: Iterable[Feature]) -> Path:
        """Write the libraries once more, with one runtime for all of them: checkers read it but once."""
        folder = self.folder / "documents" / "sharing"
        for feature in chosen:
            for path, text in (self.made(feature).plan or {}).items():
                package, _, inner = path.partition("/")
                if not inner.endswith(".py"):
                    continue
                in_runtime = inner.startswith("_runtime/")
                target = folder / (inner if in_runtime else f"{package}/{inner}")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(re.sub(r"(?m)^( *from )\.+(_runtime\b)", r"\1\2", text), "utf-8")
        return folder

    def forget(self) -> None:
        """Take the libraries off the path and out of memory."""
        sys.path.remove(str(self.folder))
        for name in [name for name in sys.modules if (self.folder / name.split(".")[0]).is_dir()]:
            del sys.modules[name]


def built(package: Any, value: Any) -> Any:
    """Make the models that a value names."""
    match value:
        case Made("file", given):
            return tuple(each.encode() if at == 1 else each for at, each in enumerate(given))
        case Made(kind, Mapping() as given):
            return _named(package, kind)(**built(package, dict(given)))
        case Made(kind, given):
            return _named(package, kind)(built(package, given))
        case dict():
            return {key: built(package, each) for key, each in value.items()}
        case list():
            return [built(package, each) for each in value]
        case _:
            return value


def _named(package: Any, name: str) -> Any:
    """Find a class of a library, or of a module of it."""
    module, _, inner = name.rpartition(".")
    where = importlib.import_module(f"{package.__name__}.{module}") if module else package
    return getattr(where, inner)


def plain(value: Any) -> Any:
    """Give what came back as the JSON that it is."""
    match value:
        case BaseModel():
            return json.loads(value.model_dump_json(by_alias=True))
        case Enum():
            return value.value
        case _ if hasattr(value, "parsed"):
            headers = {name: plain(getattr(value.headers, name)) for name in _headers(value)}
            return {"status": value.status_code, "parsed": plain(value.parsed), **headers}
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case None | bool() | int() | float() | str() | bytes():
            return value
        case _:
            return str(value)


def _headers(raw: Any) -> list[str]:
    """Name the documented headers of an answer."""
    own = vars(type(raw.headers))
    return [name for name, each in own.items() if type(each).__name__ == "Header"]
