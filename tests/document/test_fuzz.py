"""Whatever happens to a spec, it becomes findings or an IR, and never another exception."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from trueup import pipeline
from trueup.config import Settings
from trueup.findings import Refused

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"
TEXT = SPEC.read_text("utf-8")
LINES = TEXT.splitlines(keepends=True)
VALUES = (
    "5", "-1", "0", "1.5", "true", "null", "text", "''", "[]", "{}", "[1]", "{a: 1}", "[{}]", ".inf",
    "'#/components/schemas'", "'#/'", "'('", "2020-01-01", "!!set {}", "*x", "&x [*x]", '"\\0"', "1e999",
)  # fmt: skip


def nodes(node: Any) -> Iterator[Any]:
    """Walk every value of a document, keys left out."""
    yield node
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from nodes(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from nodes(item)


# Collections in block style end where the next thing starts, so only the others can be replaced.
SPANS = [
    (node.start_mark.index, node.end_mark.index)
    for node in nodes(yaml.compose(TEXT, Loader=yaml.SafeLoader))
    if isinstance(node, yaml.ScalarNode) or node.flow_style
]


def replaced(span: tuple[int, int], value: str) -> str:
    """Put another value in place of one."""
    start, end = span
    line = "\n" if TEXT[start:end].endswith("\n") else ""
    return f"{TEXT[:start]}{value}{line}{TEXT[end:]}"


def without(at: int) -> str:
    """Leave out a line."""
    return "".join(LINES[:at] + LINES[at + 1 :])


def doubled(at: int) -> str:
    """Write a line twice."""
    return "".join([*LINES[: at + 1], *LINES[at:]])


def inserted(at: int, more: bytes) -> bytes:
    """Put bytes in between."""
    content = TEXT.encode()
    return content[:at] + more + content[at:]


lines = st.integers(0, len(LINES) - 1)
places = st.integers(0, len(TEXT))
retyped = st.builds(replaced, st.sampled_from(SPANS), st.sampled_from(VALUES))
mangled = st.one_of(
    st.builds(without, lines),
    st.builds(doubled, lines),
    places.map(lambda at: TEXT[:at]),
    st.builds(inserted, places, st.binary(min_size=1, max_size=6)),
)
fuzzed = settings(
    derandomize=True,
    max_examples=120,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a mutation is small already
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of the spec to read."""
    return tmp_path_factory.mktemp("fuzz") / "openapi.yaml"


def outcome(spec: Path, content: bytes) -> object:
    """Bring a text as far as the IR, or to findings."""
    spec.write_bytes(content)
    try:
        made = pipeline.lowered(Settings(spec.parent, spec, spec.parent / "out"))
    except Refused as refused:
        return refused.findings
    return made.api or made.findings


@fuzzed
@example(text=TEXT)
@given(text=retyped)
def test_a_spec_with_a_value_of_another_kind_is_refused_or_lowered(spec: Path, text: str) -> None:
    assert outcome(spec, text.encode())


@fuzzed
@given(content=mangled)
def test_a_mangled_spec_is_refused_or_lowered(spec: Path, content: str | bytes) -> None:
    assert outcome(spec, content if isinstance(content, bytes) else content.encode())
