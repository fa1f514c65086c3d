"""Rendering: the IR becomes a plan, `{path: text}`, all in memory."""
