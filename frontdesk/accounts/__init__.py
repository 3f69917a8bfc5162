"""The clinic's staff: accounts, roles, passwords, sessions."""
