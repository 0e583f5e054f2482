"""The words of a print, Czech and English."""

from collections.abc import Mapping

from layers.catalogue import Text

WORDS: Mapping[str, Text] = {
    "title": Text("Mapa", "Map"),
    "index": Text("Klad listů", "Index of sheets"),
    "scale": Text("Měřítko", "Scale"),
    "full_size": Text(
        "Platí při tisku ve velikosti 100 %", "It holds when printed at 100 % of the size"
    ),
    "verified": Text(
        "Měřítko ověřeno na hotovém listu: odchylka {} %.",
        "Scale measured on the finished sheet: off by {} %.",
    ),
    "legend": Text("Vysvětlivky", "Legend"),
    "more_legend": Text(
        "Další vysvětlivky jsou na posledních stranách.", "The legend goes on on the last pages."
    ),
    "sheet": Text("List", "Sheet"),
    "sheets": Text("Listy", "Sheets"),
    "page": Text("Strana", "Page"),
    "of": Text("z", "of"),
    "north": Text("S", "N"),
    "north_alt": Text(
        "Šipka k severu, otočená o {} stupňů proti hornímu okraji mapy.",
        "Arrow to the north, turned by {} degrees against the upper edge of the map.",
    ),
    "north_text": Text(
        "Nahoře je sever sítě S-JTSK; šipka ukazuje zeměpisný sever ({}°).",
        "Up is the north of the S-JTSK grid; the arrow shows true north ({}°).",
    ),
    "system": Text(
        "Souřadnice S-JTSK, kladné Y a X (EPSG:5513)",
        "Coordinates in S-JTSK, positive Y and X (EPSG:5513)",
    ),
    "map_alt": Text("Mapa v měřítku 1 : {}. Vrstvy: {}.", "Map at 1 : {}. Layers: {}."),
    "data": Text("stav dat k {}", "data as of {}"),
    "data_unknown": Text("stav dat neznámý", "age of data unknown"),
    "printed_on": Text("Vytištěno {}", "Printed on {}"),
    "failed": Text(
        "Vrstva {} není k dispozici, mapa je bez ní.",
        "The layer {} is not available, the map is without it.",
    ),
    "out_of_scale": Text(
        "Vrstva {} se v tomto měřítku nekreslí.", "The layer {} is not drawn at this scale."
    ),
    "not_in_view": Text("Na listu se nevyskytuje: {}.", "Not on this sheet: {}."),
    "cut": Text(
        "Parcela přesahuje list; zvolte menší měřítko.",
        "The parcel reaches beyond the sheet; choose a smaller scale.",
    ),
    "limited": Text(
        "Vrstva {} je oříznuta na území, pro které máte oprávnění.",
        "The layer {} is cut to the territory that you have a right for.",
    ),
    "purpose_map": Text(
        "Účelová katastrální mapa je bez právní závaznosti.",
        "The purpose cadastral map has no legal force.",
    ),
    "drawings": Text("Vlastní kresba", "Own drawings"),
    "no_proof": Text(
        "Tisk z mapového portálu, není veřejnou listinou.",
        "Printed from the map portal, no official document.",
    ),
}


def words(language: str) -> dict[str, str]:
    return {name: text.in_language(language) for name, text in WORDS.items()}


def number(value: float, language: str, digits: int = 0) -> str:
    """With thin spaces, and a comma in Czech."""
    text = f"{value:,.{digits}f}".replace(",", "\u202f")
    return text if language == "en" else text.replace(".", ",")
