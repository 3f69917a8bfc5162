"""Rasa custom actions: thin, each one kind of reply from :mod:`frontdesk.replies`."""
