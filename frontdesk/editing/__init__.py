"""Changing ``content/`` and ``data/`` safely, while the files stay the truth."""
