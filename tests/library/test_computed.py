"""What the service works out for `tm_slot_num`: told exactly, never sent."""

from __future__ import annotations

from fractions import Fraction

import pytest
from dli_flink import UNSET, ResourceConfig, UpdateSqlJobRequest


@pytest.mark.parametrize(
    ("fields", "slots"),
    [
        ({}, 1),  # (1 * 1) / (2 - 1), all documented defaults
        ({"parallel_number": 6, "cu_number": 4}, 2),
        ({"parallel_number": 4, "tm_cus": 1, "cu_number": 4}, Fraction(4, 3)),
        ({"parallel_number": 0}, 0),
        ({"cu_number": 2, "manager_cu_number": 2}, UNSET),
        ({"tm_slot_num": 9}, 1),
        ({"parallel_number": 2**31 - 1, "tm_cus": 2**31 - 1}, (2**31 - 1) ** 2),
    ],
)
def test_a_computed_default_is_exact_and_unset_where_it_has_no_value(
    fields: dict[str, int], slots: object
) -> None:
    body = UpdateSqlJobRequest.model_validate(fields)
    found = body.computed_defaults()
    assert found == {"tm_slot_num": slots}
    assert type(found["tm_slot_num"]) is type(slots)


def test_what_was_worked_out_is_not_sent() -> None:
    body = UpdateSqlJobRequest(cu_number=4)
    body.computed_defaults()
    assert body.model_dump_json() == '{"cu_number":4}'


def test_a_model_without_computed_defaults_has_none() -> None:
    assert ResourceConfig().computed_defaults() == {}
