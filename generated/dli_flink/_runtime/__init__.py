"""What every generated library shares: models, calls and transport. Plain Python, copied as it is."""
