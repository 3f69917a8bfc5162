"""Tables, retention and erasure."""
