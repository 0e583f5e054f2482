"""What may go wrong with rights."""

from layers.errors import LayersError


class RefusedRequest(LayersError):
    """A request for access that cannot be made, withdrawn or decided now."""
