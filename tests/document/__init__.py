"""Tests of the document stages: reading, references, one dialect, the checks of lint, rulings."""
