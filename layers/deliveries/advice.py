"""What a clerk can do about a refused record, and what PostGIS means by its words."""

import re

_ADVICE = (
    ("Neplatný obrys", "Hranice se kříží nebo dotýká sama sebe. Opravte ji v GIS (v QGIS nástroj "
     "„Opravit geometrie“) a záznam pošlete znovu, nebo závadu ohlaste poskytovateli."),
    ("Neplatná generalizovaná", "Zjednodušená hranice se kříží. Ohlaste ji poskytovateli; "
     "dosavadní hranice na mapě zůstává."),
    ("Geometrie je prázdná", "Záznam má místo hranice prázdnou geometrii. Doplňte ji."),
    ("Geometrie opravy", "Geometrii se nepodařilo přečíst; zkontrolujte, že je úplná."),
    ("Souřadnice leží mimo", "Některý bod leží mimo Česko: často chybí znaménko, osy jsou "
     "prohozené nebo je bod v nule. Zkontrolujte souřadnicový systém souboru."),
    ("Souřadnice v poli", "Doplňte ji nebo opravte na číslo v metrech (desetinná čárka nevadí)."),
    ("Hranice parcely se neuzavírá", "V souboru chybí část hranice, na mapě zůstává dosavadní "
     "parcela. Vyžádejte si u katastrálního úřadu opravený soubor, nebo hranici v GIS doplňte."),
    ("Liniím hranice parcely chybí body", "Soubor neobsahuje body, na které se linie odkazují. "
     "Vyžádejte si úplný soubor katastrálního území."),
    ("Parcela nemá v souboru žádnou linii", "Soubor nemá mapovou část (SGI) této parcely. "
     "Nahrajte ji spolu s popisnými údaji."),
    ("Obvod stavby se neuzavírá", "Na mapě zůstává dosavadní stavba. Závadu ohlaste "
     "katastrálnímu úřadu, nebo obvod v GIS doplňte."),
    ("Kód je v souboru vícekrát", "Zveřejněn je poslední záznam s tímto kódem. Zkontrolujte, "
     "zda jde o omyl, nebo o dva různé objekty."),
    ("Záznam nemá kód", "Bez kódu nelze poznat, o který objekt jde. Doplňte kód."),
    ("Chybí povinný údaj", "Doplňte údaj, který je uveden v podrobnostech."),
    ("Je znám novější", "Dodavatel poslal starší stav objektu, než je na mapě; zpravidla není co "
     "dělat. Je-li starší stav správný, vraťte import novějšího."),
    ("Mění se objekt", "Změna navazuje na objekt, který na mapě není. Načtěte nejdříve úplnou "
     "dodávku dané oblasti."),
    ("Linie má nulovou", "Začátek a konec linie jsou v témž bodě. Závadu ohlaste poskytovateli."),
    ("Platnost končí", "Datum konce platnosti je před začátkem. Opravte data platnosti."),
)  # fmt: skip
_DETAIL = {
    "Self-intersection": "hranice protíná sama sebe",
    "Ring Self-intersection": "hranice se dotýká sama sebe",
    "Hole lies outside shell": "díra leží mimo obrys",
    "Holes are nested": "díry leží jedna v druhé",
    "Interior is disconnected": "vnitřek není souvislý",
    "Nested shells": "obrysy leží jeden v druhém",
    "Duplicate Rings": "tatáž hranice je uvedena dvakrát",
    "Too few points in geometry component": "hranice má příliš málo bodů",
    "Invalid Coordinate": "souřadnice není číslo",
    "Ring is not closed": "hranice není uzavřená",
}
_PLACED = re.compile(r"^([A-Za-z -]{3,60})\[([-\d.]{1,30}) ([-\d.]{1,30})\]$")


def advice(reason: str) -> str:
    """What to do; the reason itself stands beside it."""
    return next(
        (words for start, words in _ADVICE if reason.startswith(start)),
        "Opravte údaj, který důvod jmenuje, a záznam pošlete znovu.",
    )


def in_words(detail: str) -> str:
    """PostGIS's reason with its place in S-JTSK as people write it: Y, X, both positive."""
    found = _PLACED.match(detail)
    words = _DETAIL.get(found[1]) if found else None
    if found is None or words is None:
        return _DETAIL.get(detail, detail)
    east, north = float(found[2]), float(found[3])
    return f"{words} v bodě Y {-east:.2f}, X {-north:.2f}".replace(".", ",")
