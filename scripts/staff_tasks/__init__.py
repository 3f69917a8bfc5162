"""What a member of staff does in a week, done in a real browser, and what it takes."""
