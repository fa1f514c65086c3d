"""Kept: the file of facts beside the spec."""
