"""Conflicts for people: lists, one conflict and its states, sheets of municipalities and ORP."""
