"""What the readers of prose take from sentences: words on the left, facts on the right."""
