"""The counts of a run as a table for people."""

from dataclasses import dataclass

from layers.catalogue import catalogue
from layers.importers.counts import SUSPICIOUS_DROP, lost_share
from layers.importers.target import publishing_order
from layers.models import ImportRun


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """One layer of a run; `lost_percent` only where so much is lost that somebody should look."""

    layer: str
    title: str
    read: int
    added: int
    changed: int
    removed: int
    unchanged: int
    kept: int
    quarantined: int
    lost_percent: int | None

    @property
    def is_area(self) -> bool:
        """Whether its objects cover ground: what people know their land by."""
        known = catalogue().layers.get(self.layer)
        return known is not None and known.geometry == "polygon"

    @property
    def touched(self) -> int:
        return self.added + self.changed + self.removed


def layer_figures(run: ImportRun) -> list[LayerFigures]:
    """The layers that the run has anything to say of, parents first."""
    return [
        _figures(run, layer)
        for layer in publishing_order(list(run.counts))
        if any(run.counts[layer].values())
    ]


def layer_title(layer: str) -> str:
    """The layer's name in the catalogue; one that has left it keeps its id."""
    known = catalogue().layers.get(layer)
    return known.title.cs if known else layer


def _figures(run: ImportRun, layer: str) -> LayerFigures:
    counts = run.counts[layer]
    share = lost_share(counts) if run.is_full else 0.0
    names = ("read", "added", "changed", "removed", "unchanged", "kept", "quarantined")
    return LayerFigures(
        layer=layer,
        title=layer_title(layer),
        lost_percent=round(100 * share) if share >= SUSPICIOUS_DROP else None,
        **{name: int(counts[name]) for name in names},
    )
