"""What of the catalogue an asker gets on his desktop, and below which addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from layers.access import User, allowed_layers
from layers.catalogue import LayerDef, Text, catalogue
from layers.request_keys import PERSONAL_ADDRESS

_DRAWN = {"point", "line", "polygon"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where services are; `own` is the asker's personal address `/u/…`, empty for all others."""

    root: str
    own: str = ""

    @property
    def wms(self) -> str:
        return f"{self.root}/ows{self.own}/wms"

    @property
    def wmts(self) -> str:
        return f"{self.root}/ows{self.own}/wmts/1.0.0/WMTSCapabilities.xml"

    @property
    def api(self) -> str:
        return f"{self.root}{self.own}/api/"

    @property
    def wfs(self) -> str:
        return f"{self.root}/ows{self.own}/wfs"

    @property
    def csw(self) -> str:
        return f"{self.root}{self.own}/csw"

    @property
    def atom(self) -> str:
        return f"{self.root}/atom/"


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with the layers that are shown as pictures and those that are had as objects."""

    id: str
    title: Text
    pictures: tuple[LayerDef, ...]
    objects: tuple[LayerDef, ...]


def addresses(request: HttpRequest) -> Addresses:
    root = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return Addresses(root, str(request.META.get(PERSONAL_ADDRESS, "")))


def branches(user: User) -> list[Branch]:
    """The themes of which the user may see anything, in the order of the tree."""
    pictures = {layer.id: layer for layer in allowed_layers(user, "see") if layer.mapped}
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
