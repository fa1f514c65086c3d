"""Text that people will read holds no characters that hide or reorder what is shown."""

from __future__ import annotations

import pytest

from .linting import HEAD, at, findings, reported, schema


@pytest.mark.parametrize(
    ("escape", "name"),
    [
        ("\\0", "U+0000"), ("\\e", "U+001B"), ("\\x7f", "U+007F"), ("\\x85", "U+0085"),
        ("\\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("\\u2066", "LEFT-TO-RIGHT ISOLATE"),
    ],
)  # fmt: skip
def test_an_unsafe_character_is_reported_by_name_at_its_text(escape: str, name: str) -> None:
    spec = f'{HEAD}paths: {{}}\nx-a:\n  - fine\n  - "a{escape}b"\n'
    (finding,) = findings(spec)
    assert reported(spec) == [at(spec, f'"a{escape}b"', "TU206")]
    assert name in finding.message


def test_an_unsafe_character_in_a_key_is_reported_at_the_key() -> None:
    spec = schema('properties: {"a\\u202eb": {type: string}}')
    assert reported(spec) == [at(spec, '"a\\u202eb"', "TU206")]


def test_lines_tabs_emoji_and_every_script_are_safe() -> None:
    assert reported(f'{HEAD}paths: {{}}\nx-a: "a\\n\\tb\\r é 你 \U0001f600 עברית \\u2028"\n') == []
