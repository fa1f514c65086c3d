"""Checks of what is handed to other teams: one module per idea, asked for by `lint --publish` only."""
