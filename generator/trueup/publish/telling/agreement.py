"""The agreement of a spec with its page, as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.agreement.account import Account, Apart, Compared, Row, Verdict
from trueup.page.facts import Facts
from trueup.publish.telling.markdown import code, plain
from trueup.publish.telling.words import shortened

Line = Callable[[str], int]


def as_json(account: Account, facts: Facts, line: Line) -> JsonObject:
    """Give the account for programs. `line`: where a pointer stands in the published document."""
    return {
        "page": {
            "file": facts.file,
            "title": facts.title,
            "updated": facts.updated,
            "sha256": facts.sha256,
        },
        "operation": {"method": account.method, "path": account.path, **_at(account.pointer, line)},
        "counts": counted(account),
        "fields": [_row(each, line) for each in account.fields],
        "statuses": [_row(each, line) for each in account.statuses],
        "contradictions": [_apart(each, line) for each in account.contradictions],
        "others": [_apart(each, line) for each in account.others],
        "elsewhere": [
            {"name": each.name, "source": each.source, **_at(each.pointer, line)}
            for each in account.elsewhere
        ],
        "rulings": [
            {each.name: getattr(ruling, each.name) for each in fields(ruling)}
            for ruling in account.rulings
        ],
    }


def counted(account: Account) -> JsonObject:
    """Count rows, facts by their verdicts, and what was decided."""
    facts = account.counts
    return {
        "fields": len(account.fields),
        "facts": sum(facts.values()),
        **{str(each): facts.get(each, 0) for each in Verdict},
        "statuses": len(account.statuses),
        "contradictions": len(account.contradictions),
        "others": len(account.others),
        "elsewhere": len(account.elsewhere),
        "unread sentences": sum(each.unread for each in account.fields),
    }


def _at(pointer: str, line: Line) -> JsonObject:
    return {"pointer": pointer, "line": line(pointer)} if pointer else {}


def _verdict(verdict: Verdict, ruling: str) -> JsonObject:
    return {"verdict": str(verdict), **({"ruling": ruling} if ruling else {})}


def _row(row: Row, line: Line) -> JsonObject:
    made: JsonObject = {
        "name": row.name,
        "page": {"table": row.table, "row": row.row, "line": row.line},
        "spec": _at(row.pointer, line),
        **_verdict(row.verdict, row.ruling),
    }
    if row.facts:
        made["facts"] = [_fact(each, line) for each in row.facts]
    return {**made, "unread": row.unread} if row.unread else made


def _fact(fact: Compared, line: Line) -> JsonObject:
    return {
        "kind": str(fact.kind),
        "page": {"says": fact.page, "line": fact.line},
        "spec": {"says": fact.spec, **_at(fact.pointer, line)},
        **_verdict(fact.verdict, fact.ruling),
    }


def _apart(each: Apart, line: Line) -> JsonObject:
    return {
        "name": each.name,
        "about": str(each.fact),
        "what": each.what,
        "page": {"says": each.says, **({"line": each.line} if each.line else {})},
        "spec": _at(each.pointer, line),
        **_verdict(each.verdict, each.ruling),
    }


def as_markdown(account: Account, facts: Facts, title: str) -> Iterator[str]:
    """Give the account for people."""
    page = facts.title or facts.file
    yield f"# {_plain(title)} and its page"
    yield ""
    yield (
        f"What the page “{_plain(page)}”{f', as of {facts.updated},' if facts.updated else ''} states of"
        f" {_code(f'{account.method} {account.path}')}, and what the spec says of it."
    )
    yield ""
    yield "; ".join(f"{count} {name}" for name, count in counted(account).items()) + "."
    yield ""
    yield from _section(
        "Fields", ("row", "field", "fact", "page", "spec", "verdict"), _facts(account)
    )
    yield from _section("Statuses", ("row", "status", "verdict"), map(_status, account.statuses))
    yield from _section(
        "Where the page contradicts itself", ("field", "about", "what", "ruling"),
        map(_parted, account.contradictions),
    )  # fmt: skip
    yield from _section(
        "Other differences", ("field", "about", "what", "ruling"), map(_parted, account.others)
    )
    yield from _section(
        "What comes from elsewhere", ("what", "source"),
        ((_code(each.name), _plain(each.source)) for each in account.elsewhere),
    )  # fmt: skip
    if account.rulings:
        yield "## Rulings"
        yield ""
    for ruling in account.rulings:
        yield f"### {_plain(ruling.id)}"
        yield ""
        place = (
            f"Table {ruling.table}{f', row {ruling.row}' if ruling.row else ''}: "
            if ruling.table
            else ""
        )
        yield f"{place}{_plain(ruling.contradiction)}"
        yield ""
        yield f"**Decided:** {_plain(ruling.decision)}"
        yield ""
        yield f"**Because:** {_plain(ruling.reason)}"
        yield ""


def _section(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    made = [*rows]
    if made:
        yield f"## {title}"
        yield ""
        yield from _table(head, iter(made))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _facts(account: Account) -> Iterator[tuple[str, ...]]:
    for row in account.fields:
        for fact in row.facts:
            verdict = f"{fact.verdict}: {fact.ruling}" if fact.ruling else str(fact.verdict)
            both = (_code(text) if (text := said(each)) else "" for each in (fact.page, fact.spec))
            yield placed(row), _code(row.name), str(fact.kind), *both, _plain(verdict)


def placed(row: Row) -> str:
    """Say where a row stands on the page."""
    return f"{row.table}.{row.row}" if row.table else f"row {row.row}"


def _status(row: Row) -> tuple[str, ...]:
    verdict = f"{row.verdict}: {row.ruling}" if row.ruling else str(row.verdict)
    return placed(row), row.name.removeprefix("status."), _plain(verdict)


def _parted(each: Apart) -> tuple[str, ...]:
    return _code(each.name), str(each.fact), _plain(each.what), _plain(each.ruling)


def said(value: JsonValue) -> str:
    """Write what one of the two says, in a line."""
    return "" if value is None else shortened(value)


def _code(text: str) -> str:
    """Write code that may stand in a table."""
    return code(text).replace("|", "\\|")


def _plain(text: str) -> str:
    return plain(" ".join(text.split()))
