"""What stops the launcher, in words for the operator."""


class LauncherError(Exception):
    """A step failed: the message says what, `hint` what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
