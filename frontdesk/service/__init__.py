"""Training the model and running the three processes."""
