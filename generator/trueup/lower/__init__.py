"""Lowering: a normalized document becomes the IR, resolved, named, with nothing dropped in silence."""

from trueup.lower.api import Lowered, lower

__all__ = ["Lowered", "lower"]
