"""The page: from a saved documentation page to facts, and from facts to the spec and back."""
