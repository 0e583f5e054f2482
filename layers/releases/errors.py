"""Why a release cannot be asked for, decided or downloaded."""

from layers.errors import LayersError


class RefusedRelease(LayersError):
    """What was asked cannot be; `parameter` names the part of the request."""

    def __init__(self, message: str, *, parameter: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter


class NotYours(LayersError):
    """There is no such release for this person: both look the same."""
