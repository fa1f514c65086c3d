"""Advice: what is recommended. It never becomes a rule, whatever numbers it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.page.reading.idioms import any_of, first, idioms, words
from trueup.page.reading.numbers import NUMBER, TO, number
from trueup.page.reading.phrases import QUOTE
from trueup.page.reading.ranges import bounds
from trueup.page.reading.sentences import Context, Sentence

_ADVICE: Final = any_of(
    (
        r"\b(?:recommend\w*|advised|advisable|suggest(?:s|ed)?\b|preferabl[ey])\b",
        r"\bit is best to\b",
        r"\bbest practice\b",
        "建议|推荐",
    )
)
_N: Final = rf"(?P<n>{NUMBER})"
_NOT_ABOVE: Final = idioms(
    rf"\bnot to exceed {_N}",
    rf"\bnot to (?:set|use|configure)\b.{{0,200}}\b(?:greater|more|larger|higher) than {_N}",
    rf"\bno (?:longer|more|greater|later) than {_N}",
    rf"不要?超过\s*{_N}",
)
_EXACTLY: Final = idioms(
    rf"\bof {_N} (?:is|are) (?:suggested|recommended|advised)",
    rf"^\s*{_N} \w+ (?:is|are) recommended",
)
_BETWEEN: Final = re.compile(rf"({NUMBER}){TO}({NUMBER})", re.IGNORECASE)
_VALUE: Final = rf"{QUOTE}?(?P<value>[A-Za-z0-9][\w.\-]*){QUOTE}?"
_PREFERRED: Final = re.compile(
    r"(?:\b(?:settings? of|value (?:of|is)|values?|use|be set to"
    r"|set (?:it|this parameter|the value) to)\b"
    rf"|建议值?(?:为|是|使用|设置为)|推荐值?(?:为|是|使用)?)\s*{_VALUE}[\s.,;。]*$",
    re.IGNORECASE | re.ASCII,
)
_CALLED: Final = re.compile(
    rf"\s*{QUOTE}?(?P<value>[\w.\-]+){QUOTE}? (?:is|are) (?:recommended|advised|preferred)\b"
)
# Subjects of "… are advised" that are no values.
_PROSE: Final = words("you it this that they users and or")
_CLAUSE: Final = re.compile(r"[,;](?!\d)")
_STATES: Final = re.compile(
    r"\s*(?:and )?(?:the )?(?:default|value range|默认|缺省|取值范围)", re.IGNORECASE
)


def parted(sentence: Sentence) -> tuple[Sentence | None, Sentence | None]:
    """Part a sentence into what it states and the clause that recommends; None: it has no such part."""
    plain = sentence.plain
    found = _ADVICE.search(plain)
    if not found:
        return sentence, None
    clauses = [0, *(hit.end() for hit in _CLAUSE.finditer(plain)), len(plain)]
    start = max(at for at in clauses if at <= found.start())
    end = min(at for at in clauses if at >= found.end())
    if not _STATES.match(plain, end):
        end = len(plain)
    rest = f"{plain[:start]} {plain[end:]}".strip()
    stated = replace(sentence, plain=rest) if rest else None
    return stated, replace(sentence, plain=plain[start:end])


def advice(sentence: Sentence, context: Context) -> JsonObject:
    """Read what a clause recommends, as a schema; {} where no schema says it."""
    plain = sentence.plain
    if context.numeric:
        return _limits(plain) or _preferred(plain, context)
    return _preferred(plain, context)


def _limits(plain: str) -> JsonObject:
    if most := first(_NOT_ABOVE, plain):
        return {"maximum": number(most["n"])}
    if found := bounds(plain):
        return found
    if exactly := first(_EXACTLY, plain):
        return {"const": number(exactly["n"])}
    between = _BETWEEN.search(plain)
    return {"minimum": number(between[1]), "maximum": number(between[2])} if between else {}


def _preferred(plain: str, context: Context) -> JsonObject:
    found = _PREFERRED.search(plain) or _CALLED.match(plain)
    if not found or context.kind == "boolean" or found["value"].casefold() in _PROSE:
        return {}
    value = context.literal(found["value"].rstrip("."))
    return {} if value is None else {"const": value}
