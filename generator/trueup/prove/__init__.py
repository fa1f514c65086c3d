"""Proving: a spec and its library, held against each other by running them."""
