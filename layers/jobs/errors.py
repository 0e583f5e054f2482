"""What ends a job before its end."""

from layers.errors import LayersError


class JobCancelled(LayersError):
    """Somebody wished it to end; the data are as they were."""


class JobInterrupted(LayersError):
    """The worker is stopping, or another one has taken the job over."""
