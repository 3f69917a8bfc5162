"""Trying the draft before it is trained: the assistant without Rasa, in a process of its own."""
