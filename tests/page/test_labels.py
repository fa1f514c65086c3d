"""The labelled rows and pages are well formed, and their scoring counts what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from tests.page.labelled.scoring import Score, overall, score, total
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.yaml_text import read_yaml
from trueup.page.facts import Kind

HERE: Final = Path(__file__).parent / "labelled"
LEAST: Final = {
    "rows_en_1.yaml": 170,
    "rows_en_2.yaml": 170,
    "rows_en_3.yaml": 200,
    "rows_zh_1.yaml": 80,
    "rows_zh_2.yaml": 80,
    "rows_zh_3.yaml": 80,
}
ROWS: Final = tuple(LEAST)
PAGES: Final = sorted(path.name for path in (HERE / "pages").glob("*.labels.yaml"))
NUMBER: Final = (int, float)


def _load(path: Path) -> JsonValue:
    return read_yaml(path.name, path.read_text(encoding="utf-8")).value


def _rows(name: str) -> list[JsonObject]:
    return [mapping(each) for each in sequence(_load(HERE / name))]


def _words(name: str) -> set[str]:
    return {str(row["words"]) for row in _rows(name)}


def _number(value: JsonValue) -> bool:
    return isinstance(value, NUMBER) and not isinstance(value, bool)


def _bound(value: JsonValue) -> bool:
    return _number(value) or isinstance(value, str)


def _sizes(names: set[str]) -> Callable[[JsonValue], bool]:
    def valid(value: JsonValue) -> bool:
        found = mapping(value)
        least, most = (found.get(name) for name in sorted(names, reverse=True))
        ordered = not (isinstance(least, int) and isinstance(most, int)) or least <= most
        whole = all(isinstance(each, int) and each >= 0 for each in found.values())
        return bool(found) and found.keys() <= names and whole and ordered

    return valid


def _interval(value: JsonValue) -> bool:
    found = mapping(value)
    names = {"const"}, {"minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"}
    return (
        bool(found)
        and any(found.keys() <= each for each in names)
        and all(map(_bound, found.values()))
    )


def _condition(value: JsonValue) -> bool:
    found = mapping(value)
    if "field" in found:
        words = found.keys() - {"field"}
        return isinstance(found["field"], str) and len(words) == 1 and words <= {"equals", "in"}
    if found.keys() == {"not"}:
        return _condition(found["not"])
    (word,) = found
    return word in ("any", "all") and all(map(_condition, sequence(found[word])))


def _schema(value: JsonValue) -> bool:
    found = mapping(value)
    types = {"string", "integer", "number", "boolean", "object", "array"}
    inner = [found[name] for name in ("items", "additionalProperties") if name in found]
    return found.get("type") in types and all(map(_schema, inner))


def _advice(value: JsonValue) -> bool:
    return "const" in mapping(value) or _interval(value)


VALID: Final[Mapping[Kind, Callable[[JsonValue], bool]]] = {
    Kind.TYPE: _schema,
    Kind.MANDATORY: lambda value: isinstance(value, bool),
    Kind.LENGTH: _sizes({"minLength", "maxLength"}),
    Kind.COUNT: _sizes({"minItems", "maxItems"}),
    Kind.RANGE: lambda value: bool(sequence(value)) and all(map(_interval, sequence(value))),
    Kind.ENUM: lambda value: len(sequence(value)) > 1,
    Kind.DEFAULT: lambda value: not isinstance(value, (dict, list)),
    Kind.COMPUTED: lambda value: isinstance(value, str),
    Kind.UNIT: lambda value: isinstance(value, str) and not value.endswith("seconds"),
    Kind.CONDITION: _condition,
    Kind.ADVICE: _advice,
    Kind.CONTENT: lambda value: "/" in text_of(value),
}


def _fits(value: JsonValue, kind: str) -> bool:
    """Say whether a value is of a type, quantities in text aside."""
    match kind:
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return _number(value)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str)


def _check(facts: JsonObject, schema: JsonObject, undecided: JsonValue) -> None:
    for name, value in facts.items():
        assert VALID[Kind(name)](value), (name, value)
    for kind in sequence(undecided):
        assert Kind(text_of(kind))
    type_name = text_of(schema.get("type"))
    literals = [*sequence(facts.get("enum")), *([facts["default"]] if "default" in facts else [])]
    if type_name in ("integer", "number", "boolean", "string"):
        assert all(_fits(each, type_name) for each in literals), literals


@pytest.mark.parametrize("name", ROWS)
def test_every_label_of_a_row_has_the_shape_of_its_kind(name: str) -> None:
    for row in _rows(name):
        schema = mapping(row["type_fact"])
        assert _schema(schema), row["id"]
        _check(mapping(row["facts"]), schema, row.get("open"))


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_the_rows_are_as_many_as_promised_and_none_is_given_twice(name: str, least: int) -> None:
    rows = _rows(name)
    assert len(rows) >= least
    assert len({text_of(row["id"]) for row in rows}) == len(rows)
    assert len({str(row["words"]) for row in rows}) == len(rows)
    assert all(text_of(each) for row in rows for each in sequence(row["words"]))


def test_about_a_third_of_the_rows_state_nothing() -> None:
    rows = [row for name in ROWS for row in _rows(name)]
    assert 0.25 < sum(not row["facts"] for row in rows) / len(rows) < 0.45


@pytest.mark.parametrize(("one", "other"), [*combinations(ROWS, 2)])
def test_no_row_of_a_file_is_in_another_one(one: str, other: str) -> None:
    assert not _words(one) & _words(other)


@pytest.mark.parametrize("name", ROWS)
def test_labelled_values_of_an_enum_stand_in_the_words(name: str) -> None:
    for row in _rows(name):
        words = " ".join(map(text_of, sequence(row["words"])))
        for value in sequence(mapping(row["facts"]).get("enum")):
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert shown in words, (row["id"], value)


@pytest.mark.parametrize("name", ROWS)
def test_a_condition_is_on_a_sibling_that_the_row_names(name: str) -> None:
    for row in _rows(name):
        found = str(mapping(row["facts"]).get("condition", {}))
        for field in re.findall(r"'field': '([^']*)'", found):
            assert field in sequence(row.get("siblings")), row["id"]


def test_there_are_at_least_three_pages_of_every_format() -> None:
    endings = [path.suffix for path in (HERE / "pages").iterdir() if path.suffix != ".yaml"]
    assert len(endings) == len(PAGES)
    assert all(endings.count(each) >= 3 for each in (".txt", ".rst", ".md", ".html"))


@pytest.mark.parametrize("name", PAGES)
def test_every_label_of_a_page_has_the_shape_of_its_kind(name: str) -> None:
    page = mapping(_load(HERE / "pages" / name))
    assert page["method"] in ("GET", "POST", "PUT", "PATCH", "DELETE")
    assert text_of(page["uri"]).startswith("/v")
    assert all(
        re.fullmatch("[1-5][0-9][0-9]", text_of(each)) for each in sequence(page["statuses"])
    )
    for path, value in mapping(page["fields"]).items():
        field = mapping(value)
        assert re.match(r"(path|query|header|request|response(-\d+)?)\.\S", path)
        assert field.keys() <= {"mandatory", "type", "facts", "open"}
        assert _schema(field.get("type", {"type": "string"})), path
        _check(mapping(field["facts"]), mapping(field.get("type")), field.get("open"))


@pytest.mark.parametrize("name", PAGES)
def test_the_name_of_every_labelled_field_stands_on_its_page(name: str) -> None:
    stem = name.removesuffix(".labels.yaml")
    (page,) = (path for path in (HERE / "pages").glob(f"{stem}.*") if path.suffix != ".yaml")
    words = page.read_text(encoding="utf-8")
    for path in mapping(mapping(_load(HERE / "pages" / name))["fields"]):
        assert path.rsplit(".", 1)[-1] in words, path


def test_equal_meanings_are_right_and_others_are_wrong_and_missed() -> None:
    labels: dict[Kind, JsonValue] = {
        Kind.TYPE: {"type": "integer"},
        Kind.RANGE: [{"exclusiveMinimum": 0}],
        Kind.DEFAULT: 3,
        Kind.UNIT: "second",
    }
    read: dict[Kind, list[JsonValue]] = {
        Kind.TYPE: [{"type": "integer"}],
        Kind.RANGE: [[{"minimum": 1}]],
        Kind.DEFAULT: [4],
        Kind.ENUM: [[1, 2]],
    }
    assert score(labels, read) == {
        Kind.TYPE: Score(right=1),
        Kind.RANGE: Score(right=1),
        Kind.ENUM: Score(wrong=1),
        Kind.DEFAULT: Score(wrong=1, missed=1),
        Kind.UNIT: Score(missed=1),
    }


def test_undecided_kinds_examples_and_empty_advice_do_not_count() -> None:
    read: dict[Kind, list[JsonValue]] = {
        Kind.LENGTH: [{"maxLength": 3}],
        Kind.EXAMPLE: ["a"],
        Kind.ADVICE: [{}],
    }
    assert score({Kind.ENUM: ["a", "b"]}, read, {Kind.LENGTH, Kind.ENUM}) == {}


def test_two_conditions_read_are_one_that_either_holds() -> None:
    one: JsonValue = {"field": "a", "equals": True}
    other: JsonValue = {"field": "b", "equals": True}
    found = score({Kind.CONDITION: {"any": [other, one]}}, {Kind.CONDITION: [one, other]})
    assert found == {Kind.CONDITION: Score(right=1)}


def test_a_fact_that_is_read_twice_alike_counts_once() -> None:
    assert score({Kind.DEFAULT: 1}, {Kind.DEFAULT: [1, 1.0]}) == {Kind.DEFAULT: Score(right=1)}


def test_scores_add_up_to_precision_and_recall() -> None:
    scores = total([{Kind.UNIT: Score(3, 1, 0)}, {Kind.UNIT: Score(0, 0, 1), Kind.ENUM: Score()}])
    assert scores[Kind.UNIT] == Score(3, 1, 1)
    assert (overall(scores).precision, overall(scores).recall) == (0.75, 0.75)
    assert (Score().precision, Score().recall) == (1.0, 1.0)
