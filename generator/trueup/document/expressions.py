"""The little language of computed defaults: names of sibling fields, integers, + - * / and parentheses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final


class BadExpression(ValueError):
    """The text is not an expression of the little language."""


_OPERATORS: Final = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def names_in(expression: str) -> tuple[str, ...]:
    """Give the names that an expression reads, in order; raise BadExpression.

    >>> names_in("(a * b) / (c - a)")
    ('a', 'b', 'c')
    """
    steps = steps_of(expression)
    operators = _OPERATORS.values()
    return tuple(
        dict.fromkeys(each for each in steps if isinstance(each, str) and each not in operators)
    )


def steps_of(expression: str) -> tuple[str | int, ...]:
    """Give an expression as what to do step by step, operands before operators; raise BadExpression.

    >>> steps_of("(a * 2) / (c - a)")
    ('a', 2, '*', 'c', 'a', '-', '/')
    """
    try:
        return tuple(_steps(ast.parse(expression.strip(), mode="eval").body))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, BadExpression):
            raise
        raise BadExpression(f"not an expression: {expression[:60]}") from error


def _steps(node: ast.expr) -> Iterator[str | int]:
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as operator, right):
            yield from _steps(left)
            yield from _steps(right)
            yield _OPERATORS[type(operator)]
        case ast.Name(name):
            yield name
        case ast.Constant(int(value)) if not isinstance(value, bool):
            yield value
        case _:
            raise BadExpression(f"{ast.unparse(node)} has no meaning in a computed default")
