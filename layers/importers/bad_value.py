"""What a reader raises for a value that makes no sense, whatever the format."""


class BadValue(ValueError):
    """A value that makes no sense; the message is the reason, in Czech, for the quarantine."""
