"""Proposal: the change of the spec that a changed page asks for."""
