"""Documents of one feature each: generated, imported, run, held to their own schema."""
