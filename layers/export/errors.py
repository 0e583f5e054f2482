"""What cannot be written as asked."""

from layers.errors import LayersError


class CannotExport(LayersError):
    """The format cannot hold the layer; the message says why and what to take instead."""
