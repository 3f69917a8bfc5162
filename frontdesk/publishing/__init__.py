"""Versions: from the files as they are being edited to what visitors meet, and back."""
