"""Why a batch cannot be asked for or taken."""

from layers.errors import LayersError


class RefusedBatch(LayersError):
    """What was asked cannot be; `parameter` names the part of the request."""

    def __init__(self, message: str, *, parameter: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter
