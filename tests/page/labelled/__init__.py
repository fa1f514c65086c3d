"""Rows and pages labelled by hand, and the score of what was read from them."""
