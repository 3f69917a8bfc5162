"""How long publishing takes, and whether visitors notice."""
