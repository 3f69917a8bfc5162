"""Measuring answers on development sets that are never trained on, and fitting thresholds on one."""
