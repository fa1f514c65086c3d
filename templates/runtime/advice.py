"""Advice on what is sent: fields that will have no effect, values that the documentation advises against.

What a request does not say may hold already where it goes, so conditions have three values: true, false
and unknown (None), and only what is surely so is told.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel

from .calls import Invalid
from .checks import Matches
from .unset import UNSET

# What holds no models, and so no advice: nearly every field of a body.
_PLAIN: Final = (str, int, float, type(None), type(UNSET))

Attitude: TypeAlias = Literal["ignore", "warn", "raise"]
# The setting of a client that holds it; no parameter has this name.
ATTITUDE: Final = "(advice)"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be said of a field, by its path (`resource_config.cpu`). Nothing is refused for it."""

    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.field}: {self.says}"


class AdviceWarning(UserWarning):
    """Advice on a request that is sent nevertheless."""


@dataclass(frozen=True, slots=True)
class FieldIs:
    """The condition that a field beside holds one of some values."""

    name: str
    values: tuple[object, ...]

    def holds(self, body: BaseModel) -> bool | None:
        """Judge a body; None: it does not say."""
        value = getattr(body, self.name)
        return None if value is UNSET else any(_same(value, each) for each in self.values)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The condition that at least one of several holds."""

    of: tuple[Condition, ...]

    def holds(self, body: BaseModel) -> bool | None:
        """Judge a body; None: it does not say enough."""
        found = [each.holds(body) for each in self.of]
        return True if True in found else None if None in found else False


@dataclass(frozen=True, slots=True)
class AllOf:
    """The condition that all of several hold."""

    of: tuple[Condition, ...]

    def holds(self, body: BaseModel) -> bool | None:
        """Judge a body; None: it does not say enough."""
        found = [each.holds(body) for each in self.of]
        return False if False in found else None if None in found else True


@dataclass(frozen=True, slots=True)
class Not:
    """The condition that another does not hold."""

    of: Condition

    def holds(self, body: BaseModel) -> bool | None:
        """Judge a body; None: it does not say."""
        found = self.of.holds(body)
        return None if found is None else not found


Condition: TypeAlias = FieldIs | AnyOf | AllOf | Not


@dataclass(frozen=True, slots=True)
class Advised:
    """When a field that is set deserves advice: `when` surely holds, and its value does not match `unless`.

    A field that will have no effect does no harm with the value it has anyway: `default`.
    """

    name: str
    wire: str
    says: str
    when: Condition | None = None
    unless: Matches | None = None
    default: object = UNSET

    def applies(self, body: BaseModel) -> bool:
        """Judge a body that has the field."""
        value = getattr(body, self.name)
        if _same(value, self.default):
            return False
        if self.when is not None and self.when.holds(body) is not True:
            return False
        return self.unless is None or not self.unless.takes(value)


def advice_on(body: object) -> tuple[Advice, ...]:
    """Give the advice on a body and on the models in it, in the order of their fields."""
    return tuple(_found(body, ""))


def _found(value: object, at: str) -> Iterator[Advice]:
    if isinstance(value, BaseModel):
        rules: Sequence[Advised] = getattr(type(value), "_advised", ())
        fields = vars(value)
        for rule in rules:
            if fields[rule.name] is not UNSET and rule.applies(value):
                yield Advice(f"{at}{rule.wire}", rule.says)
        for name in [name for name, inner in fields.items() if not isinstance(inner, _PLAIN)]:
            shown = type(value).model_fields[name].alias or name
            yield from _found(fields[name], f"{at}{shown}.")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _found(item, f"{at}{place}.")


def tell(body: object, attitude: object) -> None:
    """Warn of the advice on a body, or raise Invalid for it, as the caller chose."""
    found = () if attitude == "ignore" else advice_on(body)
    if found and attitude == "raise":
        raise Invalid(*((each.field, each.says) for each in found))
    for each in found:  # tell, the call's maker, its guard, the client's method: then the caller
        warnings.warn(str(each), AdviceWarning, stacklevel=5)


def _same(value: object, other: object) -> bool:
    """Compare as JSON does: true is not 1, a member of an enumeration is its value."""
    plain = value.value if isinstance(value, Enum) else value
    return isinstance(plain, bool) is isinstance(other, bool) and plain == other
