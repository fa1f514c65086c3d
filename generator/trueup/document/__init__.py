"""The document stages: a spec on disk becomes one checked, normalized value."""
