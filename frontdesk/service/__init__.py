"""Training the model and running the processes."""
