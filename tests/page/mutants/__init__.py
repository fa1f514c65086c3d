"""A page of our own as structure, writers of it in every format, and what is changed on it one thing at a time."""
