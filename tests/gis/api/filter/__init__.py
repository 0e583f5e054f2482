"""Filters of clients."""
