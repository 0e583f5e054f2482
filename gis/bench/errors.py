"""What stops a measurement, in words for who measures."""


class BenchError(Exception):
    """The run cannot go on."""


class NotMeasured(BenchError):
    """One path cannot be measured here; the others can."""
