"""Why changes came about: what the facts of the pages of two editions say of them."""
