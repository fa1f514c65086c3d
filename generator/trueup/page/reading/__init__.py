"""Reading: from blocks to facts. Each module but `read` and `tables` reads one kind of fact out of sentences."""
