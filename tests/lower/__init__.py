"""Tests of lowering: from a document to the IR, with names settled and nothing dropped in silence."""
