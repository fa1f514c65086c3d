"""Computed defaults: what a service works out for a field that is not set, from the fields beside it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from .unset import UNSET, Unset

if TYPE_CHECKING:
    from fractions import Fraction

# An expression, operands before operators: names of fields, whole numbers, and + - * /.
Steps: TypeAlias = tuple[str | int, ...]
_OPERATORS: Final[Mapping[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def computed(
    expressions: Mapping[str, Steps], values: Mapping[str, object]
) -> dict[str, int | Fraction | Unset]:
    """Give the value of each expression: exact, and UNSET where a field says no number or the divisor is 0."""
    found = {
        name: _value(steps, expressions, values, {name}) for name, steps in expressions.items()
    }
    return {
        name: UNSET if value is None else int(value) if value.denominator == 1 else value
        for name, value in found.items()
    }


def _value(
    steps: Steps, expressions: Mapping[str, Steps], values: Mapping[str, object], busy: set[str]
) -> Fraction | None:
    stack: list[Fraction] = []
    for step in steps:
        if step in _OPERATORS:
            right, left = stack.pop(), stack.pop()
            if step == "/" and not right:
                return None
            stack.append(_OPERATORS[str(step)](left, right))
            continue
        operand = _exact(step if isinstance(step, int) else values.get(step, UNSET))
        if operand is None and step in expressions and step not in busy:
            operand = _value(expressions[str(step)], expressions, values, {*busy, str(step)})
        if operand is None:
            return None
        stack.append(operand)
    return stack.pop()


def _exact(value: object) -> Fraction | None:
    """Give a number as it is written; None for what is none."""
    from fractions import Fraction  # few APIs compute

    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Fraction(str(value) if isinstance(value, float) else value)
