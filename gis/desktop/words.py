"""The words of the page for desktop GIS, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

_WORDS = {
    "title": Text("Mapa v QGIS a ArcGIS", "The map in QGIS and ArcGIS"),
    "lead": Text(
        "Stáhněte soubor a otevřete jej v QGIS: mapa je v S-JTSK a vypadá jako na portálu.",
        "Download a file and open it in QGIS: the map is in S-JTSK and looks as on the portal.",
    ),
    "municipality": Text("Projekt obce", "Project of a municipality"),
    "municipality_lead": Text(
        "Otevře se na území obce: katastr, adresy, správní členění, územní plány, podklad.",
        "Opens at the municipality: cadastre, addresses, administrative units, plans, base map.",
    ),
    "choose": Text("Obec", "Municipality"),
    "download": Text("Stáhnout projekt (.qgs)", "Download the project (.qgs)"),
    "themes": Text("Témata", "Themes"),
    "theme": Text("Téma", "Theme"),
    "layers": Text("Vrstev", "Layers"),
    "add": Text("Přidat do projektu (.qlr)", "Add to a project (.qlr)"),
    "open": Text("Nový projekt (.qgs)", "New project (.qgs)"),
    "addresses": Text("Adresy služeb", "Addresses of services"),
    "addresses_lead": Text(
        "Adresu označte, zkopírujte a vložte do svého programu.",
        "Select an address, copy it and paste it into your program.",
    ),
    "own": Text(
        "Kdo má osobní adresu, píše místo /ows/ a /api/ začátek své osobní adresy.",
        "Who has a personal address writes its beginning in place of /ows/ and /api/.",
    ),
    "qgis": Text("Postup v QGIS (3.22 a novější)", "Steps in QGIS (3.22 or newer)"),
    "qgis_1": Text(
        "Projekt .qgs otevřete dvojím kliknutím; soubor .qlr přetáhněte myší do okna QGIS.",
        "Open a project .qgs by a double click; drag a file .qlr into the window of QGIS.",
    ),
    "qgis_2": Text(
        "Skupina „Mapa (WMS)“ kreslí hotový obraz a odpovídá na dotaz; skupinu „Objekty (OGC API)“ "
        "zapněte, když chcete vybírat, měřit a ukládat objekty.",
        "The group “Map (WMS)” draws the ready picture and answers queries; switch “Features (OGC "
        "API)” on to select, measure and save features.",
    ),
    "qgis_3": Text(
        "Jinou službu přidáte v nabídce Vrstva › Správce zdrojů dat (Ctrl+L): WMS/WMTS nebo WFS / "
        "OGC API – Features › Nové připojení › vložte adresu.",
        "Add another service by Layer › Data Source Manager (Ctrl+L): WMS/WMTS or WFS / OGC API – "
        "Features › New › paste the address.",
    ),
    "qgis_4": Text(
        "Zeptá-li se QGIS na transformaci, má projekt jiný systém: zvolte vpravo dole S-JTSK / "
        "Krovak East North (EPSG:5514).",
        "When QGIS asks for a transformation, the project has another system: choose S-JTSK / "
        "Krovak East North (EPSG:5514) at the bottom right.",
    ),
    "arcgis": Text("Postup v ArcGIS Pro", "Steps in ArcGIS Pro"),
    "arcgis_1": Text(
        "Na kartě Vložit zvolte Připojení › Nový server WMS (nebo WMTS, WFS, OGC API) a vložte "
        "adresu.",
        "On the tab Insert choose Connections › New WMS Server (or WMTS, WFS, OGC API) and paste "
        "the address.",
    ),
    "arcgis_drawn": Text(
        "Kresba podle nabídek ArcGIS Pro 3; názvy se mezi verzemi liší.",
        "Drawn after the menus of ArcGIS Pro 3; names differ between versions.",
    ),
    "arcgis_2": Text(
        "Mapě nastavte souřadnicový systém S-JTSK / Krovak East North (5514).",
        "Set the map's coordinate system to S-JTSK / Krovak East North (5514).",
    ),
    "arcgis_3": Text(
        "Styl vrstvy jako SLD načtou i GeoServer, MISYS a další programy.",
        "A layer's style as SLD is read by GeoServer and other programs too.",
    ),
    "styles": Text("Styly vrstev", "Styles of layers"),
    "layer": Text("Vrstva", "Layer"),
}


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
