"""What the documentation page of the project states, told by hand: facts and figures, and no sentence of it."""

from __future__ import annotations

from trueup.document.json_values import JsonValue
from trueup.page.blocks import Format, Span
from trueup.page.facts import (
    Example,
    Fact,
    Facts,
    Field,
    Kind,
    Operation,
    Role,
    Status,
    Unread,
)

STRING: JsonValue = {"type": "string"}
INTEGER: JsonValue = {"type": "integer", "format": "int32"}
LONG: JsonValue = {"type": "integer", "format": "int64"}
DOUBLE: JsonValue = {"type": "number", "format": "double"}
BOOLEAN: JsonValue = {"type": "boolean"}
OBJECT: JsonValue = {"type": "object"}
STRINGS: JsonValue = {"type": "array", "items": {"type": "string"}}

K = Kind
V2: JsonValue = {"field": "resource_config_version", "equals": "v2"}
FORMULA = "(parallel_number*tm_cus)/(cu_number-manager_cu_number)"
CPU: dict[Kind, JsonValue] = {
    K.RANGE: [{"minimum": 0.5}],
    K.DEFAULT: 1.0,
    K.UNIT: "core",
    K.ADVICE: {"maximum": 2},
}
MEMORY: dict[Kind, JsonValue] = {
    K.RANGE: [{"minimum": "2 GB"}],
    K.DEFAULT: "4 GB",
    K.UNIT: "GB",
}
SPECS = "request.resource_config"

# By table, in the order of rows: path, type, what else is stated.
ROWS: tuple[tuple[int, tuple[tuple[str, JsonValue, dict[Kind, JsonValue]], ...]], ...] = (
    (1, (("path.project_id", STRING, {}), ("path.job_id", LONG, {}))),
    (
        2,
        (
            ("request.name", STRING, {K.LENGTH: {"minLength": 0, "maxLength": 57}}),
            ("request.desc", STRING, {K.LENGTH: {"minLength": 0, "maxLength": 512}}),
            ("request.queue_name", STRING, {K.LENGTH: {"minLength": 0, "maxLength": 128}}),
            ("request.sql_body", STRING, {K.LENGTH: {"minLength": 0, "maxLength": 1048576}}),
            (
                "request.run_mode",
                STRING,
                {
                    K.ENUM: ["shared_cluster", "exclusive_cluster", "edge_node"],
                    K.DEFAULT: "shared_cluster",
                },
            ),
            ("request.cu_number", INTEGER, {K.DEFAULT: 2, K.UNIT: "CU"}),
            ("request.parallel_number", INTEGER, {K.DEFAULT: 1}),
            ("request.checkpoint_enabled", BOOLEAN, {K.ENUM: [True, False], K.DEFAULT: False}),
            ("request.checkpoint_mode", INTEGER, {K.ENUM: [1, 2], K.DEFAULT: 1}),
            ("request.checkpoint_interval", INTEGER, {K.UNIT: "second", K.DEFAULT: 10}),
            ("request.obs_bucket", STRING, {}),
            ("request.log_enabled", BOOLEAN, {K.DEFAULT: False}),
            ("request.smn_topic", STRING, {}),
            ("request.restart_when_exception", BOOLEAN, {K.DEFAULT: False}),
            ("request.idle_state_retention", INTEGER, {K.UNIT: "second", K.DEFAULT: 3600}),
            ("request.edge_group_ids", STRINGS, {}),
            (
                "request.dirty_data_strategy",
                STRING,
                {K.ENUM: ["2:obsDir", "1", "0"], K.DEFAULT: "0"},
            ),
            ("request.udf_jar_url", STRING, {K.ADVICE: {}}),
            ("request.manager_cu_number", INTEGER, {K.DEFAULT: 1, K.UNIT: "CU"}),
            ("request.tm_cus", INTEGER, {K.DEFAULT: 1, K.UNIT: "CU"}),
            ("request.tm_slot_num", INTEGER, {K.COMPUTED: FORMULA}),
            ("request.operator_config", STRING, {}),
            ("request.resume_checkpoint", BOOLEAN, {}),
            (
                "request.resume_max_num",
                INTEGER,
                {
                    K.UNIT: "times/hour",
                    K.RANGE: [{"const": -1}, {"exclusiveMinimum": 0}],
                    K.DEFAULT: -1,
                },
            ),
            ("request.static_estimator_config", STRING, {K.CONTENT: "application/json"}),
            ("request.runtime_config", STRING, {}),
            ("request.flink_version", STRING, {}),
            (
                "request.execution_agency_urn",
                STRING,
                {K.CONDITION: {"field": "flink_version", "equals": "1.15"}},
            ),
            (
                "request.resource_config_version",
                STRING,
                {K.ENUM: ["v1", "v2"], K.DEFAULT: "v1", K.ADVICE: {"const": "v2"}},
            ),
            (SPECS, OBJECT, {K.CONDITION: V2}),
        ),
    ),
    (
        3,
        (
            (f"{SPECS}.max_slot", INTEGER, {K.DEFAULT: 1, K.RANGE: [{"minimum": 1}]}),
            (f"{SPECS}.parallel_number", INTEGER, {K.DEFAULT: 1}),
            (f"{SPECS}.jobmanager_resource_spec", OBJECT, {}),
            (f"{SPECS}.taskmanager_resource_spec", OBJECT, {}),
        ),
    ),
    (
        4,
        (
            (f"{SPECS}.jobmanager_resource_spec.cpu", DOUBLE, CPU),
            (f"{SPECS}.jobmanager_resource_spec.memory", STRING, MEMORY),
        ),
    ),
    (
        5,
        (
            (f"{SPECS}.taskmanager_resource_spec.cpu", DOUBLE, CPU),
            (f"{SPECS}.taskmanager_resource_spec.memory", STRING, MEMORY),
        ),
    ),
    (
        6,
        (
            ("response.is_success", STRING, {}),
            ("response.message", STRING, {}),
            ("response.job", OBJECT, {}),
        ),
    ),
    (7, (("response.job.update_time", LONG, {K.UNIT: "millisecond"}),)),
)
EXAMPLE: JsonValue = {
    "name": "job",
    "run_mode": "shared_cluster",
    "cu_number": 4,
    "checkpoint_enabled": False,
    "checkpoint_mode": "exactly_once",
    "edge_group_ids": ["a", "b"],
    "dirty_data_strategy": "0",
}
# Sentences of our own, of the kinds that rows of the page have.
SENTENCES = {
    "request.obs_bucket": ("Where the state of a job goes.", "Where the state of a job goes."),
    "request.edge_group_ids": ("Commas separate one from the next.",),
    "response.is_success": ("Whether it went well.",),
}


def _line(table: int, row: int, nth: int = 0) -> Span:
    return Span(table * 1000 + row * 10 + nth, 3, table * 1000 + row * 10 + nth, 20)


def _facts() -> Facts:
    fields = []
    for table, rows in ROWS:
        for row, (path, type_, more) in enumerate(rows, start=1):
            stated = {K.MANDATORY: path.startswith("path."), K.TYPE: type_, **more}
            facts = tuple(
                Fact(kind, value, "", _line(table, row, nth))
                for nth, (kind, value) in enumerate(stated.items())
            )
            if path == "request.obs_bucket":
                facts += tuple(
                    Fact(K.CONDITION, {"field": field, "equals": True}, "", _line(table, row, nth))
                    for nth, field in enumerate(("checkpoint_enabled", "log_enabled"), start=2)
                )
            unread = tuple(
                Unread(words, _line(table, row, nth))
                for nth, words in enumerate(SENTENCES.get(path, ()), start=4)
            )
            name = path.rpartition(".")[2]
            fields.append(Field(path, name, table, row, facts, unread, "", _line(table, row)))
    put = Operation(
        "PUT", "/v1.0/{project_id}/streaming/sql-jobs/{job_id}", "", Span(17, 5, 17, 58)
    )
    return Facts(
        file="page.txt",
        format=Format.TEXT,
        language="en",
        title="Updating a SQL Job",
        updated="2025-12-19",
        sha256="0" * 64,
        operation=put,
        tables=(),
        fields=tuple(fields),
        statuses=(Status("200", 8, 1, "", _line(8, 1)), Status("400", 8, 2, "", _line(8, 2))),
        examples=(Example(Role.REQUEST, EXAMPLE, Span(9000, 1, 9030, 1)),),
    )


FACTS = _facts()
