"""Changes as people and programs read them: JSON, Markdown, annotations."""
