"""Bodies that broke after they were made, or were made where nothing is checked; with the broken place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dli_flink import JobManagerResourceSpec, ResourceConfig

from .wire import Body


def _by_force(model: Any, **fields: Any) -> Any:
    """Put values where no check is made."""
    vars(model).update(fields)
    return model


def _with_a_wrong_item() -> Body:
    body = Body(edge_group_ids=["a"])
    assert isinstance(body.edge_group_ids, list)
    body.edge_group_ids.append(5)  # type: ignore[arg-type]  # that is the point
    return body


def _in_a_config(**fields: Any) -> Body:
    return Body(resource_config=ResourceConfig.model_construct(**fields))


def _in_a_spec(**fields: Any) -> Body:
    return _in_a_config(jobmanager_resource_spec=JobManagerResourceSpec.model_construct(**fields))


SPEC_PATH = "resource_config.jobmanager_resource_spec"
BROKEN: dict[str, tuple[Callable[[], Body], str]] = {
    "too long": (lambda: Body.model_construct(name="a" * 58), "name"),
    "over an edge": (lambda: Body.model_construct(resume_max_num=0), "resume_max_num"),
    "null": (lambda: Body.model_construct(name=None), "name"),
    "a whole float": (lambda: Body.model_construct(tm_cus=2.0), "tm_cus"),
    "true for a number": (lambda: Body.model_construct(checkpoint_mode=True), "checkpoint_mode"),
    "a typo": (lambda: _by_force(Body(), nme="a"), "nme"),
    "a wrong item": (_with_a_wrong_item, "edge_group_ids.1"),
    "inside an object": (lambda: _in_a_config(max_slot=0), "resource_config.max_slot"),
    "two levels down": (lambda: _in_a_spec(memory="1GB"), f"{SPEC_PATH}.memory"),
    "NaN two levels down": (lambda: _in_a_spec(cpu=float("nan")), f"{SPEC_PATH}.cpu"),
    "a typo two levels down": (
        lambda: _in_a_config(jobmanager_resource_spec=_by_force(JobManagerResourceSpec(), cpus=1)),
        f"{SPEC_PATH}.cpus",
    ),
}
