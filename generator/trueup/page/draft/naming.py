"""Names of a draft: of the operation, from the title of the page or its method and path; of schemas, from fields."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from trueup.names import MODULE_RESERVED, pascal, words

# Verbs that the rules of spelling don't give.
_VERBS: Final = {
    gerund: verb
    for verb, gerund in (
        pair.split(":")
        for pair in (
            "delete:deleting complete:completing execute:executing invite:inviting write:writing route:routing"
            " compute:computing distribute:distributing mute:muting quote:quoting promote:promoting rewrite:rewriting"
            " configure:configuring share:sharing restore:restoring store:storing compare:comparing acquire:acquiring"
            " prepare:preparing retire:retiring expire:expiring ignore:ignoring explore:exploring capture:capturing"
            " restructure:restructuring release:releasing close:closing browse:browsing purchase:purchasing use:using"
            " analyse:analysing parse:parsing pause:pausing increase:increasing decrease:decreasing reuse:reusing"
            " upgrade:upgrading downgrade:downgrading include:including provide:providing decode:decoding"
            " encode:encoding hide:hiding override:overriding trade:trading invoke:invoking revoke:revoking"
            " make:making take:taking rename:renaming resume:resuming consume:consuming combine:combining"
            " define:defining examine:examining refine:refining clone:cloning tune:tuning prune:pruning"
            " describe:describing subscribe:subscribing unsubscribe:unsubscribing wipe:wiping"
            " type:typing scale:scaling compile:compiling"
            " validate:validating roll:rolling call:calling poll:polling pull:pulling fill:filling sell:selling"
            " install:installing uninstall:uninstalling spell:spelling add:adding cancel:cancelling label:labelling"
            " schedule:scheduling queue:queuing treat:treating repeat:repeating"
        ).split()
    )
}
_NEEDS_E: Final = re.compile(r"(?:at|iz|v|c|u|[dr]g|an?g|[^aeiou]l)\Z")
_KEEPS: Final = re.compile(r"(?:ss|zz|ff|ll)\Z")
_ARTICLES: Final = frozenset(("a", "an", "the"))
_PREPOSITIONS: Final = frozenset("about by for from in into of on to using with".split())
_ACRONYMS: Final = {
    word.lower(): word
    for word in (
        "API CIDR CPU CU CUs DB DNS GB GPU HTTP HTTPS ID IDs IP JSON MB OS SQL SSL TLS TTL UDF URI URL URN UUID XML"
    ).split()
}
_MOST: Final = 8


class Naming(NamedTuple):
    """What an operation is called: its id, a summary, a tag."""

    operation_id: str
    summary: str
    tag: str


def naming(title: str, method: str, path: str) -> Naming:
    """Name an operation by a title such as "Creating a SQL Job"; by method and path where it has another form.

    >>> naming("Creating a SQL Job", "POST", "/v1.0/{project_id}/streaming/sql-jobs")
    Naming(operation_id='createSqlJob', summary='Create a SQL job', tag='SQL jobs')
    >>> naming("更新", "PUT", "/v1.0/{project_id}/streaming/sql-jobs/{id}").operation_id
    'putStreamingSqlJobs'
    """
    said = re.findall(r"[A-Za-z0-9]+", re.sub(r"\([^()]*\)", " ", title))
    verb = verb_of(said[0]) if said else ""
    rest = [_lower(word) for word in said[1:]]
    if not verb or not title.isascii() or not 0 < len(rest) <= _MOST:
        return _by_path(method, path)
    plain = [word for word in rest if word not in _ARTICLES]
    name = verb + "".join(word[0].upper() + word[1:].lower() for word in plain)
    return Naming(name, " ".join((verb.capitalize(), *rest)), _tag(rest, plain))


def verb_of(gerund: str) -> str:
    """Give the verb that a gerund is of; nothing for a word that is none.

    >>> [verb_of(word) for word in ("Creating", "Running", "Querying", "Deleting", "Removing", "Listing", "Job")]
    ['create', 'run', 'query', 'delete', 'remove', 'list', '']
    """
    word = gerund.casefold()
    if word in _VERBS:
        return _VERBS[word]
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3 or not re.search("[aeiouy]", stem):
        return ""
    if len(stem) > 3 and stem[-1] == stem[-2] and not _KEEPS.search(stem):
        return stem[:-1]
    return f"{stem}e" if _NEEDS_E.search(stem) and not _KEEPS.search(stem) else stem


def singular(name: str) -> str:
    """Give the singular of a name.

    >>> [singular(name) for name in ("tags", "policies", "boxes", "status", "address", "job_ids")]
    ['tag', 'policy', 'box', 'status', 'address', 'job_id']
    """
    for ending, other in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch")):
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + other
    return name[:-1] if re.search(r"[^sui]s\Z", name) else name


def class_name(name: str, parent: str, taken: Collection[str]) -> str:
    """Name the schema of a field; in a clash the name of what holds it goes in front."""
    wanted = pascal(name)
    if wanted in taken or wanted in MODULE_RESERVED:
        wanted = f"{parent}{wanted}"
    made, count = wanted, 2
    while made in taken:
        made, count = f"{wanted}{count}", count + 1
    return made


def spelled_out(name: str) -> str:
    """Give the words of a field's name.

    >>> spelled_out("checkpoint_interval"), spelled_out("jobId"), spelled_out("X-Auth-Token")
    ('Checkpoint interval', 'Job ID', 'X auth token')
    """
    found = [word.lower() for word in words(name)] or [name]
    shown = " ".join(_ACRONYMS.get(word, word) for word in found)
    return shown[:1].upper() + shown[1:]


def _by_path(method: str, path: str) -> Naming:
    segments = [each for each in path.split("/") if each and "{" not in each]
    parts = [each for each in segments if not re.fullmatch(r"[vV][0-9.]+|[0-9]+", each)]
    found = [word for part in parts for word in words(part)]
    name = method.lower() + "".join(word[0].upper() + word[1:].lower() for word in found)
    return Naming(name, f"{method} {path}", spelled_out(parts[-1]) if parts else "Calls")


def _tag(rest: list[str], plain: list[str]) -> str:
    noun = " ".join(plain)
    if rest[0] in ("a", "an") and not _PREPOSITIONS & set(plain) and not noun.endswith("s"):
        noun = f"{noun[:-1]}ies" if re.search(r"[^aeiou]y\Z", noun) else f"{noun}s"
    return noun[:1].upper() + noun[1:]


def _lower(word: str) -> str:
    """Write a word of a title as in a sentence; acronyms and names such as `DataNode` stay."""
    return word.lower() if word[1:] == word[1:].lower() else word
