"""Data given out, for people: asking, deciding, downloading."""
