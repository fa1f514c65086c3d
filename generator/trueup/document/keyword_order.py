"""Where a new key goes in an object: after the keys that OpenAPI documents usually put before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_ORDER: Final[Mapping[str, Sequence[str]]] = {
    "document": "openapi info servers security tags paths webhooks components".split(),
    "info": "title version summary description termsOfService contact license".split(),
    "operation": (
        "operationId tags summary description deprecated x-partial-update x-idempotent x-source security servers"
        " parameters requestBody responses callbacks"
    ).split(),
    "parameter": "name in required deprecated description schema content".split(),
    "body": "description required x-source content".split(),
    "response": "description x-success-when headers content links".split(),
    "media": "schema examples encoding".split(),
    "schema": (
        "$id $schema $ref type format contentMediaType contentEncoding contentSchema items"
        " prefixItems minItems maxItems uniqueItems minLength maxLength pattern minimum"
        " exclusiveMinimum maximum exclusiveMaximum multipleOf const enum x-enum-varnames"
        " x-enum-descriptions allOf anyOf oneOf not default title description examples x-unit x-epoch"
        " x-default-expression x-advice x-applies-when x-reads-also deprecated"
        " additionalProperties required properties"
    ).split(),
}
_RANK: Final = {
    kind: {key: rank for rank, key in enumerate(order)} for kind, order in _ORDER.items()
}
_LAST: Final = "x-page"


def arranged(kind: str, keys: Sequence[str], new: Sequence[str]) -> list[str]:
    """Put new keys between those that an object has; `kind` is OpenAPI's, empty for a map of names."""
    made = list(keys)
    for key in new:
        made.insert(_position(kind, made, key), key)
    return made


def _position(kind: str, keys: Sequence[str], new: str) -> int:
    rank = _RANK.get(kind, {})
    own = rank.get(new)
    if own is not None:
        before = [(rank[key], at) for at, key in enumerate(keys) if rank.get(key, own) < own]
        if before:
            return max(before)[1] + 1
        behind = [at for at, key in enumerate(keys) if rank.get(key, own) > own]
        if behind:
            return behind[0]
    return len(keys) - 1 if keys and keys[-1] == _LAST and new != _LAST else len(keys)
