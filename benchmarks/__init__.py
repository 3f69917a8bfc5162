"""Comparisons with other systems; nothing of the bot depends on them."""
