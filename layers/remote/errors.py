"""Why a remote service gave nothing that may be used."""

from layers.errors import LayersError


class RemoteError(LayersError):
    """Base: the message is a sentence for the operator."""


class RefusedAddress(RemoteError):
    """The address may not be asked: its host is not allowed, or it leads into an inner network."""


class RemoteFailure(RemoteError):
    """The service does not answer, or answers what it must not."""
