"""Published and adversarial documents, where they are at hand: `python -m tests.corpus --help`."""
