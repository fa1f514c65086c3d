"""Actions on the project's own spec, of every kind: what the tests of actions and of edits try."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from trueup.document.actions import Action, applied, setting
from trueup.document.json_values import JsonValue
from trueup.document.pointers import at, join
from trueup.document.source import Document, parse

FILE: Final = "spec/openapi.yaml"
SPEC: Final = (Path(__file__).resolve().parents[2] / FILE).read_text("utf-8")
DOCUMENT: Final[Document] = parse(FILE, SPEC)
SCHEMAS: Final = "/components/schemas"
FIELDS: Final = f"{SCHEMAS}/UpdateSqlJobRequest/properties"
PUT: Final = "/paths/~1v1.0~1{project_id}~1streaming~1sql-jobs~1{job_id}/put"
NEW: Final[JsonValue] = {
    "type": "string",
    "enum": ["on", "1.10", "2025-12-19", "plain", "- dash", "a: b", ""],
    "default": "0",
    "description": "A sentence that does not end before the line does. " * 5 + "At last, it ends.",
    "x-applies-when": {"any": [{"field": "a", "equals": True}, {"not": {"field": "b", "in": ["1"]}}]},
    "x-page": {"table": 2, "row": 31},
}  # fmt: skip
# Comments, quotes and collections in every form that YAML has.
HERE: Final = """# Head

a: 1   # one
'b' : "two"  # two
c:
  # above d
  d: text
    over lines   # three

  # above e
  e: "double
    over"  # four
  f: >-  # five
    folded

    more
  g: |+
    keep

  h: {x: 1, y: [1, 2], 'z': "q}"}  # six
  i: [ a, b,
    c ]  # seven
  # trailing c

j:
- 1
- - x
  - y  # eight
  -
    k: 1
    l:
- # nine
  m: 1
  n:
  - o
p: &anchor
  q: 1
r: *anchor
s: !!str 5
t:
u:   # ten
  - v: 1
    # above w
    w: 2
  # above item
  - {}
  - ''
? x1
: y1
end: last"""


def put(pointer: str, key: str, value: JsonValue) -> tuple[Action, ...]:
    """Set a key that the spec has not."""
    return setting(pointer, key, value, False, f"add {key}")


def reset(pointer: str, key: str, value: JsonValue) -> tuple[Action, ...]:
    """Set a key that the spec has."""
    return setting(pointer, key, value, True, f"change {key}")


def take(pointer: str) -> tuple[Action, ...]:
    """Remove what stands at a pointer."""
    return (Action(pointer, f"remove {pointer}", remove=True),)


_ONE_BY_ONE: Final[dict[str, tuple[Action, ...]]] = {
    "text longer": reset(f"{FIELDS}/name", "maxLength", 64),
    "text shortest": put(f"{FIELDS}/name", "minLength", 1),
    "text no limit": take(f"{FIELDS}/name/maxLength"),
    "pattern new": put(f"{FIELDS}/name", "pattern", "^[A-Za-z0-9_-]*$"),
    "pattern other": reset(f"{FIELDS}/dirty_data_strategy", "pattern", r"^[01]$|^2:.+\S$"),
    "pattern over lines": reset(
        f"{SCHEMAS}/JobManagerResourceSpec/properties/memory", "pattern", "^a"
    ),
    "pattern with its comment gone": take(
        f"{SCHEMAS}/JobManagerResourceSpec/properties/memory/pattern"
    ),
    "type": reset(f"{FIELDS}/name", "type", "integer"),
    "type list": reset(f"{FIELDS}/name", "type", ["string", "null"]),
    "format": reset(f"{FIELDS}/cu_number", "format", "int64"),
    "format gone": take(f"{FIELDS}/cu_number/format"),
    "format new": put(f"{FIELDS}/udf_jar_url", "format", "uri"),
    "minimum": reset(f"{SCHEMAS}/JobManagerResourceSpec/properties/cpu", "minimum", 1.5),
    "minimum whole": reset(f"{SCHEMAS}/JobManagerResourceSpec/properties/cpu", "minimum", 1),
    "minimum new": put(f"{FIELDS}/cu_number", "minimum", 2),
    "maximum new": put(f"{FIELDS}/cu_number", "maximum", 400),
    "both bounds": (
        *put(f"{FIELDS}/cu_number", "minimum", 2),
        *put(f"{FIELDS}/cu_number", "maximum", 4),
    ),
    "exclusive": put(f"{FIELDS}/tm_cus", "exclusiveMinimum", 0),
    "default number": reset(f"{FIELDS}/cu_number", "default", 4),
    "default float": reset(f"{SCHEMAS}/TaskManagerResourceSpec/properties/cpu", "default", 2.0),
    "default tiny": reset(f"{SCHEMAS}/TaskManagerResourceSpec/properties/cpu", "default", 1e-07),
    "default text": reset(f"{FIELDS}/dirty_data_strategy", "default", "1"),
    "default boolean": reset(f"{FIELDS}/log_enabled", "default", True),
    "default null": reset(f"{FIELDS}/log_enabled", "default", None),
    "default new": put(f"{FIELDS}/flink_version", "default", "1.10"),
    "default gone": take(f"{FIELDS}/run_mode/default"),
    "default a list": put(f"{FIELDS}/edge_group_ids", "default", []),
    "enum one more": (
        Action(f"{SCHEMAS}/RunMode", "add", {"enum": ["spot"], "x-enum-varnames": ["SPOT"]}),
    ),
    "enum other": reset(f"{SCHEMAS}/RunMode", "enum", ["edge_node", "no", "shared_cluster"]),
    "enum one less": take(f"{SCHEMAS}/RunMode/enum/1"),
    "enum new": put(f"{FIELDS}/flink_version", "enum", ["1.10", "1.12", "1.15"]),
    "enum empty": reset(f"{SCHEMAS}/CheckpointMode", "enum", []),
    "enum numbers": reset(f"{SCHEMAS}/CheckpointMode", "enum", [1, 2, 3]),
    "items": reset(f"{FIELDS}/edge_group_ids", "items", {"type": "integer", "format": "int64"}),
    "items merged": (Action(f"{FIELDS}/edge_group_ids/items", "add", {"format": "uuid"}),),
    "count": put(f"{FIELDS}/edge_group_ids", "maxItems", 10),
    "reference": reset(f"{FIELDS}/run_mode", "$ref", "#/components/schemas/CheckpointMode"),
    "range of pieces": reset(f"{FIELDS}/resume_max_num", "anyOf", [{"const": -1}, {"minimum": 0}]),
    "range gone": take(f"{FIELDS}/resume_max_num/anyOf"),
    "description longer": reset(
        f"{FIELDS}/name", "description", "Long words and more of them. " * 9 + "End."
    ),
    "description shorter": reset(f"{FIELDS}/sql_body", "description", "The SQL: # and all"),
    "description of lines": reset(f"{FIELDS}/desc", "description", "One line.\n\nAnd: another\n"),
    "unit": reset(f"{FIELDS}/idle_state_retention", "x-unit", "hour"),
    "unit new": put(f"{FIELDS}/parallel_number", "x-unit", "times/hour"),
    "unit gone": take(f"{FIELDS}/resume_max_num/x-unit"),
    "expression": reset(f"{FIELDS}/tm_slot_num", "x-default-expression", "tm_cus / 2"),
    "condition": reset(
        f"{FIELDS}/resource_config", "x-applies-when", {"field": "a", "equals": "1.10"}
    ),
    "condition of several": reset(
        f"{FIELDS}/obs_bucket",
        "x-applies-when",
        {"all": [{"field": "a", "equals": True}, {"field": "b", "in": [1]}]},
    ),
    "condition one more": (
        Action(
            f"{FIELDS}/obs_bucket/x-applies-when", "add", {"any": [{"field": "z", "equals": 1}]}
        ),
    ),
    "condition less": take(f"{FIELDS}/obs_bucket/x-applies-when/any/0"),
    "condition new": put(
        f"{FIELDS}/smn_topic", "x-applies-when", {"field": "log_enabled", "equals": False}
    ),
    "condition to its opposite": reset(
        f"{FIELDS}/cu_number", "x-applies-when", {"field": "x", "equals": 1}
    ),
    "condition in": (
        Action(f"{FIELDS}/execution_agency_urn/x-applies-when", "add", {"in": ["1.17"]}),
    ),
    "advice": reset(f"{FIELDS}/sql_body", "x-advice", [{"says": "A", "holds": {"maxLength": 9}}]),
    "advice one more": (
        Action(f"{FIELDS}/sql_body", "add", {"x-advice": [{"says": "word " * 30 + "end"}]}),
    ),
    "advice less": take(f"{FIELDS}/resource_config_version/x-advice/1"),
    "examples": reset(f"{FIELDS}/dirty_data_strategy", "examples", ["0", "2:a/b"]),
    "page row": reset(f"{FIELDS}/name", "x-page", {"table": 2, "row": 3}),
    "page row in place": (Action(f"{FIELDS}/name/x-page", "move", {"row": 30}),),
    "page without row": take(f"{FIELDS}/name/x-page/row"),
    "page gone": take(f"{FIELDS}/name/x-page"),
    "required new": put(f"{SCHEMAS}/UpdateSqlJobResponse", "required", ["is_success"]),
    "required less": take(f"{SCHEMAS}/ErrorResponse/required/0"),
    "required gone": take(f"{SCHEMAS}/ErrorResponse/required"),
    "open": reset(f"{SCHEMAS}/ResourceConfig", "additionalProperties", {"type": "string"}),
    "property gone at the start": take(f"{FIELDS}/name"),
    "property gone in the middle": take(f"{FIELDS}/obs_bucket"),
    "property gone at the end": take(f"{FIELDS}/resource_config"),
    "property moved": (
        *take(f"{FIELDS}/udf_jar_url"),
        *put(f"{SCHEMAS}/ResourceConfig/properties", "udf", {"type": "string"}),
    ),
    "only property replaced": (
        *take(f"{SCHEMAS}/UpdateSqlJobResponseJob/properties/update_time"),
        *put(f"{SCHEMAS}/UpdateSqlJobResponseJob/properties", "created", NEW),
    ),
    "no properties left": take(f"{SCHEMAS}/UpdateSqlJobResponseJob/properties/update_time"),
    "nested property": put(
        f"{FIELDS}/static_estimator_config/contentSchema/properties/operator_list/items/properties",
        "more",
        NEW,
    ),
    "parameter new": (
        Action(
            f"{PUT}/parameters", "add", {"name": "q", "in": "query", "schema": {"type": "string"}}
        ),
    ),
    "parameter gone": take(f"{PUT}/parameters/0"),
    "parameter name gone": take(f"{PUT}/parameters/0/name"),
    "parameter type": reset(f"{PUT}/parameters/1/schema", "type", "string"),
    "parameter schema": put(f"{PUT}/parameters/1/schema", "minimum", 1),
    "response new": put(
        f"{PUT}/responses",
        "404",
        {"description": "There is no such job.", "x-page": {"table": 8, "row": 3}},
    ),
    "response gone": take(f"{PUT}/responses/400"),
    "response description": reset(f"{PUT}/responses/200", "description", "Done."),
    "operation id": reset(PUT, "operationId", "change"),
    "operation deprecated": put(PUT, "deprecated", True),
    "other path": put("/paths", "/v2/jobs", {"get": {"responses": {"200": {"description": "ok"}}}}),
    "schema new": put(
        SCHEMAS, "Fresh", {"type": "object", "properties": {"a": NEW}, "x-page": {"table": 9}}
    ),
    "schema gone": take(f"{SCHEMAS}/ResourceConfigVersion"),
    "schema last": take(f"{SCHEMAS}/ErrorResponse"),
    "example": reset(
        f"{PUT}/requestBody/content/application~1json/examples/full/value",
        "sql_body",
        "select 1;\nselect 2;",
    ),
    "example value": reset(
        f"{PUT}/requestBody/content/application~1json/examples/edge/value", "edge_group_ids", ["1"]
    ),
    "server": put("/servers/0/variables/region", "enum", ["a", "eu-west-101"]),
    "updated": reset("/info/x-documented-by", "updated", "2026-01-08"),
    "security": take("/security/0"),
    "security item emptied": take("/security/0/token"),
    "end of the file": put(
        "/components/securitySchemes/project_header", "x-note", "at the very end"
    ),
    "end of the file gone": take("/components/securitySchemes/project_header"),
    "section gone and another new": (
        *take("/tags"),
        *put("", "externalDocs", {"url": "https://example.org"}),
    ),
}
_IN_EACH_SCHEMA: Final[dict[str, tuple[Action, ...]]] = {
    f"property new in {name}": put(f"{SCHEMAS}/{name}/properties", "fresh", NEW)
    for name in (
        "UpdateSqlJobRequest", "ResourceConfig", "JobManagerResourceSpec", "TaskManagerResourceSpec",
        "UpdateSqlJobResponse", "UpdateSqlJobResponseJob", "ErrorResponse",
    )
}  # fmt: skip
EDITS: Final = {
    **_ONE_BY_ONE,
    **_IN_EACH_SCHEMA,
    "all at once": (
        *_ONE_BY_ONE["text longer"],
        *_ONE_BY_ONE["property gone in the middle"],
        *_ONE_BY_ONE["pattern over lines"],
        *_ONE_BY_ONE["description longer"],
        *_ONE_BY_ONE["enum other"],
        *_ONE_BY_ONE["parameter new"],
        *_ONE_BY_ONE["schema new"],
        *put(join(FIELDS, "name"), "x-new", {"a/b~c": [[1], []]}),
    ),
}


often = settings(
    derandomize=True,
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def update(pointer: str, key: str, value: JsonValue) -> Action:
    """Update one key."""
    return Action(pointer, "change it", {key: value})


def lines_changed(before: str, now: str) -> tuple[list[str], list[str]]:
    """Give the lines that went and those that came, without what is the same before and after them."""
    old, new = before.splitlines(), now.splitlines()
    head = len(list(takewhile(bool, (a == b for a, b in zip(old, new, strict=False)))))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = len(list(takewhile(bool, (a == b for a, b in rest))))
    return old[head : len(old) - tail], new[head : len(new) - tail]


def nodes(value: JsonValue, pointer: str = "") -> list[str]:
    """Give the pointers of all values."""
    held = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [pointer, *(each for key, inner in held for each in nodes(inner, join(pointer, key)))]


ANY: list[JsonValue] = [
    1, 1.0, True, None, "x", "a: b", "- d", "", [], {}, [1], {"k": {"l": [1, {"m": "n"}]}}, "word " * 40 + "e",
    "a\nb", "a\nb\n", {"field": "a", "in": ["1"]}, {"table": 1, "row": 2}, [[1], {"a": 1}], NEW, 1e-07, 2**70,
]  # fmt: skip
KEYS = ("new", "minLength", "type", "x-page", "description", "properties", "on", "a/b~c", "200")


@st.composite
def some_actions(draw: st.DrawFn, document: Document) -> list[Action]:
    """Draw actions that fit a document, each after the one before it."""
    root, actions = document.root, list[Action]()
    for _ in range(draw(st.integers(1, 4))):
        pointer = draw(st.sampled_from(nodes(root)))
        value = at(root, pointer)
        new: tuple[Action, ...] = ()
        if pointer and draw(st.integers(0, 3)) == 0:
            new = take(pointer)
        elif isinstance(value, dict):
            key = draw(st.sampled_from([*value, *KEYS]))
            made = draw(st.sampled_from(ANY))
            new = (reset if key in value else put)(pointer, key, made)
            new = new if draw(st.booleans()) else (Action(pointer, "merge", {key: made}),)
        elif isinstance(value, list):
            new = (Action(pointer, "add", {"k": draw(st.sampled_from(ANY))}),)
        actions += new
        root = applied(root, new)
    return actions
