"""What others may listen to."""

from django.dispatch import Signal

published = Signal()
"""Sent after a run is committed, with `run: ImportRun`; its `ChangedArea` rows stand by then."""

job_ended = Signal()
"""Sent when nothing more will happen with a job, with `job: Job` and its last `line`."""
