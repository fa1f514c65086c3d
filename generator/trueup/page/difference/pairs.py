"""Which field of an old page is which of a new one: by path, then those that moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trueup.document.json_values import canonical
from trueup.page.difference.moves import inside, moves
from trueup.page.facts import Facts, Field, Kind
from trueup.page.paths import parent
from trueup.page.statement import statement


@dataclass(frozen=True, slots=True)
class Pairs:
    """The fields of two pages.

    `both`: at one path, in the new page's order. `moved`: roots of subtrees at another path; what they hold
    is in none of these. `removed` and `added`: the rest, each in its own page's order.
    """

    both: tuple[tuple[Field, Field], ...]
    moved: tuple[tuple[Field, Field], ...]
    removed: tuple[Field, ...]
    added: tuple[Field, ...]


def paired(old: Facts, new: Facts) -> Pairs:
    """Pair the fields of two pages; of several at one path the first counts."""
    before, after = _by_path(old.fields), _by_path(new.fields)
    same = {path: path for path in after if path in before}
    same |= _under_a_new_type(before, after, same)
    kept = set(same.values())
    removed = {path: each for path, each in before.items() if path not in kept}
    added = {path: each for path, each in after.items() if path not in same}
    moved = moves(removed, added)
    gone, come = inside(removed, moved), inside(added, moved.values())
    return Pairs(
        both=tuple((before[same[path]], each) for path, each in after.items() if path in same),
        moved=tuple((removed[path], added[moved[path]]) for path in removed if path in moved),
        removed=tuple(each for path, each in removed.items() if path not in gone),
        added=tuple(each for path, each in added.items() if path not in come),
    )


def _by_path(fields: Iterable[Field]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for each in fields:
        found.setdefault(each.path, each)
    return found


def _under_a_new_type(
    before: Mapping[str, Field], after: Mapping[str, Field], same: Mapping[str, str]
) -> dict[str, str]:
    """Pair what differs in brackets only, below a field that became an array or no longer is one.

    The type of that field tells the change, once.
    """
    alone = {path.replace("[]", ""): path for path in before if path not in same}
    found: dict[str, str] = {}
    # A parent's path is the shorter one, so parents are paired before what they hold.
    for path in sorted((path for path in after if path not in same), key=len):
        old = alone.get(path.replace("[]", ""))
        holder = parent(after[path])
        known = found.get(holder) or same.get(holder)
        if old is None or known is None or parent(before[old]) != known:
            continue
        if holder in found or _type(before[known]) != _type(after[holder]):
            found[path] = old
    return found


def _type(field: Field) -> str:
    return canonical(statement(field).get(Kind.TYPE))
