"""The HTML pages of a release: one look, each page one file that needs no script and no network."""
