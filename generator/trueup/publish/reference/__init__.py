"""The reference of an API as pages: every operation, and every field at every depth, with all that is said of it."""
