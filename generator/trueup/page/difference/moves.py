"""Fields that stand at another path: the same name and statement, with all that they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from trueup.document.json_values import JsonObject, JsonValue, canonical
from trueup.page.facts import Field
from trueup.page.paths import container, is_received, parent
from trueup.page.statement import statement


@dataclass(slots=True)
class _Subtree:
    """A field with all that it holds.

    `digest`: of what it and all in it state; `size`: how many fields that are; `children`: the paths of
    those it holds itself; `held`: their digests, with the brackets between it and them.
    """

    digest: str = ""
    size: int = 1
    children: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


def stated(each: Field) -> JsonObject:
    """Give what a field states as JSON."""
    return {str(kind): value for kind, value in statement(each).items()}


def moves(removed: Mapping[str, Field], added: Mapping[str, Field]) -> dict[str, str]:
    """Pair removed paths with added ones where only one pairing is possible, whole subtrees at their root.

    What stands inside a moved field is paired along with it.
    """
    before, after = _subtrees(removed), _subtrees(added)
    places = _by_digest(before), _by_digest(after)
    found: dict[str, str] = {}
    gone: set[str] = set()
    # From the largest on, so that what moves with its parent is taken before it could move alone.
    for digest in sorted(places[0], key=lambda each: -before[places[0][each][0]].size):
        old = [path for path in places[0][digest] if path not in gone]
        new = [path for path in places[1].get(digest, ()) if path not in gone]
        if len(old) == len(new) == 1:
            found[old[0]] = new[0]
            gone.update(_inside(before, old[0]), _inside(after, new[0]))
    return found


def inside(fields: Mapping[str, Field], roots: Iterable[str]) -> set[str]:
    """Give the paths of the roots and of all that they hold."""
    trees = _subtrees(fields)
    return {path for root in roots for path in _inside(trees, root)}


def _by_digest(trees: Mapping[str, _Subtree]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees.items():
        found[tree.digest].append(path)
    return found


def _inside(trees: Mapping[str, _Subtree], root: str) -> Iterator[str]:
    waiting = [root]
    while waiting:
        path = waiting.pop()
        yield path
        waiting.extend(trees[path].children)


def _subtrees(fields: Mapping[str, Field]) -> dict[str, _Subtree]:
    trees = {path: _Subtree() for path in fields}
    # A child's path is longer than its parent's, so children are done before their parents.
    for path in sorted(fields, key=len, reverse=True):
        each, tree = fields[path], trees[path]
        within: list[JsonValue] = [*sorted(tree.held)]
        side = "received" if is_received(path) else "sent"
        means = canonical([side, each.name, stated(each), within])
        tree.digest = sha256(means.encode()).hexdigest()
        holder = parent(each)
        if holder in trees:
            brackets = container(each)[len(holder) :]
            trees[holder].held.append(tree.digest + brackets)
            trees[holder].children.append(path)
            trees[holder].size += tree.size
    return trees
