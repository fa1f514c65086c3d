"""The little language of computed defaults: names of sibling fields, integers, + - * / and parentheses."""

from __future__ import annotations

import ast
from collections.abc import Iterator


class BadExpression(ValueError):
    """The text is not an expression of the little language."""


def names_in(expression: str) -> tuple[str, ...]:
    """Give the names that an expression reads, in order; raise BadExpression.

    >>> names_in("(a * b) / (c - a)")
    ('a', 'b', 'c')
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
        return tuple(dict.fromkeys(_names(tree)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, BadExpression):
            raise
        raise BadExpression(f"not an expression: {expression[:60]}") from error


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right):
            yield from _names(left)
            yield from _names(right)
        case ast.Name(name):
            yield name
        case ast.Constant(int(value)) if not isinstance(value, bool):
            return
        case _:
            raise BadExpression(f"{ast.unparse(node)} has no meaning in a computed default")
