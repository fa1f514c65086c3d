"""The first draft of a spec, from the facts of a page that nobody has encoded yet."""
