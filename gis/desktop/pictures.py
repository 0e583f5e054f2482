"""The pictures of the steps: of QGIS by `docs/pictures/make.py`, of ArcGIS drawn by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.catalogue import Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A file below `static/gis/desktop` in each language; `told` is what one would see."""

    name: str
    suffix: str
    width_px: int
    height_px: int
    caption: Text
    told: Text

    def document(self, language: str) -> dict[str, object]:
        return {
            "path": f"gis/desktop/{self.name}.{language}.{self.suffix}",
            "width": self.width_px,
            "height": self.height_px,
            "caption": self.caption.in_language(language),
            "told": self.told.in_language(language),
        }


_QGIS = (
    Picture(
        "qgis-map", "webp", 1180, 720,
        Text(
            "Téma v QGIS po přetažení souboru .qlr",
            "A theme in QGIS after dragging a file .qlr in",
        ),
        Text(
            "Okno QGIS. Vlevo ve vrstvách skupina Územní plány, v ní zapnutá skupina Mapa (WMS) se "
            "zaškrtnutou první vrstvou a vypnutá skupina Objekty (OGC API); vpravo mapa, ve "
            "stavovém řádku EPSG:5514.",
            "The window of QGIS. On the left, in layers, the group of spatial plans with the group "
            "Map (WMS) switched on, its first layer checked, and Features (OGC API) switched off; "
            "on the right the map, in the status bar EPSG:5514.",
        ),
    ),
    Picture(
        "qgis-service", "webp", 960, 705,
        Text(
            "Správce zdrojů dat, WMS/WMTS: po Připojit vyberte vrstvy a dejte Přidat",
            "Data Source Manager, WMS/WMTS: after Connect choose layers and press Add",
        ),
        Text(
            "Správce zdrojů dat s vybranou položkou WMS/WMTS a připojením DMVS; pod tlačítkem "
            "Připojit je strom vrstev služby se styly, dole tlačítko Přidat.",
            "The Data Source Manager at WMS/WMTS with the connection DMVS; below the button "
            "Connect the tree of the service's layers with styles, at the bottom the button Add.",
        ),
    ),
    Picture(
        "qgis-connection", "webp", 560, 640,
        Text(
            "WFS / OGC API – Features › Nové: stačí název a adresa",
            "WFS / OGC API – Features › New: a name and the address are enough",
        ),
        Text(
            "Okno nového připojení: Název DMVS, URL https://mapa.example.cz/api/, bez ověření.",
            "The window of a new connection: Name DMVS, URL https://mapa.example.cz/api/, no "
            "authentication.",
        ),
    ),
)  # fmt: skip
_ARCGIS = (
    Picture(
        "arcgis-menu", "svg", 640, 330,
        Text(
            "Vložit (1) › Připojení (2) › Nový server WMS (3)",
            "Insert (1) › Connections (2) › New WMS Server (3)",
        ),
        Text(
            "Kresba pásu karet: karta Vložit, tlačítko Připojení a v jeho nabídce Nový server WMS.",
            "A drawing of the ribbon: the tab Insert, the button Connections and in its menu New "
            "WMS Server.",
        ),
    ),
    Picture(
        "arcgis-connection", "svg", 640, 360,
        Text("Vložte adresu (4) a potvrďte (5)", "Paste the address (4) and confirm (5)"),
        Text(
            "Kresba okna připojení k serveru WMS: adresa URL, verze 1.3.0, nepovinné jméno a "
            "heslo, tlačítko OK.",
            "A drawing of the window of a connection to a WMS server: URL, version 1.3.0, optional "
            "name and password, the button OK.",
        ),
    ),
)  # fmt: skip
PICTURES: Mapping[str, Sequence[Picture]] = {"qgis": _QGIS, "arcgis": _ARCGIS}


def pictures(language: str) -> dict[str, list[dict[str, object]]]:
    """By program, in the order of the steps."""
    return {
        program: [each.document(language) for each in shown] for program, shown in PICTURES.items()
    }
