"""What others may listen to."""

from django.dispatch import Signal

published = Signal()
"""Sent after a run is committed, with `run: ImportRun`; its `ChangedArea` rows stand by then."""
