"""The passes of a drawing: which rules of which layer apply between which scales."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from layers.catalogue import Catalogue, LayerDef
from layers.catalogue.style import Rule, Style

_NEAR = 10_000
"""Up to this scale everything is drawn; beyond, what is smaller than a pixel is left out."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Rules of one layer that apply together, above `over` up to `up_to` (scale denominators)."""

    layer: LayerDef
    rules: tuple[Rule, ...]
    over: float
    up_to: float
    generalized: bool

    @property
    def labels(self) -> bool:
        return self.rules[0].label is not None

    @property
    def raster(self) -> bool:
        """Whether it draws pictures of sheets instead of their outlines."""
        return self.rules[0].raster is not None

    @property
    def skips_specks(self) -> bool:
        return self.over >= _NEAR and self.layer.geometry == "polygon" and not self.labels

    @property
    def columns(self) -> list[str]:
        """What the rules read beside the geometry."""
        fields = [rule.when.field for rule in self.rules if rule.when]
        fields += [rule.label.field for rule in self.rules if rule.label]
        return sorted(set(fields))


def passes(catalogue: Catalogue, layers: Sequence[str]) -> list[Pass]:
    """The passes of the pictures in drawing order: shapes from below, then labels by priority.

    A label drawn earlier takes its place, so that greater priority goes first, across layers.
    """
    found = [one for layer in layers for one in _of_layer(catalogue, catalogue.pictures[layer])]
    labels = [one for one in found if one.labels]
    labels.sort(key=lambda one: -one.rules[0].label.priority if one.rules[0].label else 0)
    return [one for one in found if not one.labels] + labels


def _of_layer(catalogue: Catalogue, layer: LayerDef) -> Iterator[Pass]:
    if not layer.composed:
        yield from _of_style(layer, layer.style)
    for member in layer.members:
        yield from _of_style(catalogue.layers[member.layer], member.style)


def _of_style(layer: LayerDef, style: Style) -> Iterator[Pass]:
    """A style made for another map brings its own scales; the layer's apply to its own style."""
    own = style.id == layer.id
    low = (layer.min_scale if own else None) or 0
    high = (layer.max_scale if own else None) or inf
    shapes = [replace(rule, label=None) for rule in style.rules if _has_shape(rule)]
    yield from _in_bands(layer, shapes, low, high)
    for rule in style.rules:
        if rule.label:
            only_label = replace(rule, fill=None, line=None, point=None)
            yield from _in_bands(layer, [only_label], low, high)


def _has_shape(rule: Rule) -> bool:
    return bool(rule.fill or rule.line or rule.point or rule.raster)


def _in_bands(layer: LayerDef, rules: Sequence[Rule], low: float, high: float) -> Iterator[Pass]:
    """Splits the scales where the applying rules change: each band asks for what it draws."""
    edges = _edges(layer, rules, low, high)
    for over, up_to in pairwise(edges):
        applying = tuple(
            replace(rule, min_scale=None, max_scale=None)
            for rule in rules
            if (rule.min_scale or 0) <= over and up_to <= (rule.max_scale or inf)
        )
        if applying:
            generalized = layer.generalized_from is not None and over >= layer.generalized_from
            yield Pass(layer, applying, over, up_to, generalized)


def _edges(layer: LayerDef, rules: Iterable[Rule], low: float, high: float) -> list[float]:
    inner = {edge for rule in rules for edge in (rule.min_scale, rule.max_scale) if edge}
    inner |= {_NEAR} | ({layer.generalized_from} if layer.generalized_from else set())
    return sorted({low, high} | {edge for edge in inner if low < edge < high})
