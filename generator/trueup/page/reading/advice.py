"""Advice: what is recommended. It never becomes a rule, whatever numbers it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.page.reading.idioms import first, idioms
from trueup.page.reading.numbers import NUMBER, TO, number
from trueup.page.reading.ranges import bounds
from trueup.page.reading.sentences import Context, Sentence

_ADVICE: Final = re.compile(
    r"\b(?:recommend\w*|advised|advisable|suggest\w*|preferabl[ey]|it is best to|best practice)\b"
    r"|建议|推荐",
    re.IGNORECASE,
)
_N: Final = rf"(?P<n>{NUMBER})"
_NOT_ABOVE: Final = idioms(
    rf"\bnot to exceed {_N}",
    rf"\bnot to (?:set|use|configure)\b.*\b(?:greater|more|larger|higher) than {_N}",
    rf"\bno (?:longer|more|greater|later) than {_N}",
    rf"不要?超过\s*{_N}",
)
_EXACTLY: Final = idioms(
    rf"\bof {_N} (?:is|are) (?:suggested|recommended|advised)",
    rf"^\s*{_N} \w+ (?:is|are) recommended",
)
_BETWEEN: Final = re.compile(
    rf"(?:be|between|from|of|为|在|是)?\s*({NUMBER}){TO}({NUMBER})", re.IGNORECASE
)
_PREFERRED: Final = re.compile(
    r"(?:\b(?:settings? of|value (?:of|is)|values?|use|set (?:it|this parameter|the value) to|be set to)"
    r"|建议值?(?:为|是|使用|设置为)|推荐(?:值)?(?:为|是|使用)?)\s*[\"']?(?P<value>[A-Za-z0-9][\w.\-]*)[\"']?[\s.。]*$",
    re.IGNORECASE | re.ASCII,
)
_CALLED: Final = re.compile(
    r"\s*[\"']?(?P<value>[\w.\-]+)[\"']? (?:is|are) (?:recommended|advised|preferred)\b"
)
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
    commas = [hit.end() for hit in _CLAUSE.finditer(plain)]
    start = max((at for at in commas if at <= found.start()), default=0)
    end = min((at for at in commas if at >= found.end()), default=len(plain))
    if not _STATES.match(plain, end):
        end = len(plain)
    stated = f"{plain[:start]} {plain[end:]}".strip()
    return (replace(sentence, plain=stated) if stated else None), replace(
        sentence, plain=plain[start:end]
    )


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
    value = context.literal(found["value"].rstrip(".")) if found else None
    return {"const": value} if value is not None and context.kind != "boolean" else {}
