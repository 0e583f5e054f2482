"""How large a legend is, as capabilities have to tell before anyone asks for it."""

from layers.catalogue import LayerDef, catalogue
from layers.remote.publication import legend_file
from tiles.legend import layout, legend_rules
from tiles.remote_layer import RemoteLegend


def legend_size_of(layer: LayerDef, style: str, language: str) -> tuple[int, int] | None:
    """Width and height in pixels; None where the layer has no legend."""
    if layer.cascade:
        return RemoteLegend(layer).size if legend_file(layer.id).exists() else None
    pictures = catalogue().layers[layer.id].pictures
    drawn = pictures.get(f"{layer.id}.{style}", layer)
    return layout(legend_rules(catalogue(), drawn, None), language, None).size_px
