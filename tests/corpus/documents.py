"""The corpus: its documents, and what each holds, counted without any code of the generator."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

CORPUS: Final = Path(__file__).resolve().parents[3] / "shared" / "corpus"
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class Sample:
    """One document: its name, where it stands, whether it is a published API or written to break something."""

    name: str
    path: Path
    real: bool


def samples(selected: str = "") -> list[Sample]:
    """Give the documents, smallest first, whose name holds a text; none where there is no corpus."""
    index = CORPUS / "index.tsv"
    if not index.exists():
        return []
    with index.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if selected in row["name"]]
    rows.sort(key=lambda row: int(row["bytes"]))
    return [Sample(row["name"], CORPUS / row["file"], row["class"] == "real") for row in rows]


def root_of(path: Path) -> Any:
    """Read a document as it stands, by another reader than the generator's; None where it can't be read."""
    text = path.read_text("utf-8", errors="replace")
    try:
        return json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError):
        return None


def operations_of(path: Path) -> int:
    """Count the operations under `paths`, path items of other files included."""
    root = root_of(path)
    paths = root.get("paths") if isinstance(root, dict) else None
    items = paths.values() if isinstance(paths, dict) else ()
    return sum(len(_methods(_item(root, each, path))) for each in items)


def _item(root: Any, item: Any, path: Path) -> Any:
    reference = item.get("$ref") if isinstance(item, dict) else None
    if not isinstance(reference, str):
        return item
    file, _, fragment = reference.partition("#")
    there = root_of(path.parent / file) if file and (path.parent / file).is_file() else root
    for token in filter(None, fragment.split("/")):
        there = there.get(token.replace("~1", "/").replace("~0", "~"), {})
    return there


def _methods(item: Any) -> list[str]:
    held = item if isinstance(item, dict) else {}
    return [method for method in METHODS if isinstance(held.get(method), dict)]
