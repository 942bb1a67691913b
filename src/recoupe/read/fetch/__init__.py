"""Addresses → bytes: the one place that opens connections, guarded against hostile servers."""
