"""What of the catalogue an asker gets on his desktop, and below which addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from gis.address import Home, home
from gis.api.data_state import data_version, sheets
from layers.access import User, allowed_layers
from layers.catalogue import LayerDef, Text, catalogue
from layers.rasters.days import is_offered

_DRAWN = {"point", "line", "polygon"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where services are for the asker."""

    home: Home

    @property
    def wms(self) -> str:
        return self.home.at("/ows/wms")

    @property
    def wmts(self) -> str:
        return self.home.at("/ows/wmts/1.0.0/WMTSCapabilities.xml")

    @property
    def api(self) -> str:
        return self.home.at("/api/")

    @property
    def wfs(self) -> str:
        return self.home.at("/ows/wfs")

    @property
    def csw(self) -> str:
        return self.home.at("/csw")

    @property
    def atom(self) -> str:
        return self.home.at("/atom/")


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with the layers that are shown as pictures and those that are had as objects."""

    id: str
    title: Text
    pictures: tuple[LayerDef, ...]
    objects: tuple[LayerDef, ...]


def addresses(request: HttpRequest) -> Addresses:
    return Addresses(home(request))


def branches(user: User) -> list[Branch]:
    """The themes of which the user may see anything, in the order of the tree.

    Services do not offer sheets that nobody has brought yet, and QGIS calls such a layer broken.
    """
    known = sheets(data_version())
    pictures = {
        layer.id: layer
        for layer in allowed_layers(user, "see")
        if layer.mapped and is_offered(layer, known)
    }
    objects = {layer.id: layer for layer in objects_for(user)}
    found = [
        Branch(
            theme.id,
            theme.title,
            tuple(_of(theme.layers, pictures)),
            tuple(_of(theme.layers, objects)),
        )
        for theme in catalogue().themes
    ]
    return [branch for branch in found if branch.pictures]


def objects_for(user: User) -> Iterator[LayerDef]:
    """The layers that the user may ask about and that have a look: they have a style."""
    for layer in allowed_layers(user, "query"):
        if layer.mapped and layer.has_rows and layer.geometry in _DRAWN:
            yield layer


def _of(ids: Sequence[str], layers: dict[str, LayerDef]) -> Iterator[LayerDef]:
    return (layers[each] for each in ids if each in layers)
