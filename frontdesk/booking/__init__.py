"""Callback requests: read from what visitors write, kept, and delivered to the clinic."""
