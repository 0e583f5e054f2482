"""The audit line of a print: who, which paper and scale, which layers."""

from layers.audit import Kind, record
from layers.print.order import Order

_NOBODY = "veřejnost"


def note(who: str, order: Order, *, sheets: int) -> None:
    """One line for what was handed out."""
    layers = ", ".join(each.stratum.picture for each in order.layers)
    scale = f"1 : {order.scale}" if order.scale else "měřítko podle parcel"
    words = f"{order.layout.paper}, {scale}, listů {sheets}; vrstvy: {layers}"
    record(Kind.DOWNLOAD, who=who or _NOBODY, what="tisk mapy", note=words)
