"""Stated: what a spec says of an operation, in the form that facts have."""
