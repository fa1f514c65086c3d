"""Handing a spec to other teams: what changed since they had it, and whether that breaks them."""
