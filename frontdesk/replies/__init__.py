"""From what was understood to what the visitor reads: pure functions over the content."""
