"""Thin Rasa components over :mod:`frontdesk.language`; the only room that imports rasa."""
