"""Tests of rendering: spec text stays text, and the library is what the IR says."""
