"""What generators of TypeScript make of every form compiles, strictly, and the safe form asks for nothing."""

from __future__ import annotations

from pathlib import Path

from .clients import Client, generate, made_by
from .conftest import FORMS
from .judges import node, on_node, run, with_generators, with_java

STRICT = ("--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom")
BUNDLED = ("--module", "preserve", "--moduleResolution", "bundler", "--pretty", "false")
ONE_FIELD = """
import type { components } from "./index";
export const one: components["schemas"]["UpdateSqlJobRequest"] = { smn_topic: "alarms" };
export const all: components["schemas"]["UpdateSqlJobRequest"]["resume_max_num"] = 3;
"""


def wrong(*files: Path) -> list[str]:
    """Give what TypeScript finds wrong in files."""
    done = run(node("tsc"), *STRICT, *BUNDLED, *map(str, files), cwd=files[0].parent)
    return done.stdout.splitlines()


@made_by(["openapi-typescript"], FORMS)
def test_types_of_each_form_compile_and_only_a_safe_form_lets_fields_be_left_out(
    client: Client,
) -> None:
    """A field with a default is one that openapi-typescript wants to be set."""
    (client.home / "one.ts").write_text(ONE_FIELD)
    told = wrong(client.home / "index.ts", client.home / "one.ts")
    if client.form.startswith("client-safe/"):
        assert told == []
    else:
        assert ["is missing the following properties" in each for each in told if "TS" in each] == [
            True
        ]


@on_node
@with_generators
@with_java
def test_a_client_for_fetch_of_each_form_but_the_plain_one_in_3_1_compiles(
    published: Path, tmp_path: Path
) -> None:
    """Of a choice between ranges, which is in the plain 3.1 alone, it makes a call of a function that is missing."""
    made = [
        generate("typescript-fetch", form, published, tmp_path / str(at)).home / "index.ts"
        for at, form in enumerate(FORMS)
    ]
    assert FORMS[0] == "openapi"
    assert wrong(*made[1:]) == []
    assert ["FromJSON" in each or "ToJSON" in each for each in wrong(made[0])] == [True, True]
