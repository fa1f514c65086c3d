"""The documentation page itself as structure, read by its layout alone; and what of it is changed by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.page.known import FACTS
from tests.page.mutants.mutant import BREAKING as B
from tests.page.mutants.mutant import DOCUMENTATION as D
from tests.page.mutants.mutant import WIDENING as W
from tests.page.mutants.mutant import Expected, Mutant
from tests.page.mutants.source import (
    Block,
    Break,
    Item,
    Part,
    Row,
    Say,
    Section,
    Shown,
    Source,
    Table,
    Title,
    Within,
)
from tests.page.mutants.wording import Reworded

PAGE = Path(__file__).resolve().parents[4] / "shared" / "pages" / "updating-a-sql-job.txt"
ABSENT = "the documentation page is not part of the project, and not beside it here"
SECTIONS = (
    "Function", "Authorization", "URI", "Request Parameters", "Response Parameters",
    "Example Request", "Example Response", "Status Codes", "Error Codes",
)  # fmt: skip
PREFIXES = {"1": "path", "2": "request", "6": "response"}
TYPES = "string|integer|long|double|boolean|array of strings|object"


def page() -> Source:
    """Read the page."""
    lines = [line for line in PAGE.read_text("utf-8").split("\n") if line.strip()]
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, at = _block(lines, at)
        blocks.append(block)
    return Source(tuple(blocks))


def _block(lines: list[str], at: int) -> tuple[Block, int]:
    line = lines[at]
    words = line.strip()
    if words in SECTIONS:
        return Section(words), at + 1
    if at == 1:
        return Title(words), at + 1
    if line.startswith("  • "):
        inner, after = _block([each.removeprefix("    ") for each in lines], at + 1)
        return Within(words.removeprefix("• "), (inner,)), after
    if re.match(r"Table \d+ (?!describes)", words):
        return _table(lines, at)
    if words == "{":
        end = lines.index("}", at) + 1
        return Shown("\n".join(lines[at:end])), end
    return Say(_linked(words)), at + 1


def _table(lines: list[str], at: int) -> tuple[Table, int]:
    _, key, caption = lines[at].strip().split(" ", 2)
    wide = 4 if lines[at + 1].strip() == "Parameter" else 2
    columns = tuple(line.strip() for line in lines[at + 1 : at + 1 + wide])
    start = at + 1 + wide
    end = next(
        (n for n in range(start, len(lines)) if lines[n] in SECTIONS or _captions(lines, n)),
        len(lines),
    )
    starts = [n for n in range(start, end) if _starts(lines, n, wide)]
    rows = tuple(
        _row(lines[one:two], wide) for one, two in zip(starts, [*starts[1:], end], strict=True)
    )
    return Table(key, caption, rows, PREFIXES.get(key, ""), columns), end


def _captions(lines: list[str], at: int) -> bool:
    return bool(re.match(r"\s*Table \d+ ", lines[at])) and lines[at + 1].strip() == "Parameter"


def _starts(lines: list[str], at: int, wide: int) -> bool:
    if wide == 2:
        return bool(re.fullmatch(r"\s*\d{3}", lines[at]))
    cells = [line.strip() for line in lines[at : at + 3]]
    return (
        len(cells) == 3
        and cells[1] in ("Yes", "No")
        and bool(re.fullmatch(TYPES, cells[2], re.IGNORECASE))
    )


def _row(lines: list[str], wide: int) -> Row:
    cells = [line.strip() for line in lines]
    parts: list[Part] = []
    for words in cells[wide - 1 :]:
        if words.startswith("• "):
            parts.append(Item(_linked(words.removeprefix("• "))))
        elif words.startswith("{"):
            parts.append(Shown(words))
        else:
            parts += (Break(), Say(_linked(words)))
    if wide == 2:
        return Row(cells[0], tuple(parts))
    return Row(cells[0], tuple(parts), cells[2], cells[1] == "Yes")


def _linked(words: str) -> str:
    return re.sub(r"Table (\d+)", r"[[\1]]", words)


R, C = "request", "request.resource_config"
JM, TM = f"{C}.jobmanager_resource_spec", f"{C}.taskmanager_resource_spec"
# The path of a field, words of its row, other words for them, and what that changes.
EDITS: tuple[tuple[str, str, str, str, str], ...] = (
    (f"{R}.name", "0 to 57", "0 to 64", "length", W),
    (f"{R}.name", "0 to 57", "1 to 57", "length", B),
    (f"{R}.name", "0 to 57", "0 to 50", "length", B),
    (f"{R}.desc", "0 to 512", "0 to 2048", "length", W),
    (f"{R}.desc", "0 to 512", "0 to 511", "length", B),
    (f"{R}.queue_name", "0 to 128", "1 to 128", "length", B),
    (f"{R}.queue_name", "0 to 128", "0 to 256", "length", W),
    (f"{R}.sql_body", "1024 x 1024", "512 x 1024", "length", B),
    (f"{R}.sql_body", "1024 x 1024", "1024 x 2048", "length", W),
    (f"{R}.run_mode", "is shared_cluster.", "is edge_node.", "default", B),
    (f"{R}.run_mode", "edge_node:", "far_node:", "enum", B),
    (f"{R}.cu_number", "is 2.", "is 4.", "default", B),
    (f"{R}.parallel_number", "is 1.", "is 2.", "default", B),
    (f"{R}.checkpoint_enabled", "value: false", "value: true", "default", B),
    (f"{R}.checkpoint_mode", "value: 1.", "value: 2.", "default", B),
    (f"{R}.checkpoint_mode", "2:", "3:", "enum", B),
    (f"{R}.checkpoint_interval", "is second.", "is minute.", "unit", B),
    (f"{R}.checkpoint_interval", "is 10.", "is 30.", "default", B),
    (f"{R}.obs_bucket", "checkpoint_enabled is set to true", "checkpoint_enabled is set to false", "condition", D),
    (f"{R}.log_enabled", "is false.", "is true.", "default", B),
    (f"{R}.restart_when_exception", "is false.", "is true.", "default", B),
    (f"{R}.idle_state_retention", "is 3600.", "is 7200.", "default", B),
    (f"{R}.idle_state_retention", "in seconds", "in hours", "unit", B),
    (f"{R}.dirty_data_strategy", "is 0.", "is 1.", "default", B),
    (f"{R}.dirty_data_strategy", "2:obsDir", "3:obsDir", "enum", B),
    (f"{R}.dirty_data_strategy", "0: Ignore", "4: Ignore", "enum", B),
    (f"{R}.manager_cu_number", "is 1.", "is 2.", "default", B),
    (f"{R}.tm_cus", "is 1.", "is 2.", "default", B),
    (f"{R}.tm_slot_num", "*tm_cus", "*2*tm_cus", "computed", B),
    (f"{R}.resume_max_num", "greater than 0", "greater than 1", "range", B),
    (f"{R}.resume_max_num", "-1 or greater", "-2 or greater", "range", B),
    (f"{R}.resume_max_num", "is -1", "is 3", "default", B),
    (f"{R}.resume_max_num", "times/hour", "times/minute", "unit", B),
    (f"{R}.static_estimator_config", "in JSON format", "of numbers", "content", D),
    (f"{R}.execution_agency_urn", "1.15", "1.17", "condition", D),
    (f"{R}.resource_config_version", "is v1.", "is v2.", "default", B),
    (f"{R}.resource_config_version", "settings of v2", "settings of v1", "advice", D),
    (f"{C}", "version is v2", "version is v3", "condition", D),
    (f"{C}.max_slot", "set to 1", "set to 2", "default", B),
    (f"{C}.max_slot", "less than 1", "less than 2", "range", B),
    (f"{C}.max_slot", "less than 1", "less than 0", "range", W),
    (f"{C}.parallel_number", "is 1.", "is 3.", "default", B),
    *((f"{path}.cpu", "1.0", "2.0", "default", B) for path in (JM, TM)),
    *((f"{path}.cpu", "0.5", "1.5", "range", B) for path in (JM, TM)),
    *((f"{path}.cpu", "0.5", "0.1", "range", W) for path in (JM, TM)),
    *((f"{path}.cpu", "exceed 2", "exceed 4", "advice", D) for path in (JM, TM)),
    *((f"{path}.memory", "4 GB", "6 GB", "default", B) for path in (JM, TM)),
    *((f"{path}.memory", "is 2 GB", "is 3 GB", "range", B) for path in (JM, TM)),
    *((f"{path}.memory", "is 2 GB", "is 1 GB", "range", W) for path in (JM, TM)),
    *((f"{path}.memory", "unit is GB", "unit is MB", "unit", B) for path in (JM, TM)),
    ("response.job.update_time", "milliseconds", "seconds", "unit", B),
    # Told no longer: the sentence with these words goes.
    (f"{R}.name", "0 to 57", "", "length", W),
    (f"{R}.queue_name", "0 to 128", "", "length", W),
    (f"{R}.cu_number", "is 2", "", "default", D),
    (f"{R}.checkpoint_interval", "unit", "", "unit", D),
    (f"{R}.checkpoint_interval", "is 10", "", "default", D),
    (f"{R}.resume_max_num", "or greater", "", "range", W),
    (f"{C}.max_slot", "less than 1", "", "range", W),
    # Told for the first time.
    (f"{R}.flink_version", "version.", "version. The default value is 1.17.", "default", D),
    (f"{R}.flink_version", "version.", "version. The value can be 1.15 or 1.17.", "enum", B),
    (f"{R}.cu_number", "is 2.", "is 2. Value range: 2 to 400.", "range", B),
    (f"{R}.smn_topic", "topic.", "topic. Length range: 0 to 64 characters.", "length", B),
    (f"{R}.edge_group_ids", "IDs.", "IDs. A maximum of 10 IDs are allowed.", "count", B),
    ("response.message", "content.", "content. Length range: 0 to 64 characters.", "length", W),
    ("response.is_success", "executed.", "executed. The value can be true or false.", "enum", W),
)  # fmt: skip
# The same, but nothing that is agreed on changes.
REWORDED: tuple[tuple[str, str, str], ...] = (
    (f"{R}.name", "Length range: 0 to 57", "Length range: 0-57"),
    (f"{R}.name", "Length range: 0 to 57", "The value can contain 0 to 57"),
    (f"{R}.queue_name", "can contain 0 to 128 characters", "can contain up to 128 characters"),
    (f"{R}.sql_body", "1024 x 1024", "1,048,576"),
    (f"{R}.sql_body", "1024 x 1024", "1024*1024"),
    (f"{R}.sql_body", "1024 x 1024", "1024x1024"),
    (f"{R}.run_mode", "The options are as follows:", "Options:"),
    (f"{R}.run_mode", "The default value is", "Default value:"),
    (f"{R}.cu_number", "The default value is 2", "By default, the value is 2"),
    (f"{R}.checkpoint_enabled", "Options:", "The options are as follows:"),
    (f"{R}.checkpoint_mode", "Default value: 1", "The default value is 1"),
    (f"{R}.checkpoint_interval", "The unit is second", "Unit: second"),
    (f"{R}.checkpoint_interval", "The unit is second", "Unit: s"),
    (f"{R}.obs_bucket", "is set to true", "is true"),
    (f"{R}.idle_state_retention", "time, in seconds", "time. The unit is second"),
    (f"{R}.resume_max_num", "Value range: -1 or greater than 0", "The value range is -1 or greater than 0"),
    (f"{R}.resource_config_version", "can be v1 or v2", "can be v2 or v1"),
    (f"{C}.max_slot", "must not be less than 1", "is at least 1"),
    (f"{JM}.cpu", "with a minimum of no less than", "and the minimum value is"),
    (f"{JM}.memory", "and the minimum value is", "with a minimum of"),
    ("response.job.update_time", "expressed by milliseconds", "in milliseconds"),
    ("response.job", "For details, see", "See"),
)  # fmt: skip


def edited(source: Source, path: str, old: str, new: str) -> Source:
    """Write other words where a row first has some; without any, leave out their sentence."""
    row = source.rows[path][1]
    at = next(
        n for n, each in enumerate(row.parts) if isinstance(each, Say | Item) and old in each.words
    )
    part = row.parts[at]
    if not isinstance(part, Say | Item):
        raise TypeError(part)
    if new:
        return source.with_parts(path, at, replace(part, words=part.words.replace(old, new, 1)))
    kept = (each for each in re.split(r"(?<=\.) (?=[A-Z])", part.words) if old not in each)
    return source.with_parts(path, at, replace(part, words=" ".join(kept)))


def stated() -> dict[str, frozenset[str]]:
    """Give the kinds of what the page states, by path, as they were told by hand."""
    return {each.path: frozenset(str(fact.kind) for fact in each.facts) for each in FACTS.fields}


def edits(source: Source) -> list[Mutant]:
    """Give the mutants that are made by hand."""
    return [
        Mutant(
            f"{path}: {old!r} to {new!r}",
            edited(source, path, old, new),
            (Expected(what, path, effect),),
            row=path,
        )
        for path, old, new, what, effect in EDITS
    ]


def rewordings_by_hand(source: Source) -> list[Reworded]:
    """Give the rewordings that are made by hand."""
    return [
        Reworded(f"{path}: {old!r} to {new!r}", edited(source, path, old, new), path)
        for path, old, new in REWORDED
    ]
