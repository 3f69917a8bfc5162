"""What visitors asked and weren't answered well: found, grouped, ranked, explained, and taught."""
