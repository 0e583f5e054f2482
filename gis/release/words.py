"""The words of the pages of releases, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

_WORDS = {
    "title": Text("Výdej dat", "Data for download"),
    "lead": Text(
        "Vyberte vrstvy a území, připraví se balíček ke stažení. O vrstvách, které lze užít jen "
        "pro územní plánování, nejprve rozhodne úřad územního plánování.",
        "Choose layers and an area; a package is made for you. Layers that may be used for "
        "planning only are first let go by the planning office.",
    ),
    "ask": Text("Nová žádost", "New request"),
    "layers": Text("Vrstvy", "Layers"),
    "restricted": Text("schvaluje úřad", "needs approval"),
    "formats": Text("Formáty", "Formats"),
    "area": Text("Území", "Area"),
    "area_kind": Text("Druh území", "Kind of area"),
    "area_codes": Text(
        "Kódy obce, ORP, nebo id parcel (oddělte mezerou či čárkou)",
        "Codes of a municipality or ORP, or ids of parcels (with spaces or commas)",
    ),
    "geojson": Text("Vlastní polygon (soubor GeoJSON)", "Own polygon (GeoJSON file)"),
    "geojson_text": Text("Vlastní polygon (text GeoJSON)", "Own polygon (text of GeoJSON)"),
    "geojson_srid": Text("Souřadnice polygonu", "Coordinates of the polygon"),
    "srid": Text("Souřadnicový systém balíčku", "Coordinate system of the package"),
    "only_changes": Text(
        "Jen změny od mého posledního výdeje téhož území",
        "Only what changed since my last release of the same area",
    ),
    "purpose": Text("Účel užití", "Purpose"),
    "every_days": Text(
        "Opakovat po dnech (prázdné: jednou)", "Repeat every so many days (empty: once)"
    ),
    "send": Text("Požádat o data", "Ask for the data"),
    "mine": Text("Moje výdeje", "My releases"),
    "waiting": Text("Čeká na mé rozhodnutí", "Waits for my decision"),
    "orders": Text("Trvalé objednávky", "Standing orders"),
    "none": Text("Zatím nic.", "Nothing yet."),
    "state": Text("Stav", "State"),
    "created": Text("Požádáno", "Asked for"),
    "what": Text("Co", "What"),
    "next": Text("Příště", "Next"),
    "stop": Text("Ukončit", "Stop"),
    "sign_in": Text("Přihlaste se", "Sign in"),
    "detail": Text("Výdej dat", "Release of data"),
    "download": Text("Stáhnout balíček (ZIP)", "Download the package (ZIP)"),
    "size": Text("Velikost", "Size"),
    "as_of": Text("Data k okamžiku", "Data as of"),
    "expires": Text("Smaže se", "Removed on"),
    "reason": Text("Důvod", "Reason"),
    "who": Text("Kdo žádá", "Who asks"),
    "accept": Text("Schválit", "Accept"),
    "reject": Text("Zamítnout", "Reject"),
    "cancel": Text("Zrušit", "Cancel"),
    "report": Text("Co je v balíčku", "What is in the package"),
    "layer": Text("Vrstva", "Layer"),
    "format": Text("Formát", "Format"),
    "objects": Text("Objektů", "Objects"),
    "notes": Text("Poznámky", "Notes"),
    "not_given": Text("Nevydáno", "Not given"),
    "reload": Text("Obnovit stav", "Refresh"),
    "requested": Text("čeká na schválení", "waits for approval"),
    "making": Text("připravuje se", "being made"),
    "ready": Text("ke stažení", "ready"),
    "rejected": Text("zamítnuto", "rejected"),
    "failed": Text("selhalo", "failed"),
    "cancelled": Text("zrušeno", "cancelled"),
    "expired": Text("smazáno po lhůtě", "removed after its days"),
    "region": Text("celé území", "the whole region"),
    "municipality": Text("obec", "municipality"),
    "orp": Text("správní obvod ORP", "district of an ORP"),
    "polygon": Text("vlastní polygon", "own polygon"),
    "parcels": Text("seznam parcel", "list of parcels"),
}


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
