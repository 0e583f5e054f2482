"""Why there is no extract."""

from layers.errors import LayersError


class NoSubject(LayersError):
    """No such parcel, or one without an outline: there is nothing to make an extract of."""


class BadArea(LayersError):
    """An area that has no inside, crosses itself, or is larger than an extract may be."""


class NotKnownYet(LayersError):
    """Asked what was known on a day before the first data came."""

    parameter = "as_of"
