"""Contradictions: where a page says two things that can't both be so."""
