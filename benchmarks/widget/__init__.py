"""The chat widget beside others, in a real browser, without any outside host."""
