"""Ask jsonschema and the request models of a library for their verdicts: `-m tests.corpus.verdicts SPEC FOLDER`."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker
from openapi_schema_validator import oas30_format_checker
from pydantic import BaseModel, ValidationError

from trueup import pipeline
from trueup.config import Settings
from trueup.ir import Side

from .edges import Edges
from .readings import Readings

AGREED: Final = "agreed"
KNOWN: Final = "known: "
MOST: Final = (
    1000  # probes of one schema: a few are large, and their parts are tried as components too
)
# JSON Schema's formats, and what OpenAPI adds; jsonschema[format] judges more of them.
CHECKER: Final = FormatChecker(formats=())
CHECKER.checkers = {
    **{name: oas30_format_checker.checkers[name] for name in ("byte", "int32", "int64")},
    **Draft202012Validator.FORMAT_CHECKER.checkers,
}
_COMPONENTS: Final = "/components/schemas/"


def verdicts(spec: Path, folder: Path) -> Counter[str]:
    """Count agreement and each class of difference, over all components that are sent."""
    made = pipeline.lowered(Settings(spec.parent, spec, folder, "api", keep_going=True))
    if made.api is None:
        return Counter()
    root = sendable(made.document.root)
    sys.path.insert(0, str(folder))
    models = importlib.import_module("api.models")
    readings = Readings(root, CHECKER, formats_of("api"))
    found: Counter[str] = Counter()
    for record in made.api.declarations:
        pointer, side = record.origin.pointer, getattr(record, "side", None)
        inner = pointer.removeprefix(_COMPONENTS)
        # What holds a file is no JSON; a schema inside another is tried with it.
        if side is not Side.REQUEST or "BinaryType" in repr(record) or "/" in inner:
            continue
        judge, reason = readings.judge(pointer), readings.reasons(pointer)
        values = Edges(root).tried({"$ref": f"#{pointer}"})
        for value in _distinct(islice(values, MOST)):
            if value is not None or not judge.is_valid(None):  # of `Thing | None`, it is the Thing
                found[verdict(judge, reason, getattr(models, record.name), value)] += 1
    return found


def formats_of(package: str) -> FormatChecker:
    """Give the judge's formats, and those that only a library knows."""
    made = FormatChecker(formats=())
    if importlib.util.find_spec(f"{package}._runtime.formats"):
        known = importlib.import_module(f"{package}._runtime.formats").FORMATS
        made.checkers = {name: (check, ()) for name, check in known.items()}
    made.checkers = {**made.checkers, **CHECKER.checkers}
    return made


def verdict(
    judge: Draft202012Validator,
    reason: Callable[[Any, bool], str | None],
    model: type[BaseModel],
    value: Any,
) -> str:
    """Say `AGREED`, or what the difference is; `reason`: which knowing reading explains it."""
    objection = next(iter(judge.iter_errors(value)), None)
    try:
        model.model_validate_json(json.dumps(value))
    except ValidationError as refused:
        if objection is not None:
            return AGREED
        kinds = sorted({str(each["type"]) for each in refused.errors(include_url=False)})
        known = reason(value, False)
        return f"{KNOWN}{known}" if known else f"model refuses: {', '.join(kinds)[:120]}"
    if objection is None:
        return AGREED
    known = reason(value, True)
    said = f" {objection.validator_value}" if objection.validator == "format" else ""
    return f"{KNOWN}{known}" if known else f"model takes: {objection.validator}{said}"


def _distinct(values: Iterator[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for value in values:
        text = json.dumps(value, sort_keys=True)
        if text not in seen:
            seen.add(text)
            yield value


def sendable(part: Any) -> Any:
    """Leave out the properties that are read only: what can't be sent isn't asked for."""
    if isinstance(part, list):
        return [sendable(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: sendable(value) for key, value in part.items()}
    fields = part.get("properties")
    if isinstance(fields, dict):
        gone = {k for k, v in fields.items() if isinstance(v, dict) and v.get("readOnly") is True}
        made["properties"] = {k: v for k, v in made["properties"].items() if k not in gone}
        if isinstance(part.get("required"), list):
            made["required"] = [each for each in part["required"] if each not in gone]
    return made


def share(found: Counter[str]) -> str:
    """Tell how many verdicts agree, those apart that differ knowingly, and the classes of difference."""
    known = sum(count for what, count in found.items() if what.startswith(KNOWN))
    asked = found.total() - known
    lines = [
        f"{found[AGREED]} of {asked} verdicts agree ({found[AGREED] / max(asked, 1):.2%}); {known} differ knowingly"
    ]
    lines += [f"{count:8} {what}" for what, count in found.most_common() if what != AGREED]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(verdicts(Path(sys.argv[1]), Path(sys.argv[2]))) + "\n")
