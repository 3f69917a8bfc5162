"""The red-flag detector, free of Rasa: patterns in their scope, and a classifier over sentence embeddings."""
