"""Invented names: no municipality of the country is called so, the streets could be anywhere."""

import numpy as np

REGION_NAME = "Ukázkový kraj"

_UNITS = (
    "Řasnov", "Skřivánčí", "Jasenůvka", "Hvozdůvka", "Žďářina", "Šípkovice", "Mlýnůvka", "Olšinky",
    "Křemenůvka", "Břízky", "Jedlovice", "Hřebenov", "Tisůvka", "Lípovka", "Sýkořín", "Potůčník",
    "Vřesůvka", "Jeřábov", "Bučinka", "Klokočůvka", "Duběnka", "Travnice", "Lišákov", "Ježůvka",
    "Javořinka",
)  # fmt: skip
"""In the order of settlements and their units; the first tile bears them as they stand."""
_ADJECTIVES = (
    "Horní", "Dolní", "Nová", "Stará", "Velká", "Malá", "Česká", "Lesní", "Kamenná", "Bílá",
    "Červená", "Zadní", "Přední", "Suchá", "Mokrá", "Pustá", "Šumavá", "Krásná", "Široká", "Tichá",
)  # fmt: skip
_STEMS = (
    "Řepník", "Smrčk", "Borůvč", "Pěnkav", "Modřín", "Kalin", "Dřevč", "Sněžn", "Habřin", "Rysov",
    "Medvěz", "Chrastěv", "Vlčet", "Tetřev", "Ostřin", "Luhov", "Kamenůvč", "Jívov", "Zlatoř",
)  # fmt: skip
_ENDINGS = ("ovice", "ínka", "ůvky", "ečno", "ičky")
_STREETS = (
    "Hlavní", "Nádražní", "Školní", "Lesní", "Zahradní", "Polní", "Luční", "Krátká", "Dlouhá",
    "Příčná", "Okružní", "Slunečná", "Květinová", "Lipová", "Březová", "Jasanová", "Javorová",
    "Dubová", "Kaštanová", "Sadová", "Mlýnská", "Potoční", "Říční", "Rybniční", "Hřbitovní",
    "Kostelní", "Farní", "Zámecká", "Tovární", "Dělnická", "Hasičská", "Sokolská", "Sportovní",
    "Nová", "Stará", "Horní", "Dolní", "Severní", "Jižní", "Východní", "Západní", "Úzká", "Široká",
    "Klidná", "Tichá", "Vyhlídková", "Skalní", "Kamenná", "Písečná", "Hliněná", "Cihlářská",
    "Kovářská", "Hrnčířská", "Tkalcovská", "Sklářská", "Pekařská", "Řeznická", "Truhlářská",
    "Zvonařská", "Včelařská", "Myslivecká", "Hájenská", "Jelení", "Zaječí", "Liščí", "Sojčí",
    "Skřivánčí", "Slavičí", "Vlaštovčí", "Čapí", "Konvalinková", "Šeříková", "Jabloňová",
    "Třešňová", "Švestková", "Ořechová", "Malinová", "Ostružinová", "Jahodová", "Borůvková",
    "Mechová", "Kapradinová", "Větrná", "Sněhová", "Podzimní", "Jarní", "Letní", "Polední",
    "Družstevní", "Obecní", "Poštovní", "Lázeňská", "Pivovarská", "Sladovnická", "Vodárenská",
    "Hradební", "Podzámecká", "Panská", "Soukenická", "Koželužská", "Barvířská", "Krejčovská",
    "Ševcovská", "Bednářská", "Kolářská", "Tesařská", "Zednická", "Mydlářská", "Kupecká",
)  # fmt: skip
_TOWARDS = ("K", "Na", "Pod", "U")
_PLACES = {
    "K": ("Mlýnu", "Lesu", "Rybníku", "Řece", "Nádraží", "Kapličce", "Hájovně", "Lomu"),
    "Na": ("Kopci", "Výsluní", "Stráni", "Vyhlídce", "Bělidle", "Skalce", "Rovině", "Mezi"),
    "Pod": ("Lesem", "Hrází", "Kopcem", "Skalou", "Vodojemem", "Lipami", "Tratí", "Zahradami"),
    "U": ("Potoka", "Hřiště", "Školy", "Kostela", "Studánky", "Křížku", "Pily", "Sokolovny"),
}

UNITS_PER_TILE = len(_UNITS)


def unit_name(tile: int, number: int) -> str:
    """The name of the unit with this number in its tile; beyond the first tiles they are composed.

    Composed names are told apart by adjective, stem and ending, and by a numeral once those are
    used up, as no language holds thirty thousand village names.
    """
    if tile == 0:
        return _UNITS[number]
    serial = (tile - 1) * UNITS_PER_TILE + number
    stem = _STEMS[serial % len(_STEMS)]
    ending = _ENDINGS[serial // len(_STEMS) % len(_ENDINGS)]
    round_, adjective = divmod(serial // (len(_STEMS) * len(_ENDINGS)), len(_ADJECTIVES) + 1)
    name = f"{stem}{ending}"
    if adjective:
        name = f"{_ADJECTIVES[adjective - 1]} {name}"
    return f"{name} {_roman(round_ + 1)}" if round_ else name


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += sign * (number // value)
        number %= value
    return out


def street_names(count: int, random: np.random.Generator) -> list[str]:
    """Distinct street names for one municipality."""
    pool = [*_STREETS, *(f"{to} {place}" for to in _TOWARDS for place in _PLACES[to])]
    order = [pool[n] for n in random.permutation(len(pool))]
    rounds = 1 + count // len(order)
    more = [f"{name} {_roman(n)}" for n in range(2, rounds + 2) for name in order]
    return [*order, *more][:count]
