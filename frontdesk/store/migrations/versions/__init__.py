"""The changes of the tables, one module each, in order."""
