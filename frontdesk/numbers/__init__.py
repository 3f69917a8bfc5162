"""What is counted of the conversations, by day, and the figures that staff see of it."""
