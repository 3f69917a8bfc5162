"""The public side: chat API, demo page, widget files, health and metrics."""
