"""How well pages are read that were labelled by hand, blind to how the reader reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.page.facts import Fact, Facts, Kind
from trueup.page.types import type_of

from .labelled.scoring import Labels, Read, Scores, overall, score, total
from .reading_pages import of_file, of_words

HERE = Path(__file__).parent / "labelled"
ROWS = sorted(HERE.glob("rows_*.yaml"))
PAGES = sorted((HERE / "pages").glob("*.labels.yaml"))
# What is counted ("Number of CUs") is read as a unit too; whether it is one is debatable.
COUNTED = {"CU", "core"}


def labels_of(entry: JsonObject, type_: JsonValue) -> Labels:
    """Give the labels of a row or field."""
    stated = {Kind(kind): value for kind, value in mapping(entry.get("facts")).items()}
    return {**stated, **({Kind.TYPE: type_} if type_ is not None else {})}


def by_kind(facts: Sequence[Fact]) -> Read:
    """Give the values that were read, by kind."""
    found: dict[Kind, list[JsonValue]] = defaultdict(list)
    for fact in facts:
        found[fact.kind].append(fact.value)
    return found


def undecided(entry: JsonObject, read: Read) -> list[Kind]:
    """Give the kinds that don't count."""
    counted = COUNTED & {str(value) for value in read.get(Kind.UNIT, ())}
    return [Kind(str(kind)) for kind in sequence(entry.get("open"))] + [Kind.UNIT] * bool(counted)


def scores_of(file: Path) -> Iterator[Scores]:
    """Read every row of a file and score it."""
    for entry in yaml.safe_load(file.read_text("utf-8")):
        siblings = tuple(entry.get("siblings", ()))
        facts, _ = of_words(entry["words"], entry["type"], entry["name"], siblings)
        read = {**by_kind(facts), Kind.TYPE: [type_of(entry["type"])]}
        yield score(labels_of(entry, entry["type_fact"]), read, undecided(entry, read))


def in_sentences(scores: Iterable[Scores]) -> Scores:
    """Add up the scores of what is read from sentences, which the type is not."""
    return {kind: each for kind, each in total(scores).items() if kind is not Kind.TYPE}


def page_of(labels: Path) -> Path:
    """Give the page that labels are of."""
    stem = labels.name.removesuffix(".labels.yaml")
    return next(path for path in labels.parent.glob(f"{stem}.*") if path != labels)


def page_scores(facts: Facts, labels: Mapping[str, JsonObject]) -> Iterator[Scores]:
    """Score every field of a page; what one side has only is wrong, or missed."""
    fields = {field.path: field for field in facts.fields}
    for path in fields.keys() | labels.keys():
        entry = labels.get(path, {})
        said = labels_of(entry, entry.get("type"))
        if "mandatory" in entry:
            said = {**said, Kind.MANDATORY: entry["mandatory"]}
        read = by_kind(fields[path].facts) if path in fields else {}
        yield score(said, read, undecided(entry, read))


@pytest.mark.parametrize("file", ROWS, ids=lambda path: path.stem)
def test_rows_that_were_labelled_by_hand_are_read_as_labelled(file: Path) -> None:
    found = in_sentences(scores_of(file))
    assert overall(found).precision >= 0.95
    for kind in (Kind.RANGE, Kind.ENUM, Kind.DEFAULT, Kind.LENGTH):
        assert found[kind].precision >= 0.95, kind
        assert found[kind].recall >= 0.9, kind


def test_all_rows_together_are_read_with_a_precision_of_098() -> None:
    found = in_sentences(score for file in ROWS for score in scores_of(file))
    assert overall(found).precision >= 0.98


def test_every_type_of_the_rows_is_read_as_labelled() -> None:
    types = total(score for file in ROWS for score in scores_of(file))[Kind.TYPE]
    assert (types.wrong, types.missed) == (0, 0)
    assert types.right > 800


def test_the_fields_of_labelled_pages_are_those_that_are_read() -> None:
    wrong = missed = right = 0
    for labels in PAGES:
        said = set(yaml.safe_load(labels.read_text("utf-8"))["fields"])
        read = {field.path for field in of_file(page_of(labels)).facts.fields}
        right, wrong, missed = (
            right + len(said & read),
            wrong + len(read - said),
            missed + len(said - read),
        )
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.95


def test_the_facts_of_labelled_pages_are_those_that_are_read() -> None:
    found: list[Scores] = []
    for labels in PAGES:
        facts = of_file(page_of(labels)).facts
        found += page_scores(facts, yaml.safe_load(labels.read_text("utf-8"))["fields"])
    scores = total(found)
    assert overall(scores).precision >= 0.98
    assert scores[Kind.TYPE].recall >= 0.95
    for kind in (Kind.RANGE, Kind.ENUM, Kind.DEFAULT):
        assert scores[kind].recall >= 0.9, kind


@pytest.mark.parametrize("labels", PAGES, ids=lambda path: path.name.removesuffix(".labels.yaml"))
def test_operation_and_statuses_of_a_labelled_page_are_read(labels: Path) -> None:
    said = yaml.safe_load(labels.read_text("utf-8"))
    facts = of_file(page_of(labels)).facts
    assert facts.operation is not None
    assert (facts.operation.method, facts.operation.path) == (
        said["method"],
        said["uri"].partition("?")[0],
    )
    assert sorted(each.code for each in facts.statuses) == sorted(map(str, said["statuses"]))
