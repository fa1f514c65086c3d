"""Difference: what changed between two editions, the contract apart from the prose."""
