"""Why a map is not printed."""

from layers.catalogue import Text
from layers.errors import LayersError


class RefusedPrint(LayersError):
    """What was asked cannot be printed; `parameter` names the part of the order."""

    def __init__(self, parameter: str, cs: str, en: str) -> None:
        super().__init__(cs)
        self.detail = Text(cs, en)
        self.parameter = parameter


class UntruePrint(LayersError):
    """The map does not lie on the paper at the scale that is written beside it: our own fault."""
