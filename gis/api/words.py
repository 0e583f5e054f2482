"""The words of the API's pages, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

_WORDS = {
    "api": Text("Rozhraní pro data", "Data interface"),
    "product": Text("Digitální mapa veřejné správy", "Digital Map of Public Administration"),
    "landing": Text(
        "Registry a tematické vrstvy mapy podle standardu OGC API – Features.",
        "Registers and thematic layers of the map by the standard OGC API – Features.",
    ),
    "skip": Text("Přejít na obsah", "Skip to the content"),
    "other": Text("English", "Česky"),
    "map": Text("Mapa", "Map"),
    "json": Text("Tento dokument jako JSON", "This document as JSON"),
    "collections": Text("Kolekce", "Collections"),
    "conformance": Text("Shoda se standardy", "Conformance"),
    "conformance_lead": Text(
        "Třídy požadavků, které rozhraní splňuje.",
        "Requirement classes that the interface conforms to.",
    ),
    "definition": Text("Popis rozhraní", "API definition"),
    "id": Text("Označení", "Id"),
    "title": Text("Název", "Title"),
    "description": Text("Popis", "Description"),
    "provider": Text("Poskytovatel", "Provider"),
    "licence": Text("Licence", "Licence"),
    "attribution": Text("Uvedení zdroje", "Attribution"),
    "data_date": Text("Stav dat k", "Data as of"),
    "fields": Text("Atributy", "Attributes"),
    "type": Text("Typ", "Type"),
    "systems": Text("Souřadnicové systémy", "Coordinate systems"),
    "items": Text("Prvky", "Features"),
    "show_items": Text("Zobrazit prvky", "Show the features"),
    "next": Text("Další strana", "Next page"),
    "none": Text("Dotazu neodpovídá žádný prvek.", "No feature answers the query."),
    "original": Text("Stáhnout původní soubor", "Download the original file"),
    "attribute": Text("Atribut", "Attribute"),
    "value": Text("Hodnota", "Value"),
    "geometry": Text("Geometrie", "Geometry"),
    "no_geometry": Text("bez geometrie", "no geometry"),
    "address": Text("Adresa", "Address"),
    "parameters": Text("Parametry", "Parameters"),
    "tiles": Text("Vektorové dlaždice", "Vector tiles"),
    "queryables": Text("Vlastnosti pro filtr", "Properties for filters"),
    "queryables_lead": Text(
        "Podle těchto vlastností lze vybírat parametrem filter (CQL2); ty s hvězdičkou i "
        "parametrem svého jména.",
        "By these properties features are chosen with the parameter filter (CQL2); by those with "
        "an asterisk also with a parameter of their name.",
    ),
    "sortables": Text("Vlastnosti pro řazení", "Properties for sorting"),
    "sortables_lead": Text(
        "Podle těchto vlastností lze řadit parametrem sortby, například sortby=-label.",
        "By these properties features are sorted with the parameter sortby, as in sortby=-label.",
    ),
    "you_are_here": Text("Umístění stránky", "Breadcrumb"),
    "geojson": Text("Tyto prvky jako GeoJSON", "These features as GeoJSON"),
}


def words(language: str) -> Mapping[str, str]:
    """All words in one language, by key."""
    return {key: text.in_language(language) for key, text in _WORDS.items()}
