"""What may not be decided, and why."""

from layers.errors import LayersError


class RefusedDecision(LayersError):
    """The state cannot be changed like that; the message says what is missing."""
