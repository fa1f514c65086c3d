"""Paths of fields: what stands around a field, and who sends it."""

from __future__ import annotations

from trueup.page.facts import Field


def container(field: Field) -> str:
    """Give what holds the field: `response.jobs[]` of `response.jobs[].job_id`. A name may hold dots."""
    end = f".{field.name}"
    return field.path.removesuffix(end) if field.path.endswith(end) else _before_dot(field.path)


def parent(field: Field) -> str:
    """Give the path of the field that holds this one: `response.jobs` of `response.jobs[].job_id`."""
    return bare(container(field))


def bare(path: str) -> str:
    """Take the brackets off the end of a path."""
    while path.endswith("[]"):
        path = path[:-2]
    return path


def is_received(path: str) -> bool:
    """Say whether a caller receives this; everything else is sent."""
    return path == "response" or path.startswith(("response.", "response["))


def _before_dot(path: str) -> str:
    return path.rpartition(".")[0]
