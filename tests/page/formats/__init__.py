"""Tests of the formats of a page."""
