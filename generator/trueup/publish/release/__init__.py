"""A release: everything another team builds on, made of parts."""
