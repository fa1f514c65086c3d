"""The formats of a page: each reader gives the same blocks."""
