"""Planning materials of the demo: packages of providers with passports, as they really come.

Of the phenomena some occur, some do not (an empty shapefile), some nobody delivered, and some
were delivered so long ago that the promised interval has passed.
"""

from dataclasses import dataclass
from pathlib import Path

from layers.catalogue import catalogue
from layers.catalogue.codebook import Phenomenon
from layers.demo import phenomena as draw
from layers.demo.package import Layer, csv_text, write_package
from layers.demo.phenomena import Country, Maker
from layers.demo.scenery import ARABLE, FOREST, GRASS, POND, STREAM

_FIELDS = (
    "id",
    "nazev",
    "cas_hor",
    "vydal",
    "datum",
    "Pasport_Id",
    "Poznamka",
    "sirka_op",
    "verejne",
)
_COLUMNS = (
    "Pasport_Id",
    "Jev",
    "Vyhláška",
    "Poskytovatel",
    "Vznik údaje",
    "Pořízení",
    "Zpracování",
    "Schválení",
    "Datum",
    "Aktualizace (měsíců)",
    "Území",
    "Poznámka",
)
_SUFFIX = {"polygon": "p", "line": "l", "point": "b"}


@dataclass(frozen=True)
class Provider:
    """Who delivers what: a file name, a day, a promised interval, phenomena and their makers."""

    name: str
    file: str
    day: str
    months: int
    made: dict[str, Maker]
    first_municipality_only: bool = False


PROVIDERS = (
    Provider(
        "Městský úřad Jasenůvka, úřad územního plánování",
        "UAP_urad_2026-06-30",
        "2026-06-30",
        12,
        {
            "built_up_area": draw.built_up,
            "production_area": draw.zones_of("VL"),
            "amenity_area": draw.zones_of("OV", "OS"),
            "brownfield": draw.parcels(14, 900, 1, "Bývalý areál"),
            "urban_value": draw.cores(120),
            "architectural_building": draw.houses(160, 1, "Vila"),
            "landmark": draw.houses(90, 1, "Kostel"),
            "viewpoint": draw.aside("Vyhlídka", 420, 380, share=0.5),
            "event_place": draw.aside("Památník", 60, -40, share=0.3),
            "folk_architecture_region": draw.nothing,
            "developable_area": draw.developable,
            "intention": draw.parcels(ARABLE, 9_000, 1, "Záměr", "navrh"),
            "other_infrastructure": draw.houses(140, 1, "Obecní úřad"),
            "cemetery_zone": draw.circles("roads", 100, 3, "Hřbitov"),
        },
    ),
    Provider(
        "Ukázkový ústav památkové péče",
        "UAP_pamatky_2026-03-31",
        "2026-03-31",
        24,
        {
            "cultural_monument": draw.houses(220, 2, "Usedlost čp."),
            "national_monument": draw.nothing,
            "monument_zone": draw.town_core,
            "monument_reservation": draw.nothing,
            "landscape_monument_zone": draw.nothing,
            "unesco_monument": draw.nothing,
            "historic_building": draw.houses(130, 1, "Fara"),
            "archaeological_area": draw.cores(230),
        },
    ),
    Provider(
        "Ochrana přírody Ukázkového kraje",
        "UAP_priroda_2025-11-30",
        "2025-11-30",
        24,
        {
            "ecological_network": draw.along("streams", 22, "Biokoridor"),
            "landscape_element_registered": draw.parcels(GRASS, 6_000, 1, "VKP"),
            "national_park": draw.nothing,
            "landscape_protected_area": draw.half("CHKO Ukázkové hory", 0.3),
            "national_nature_reserve": draw.nothing,
            "nature_reserve": draw.parcels(FOREST, 22_000, 1, "PR"),
            "nature_monument": draw.parcels(GRASS, 9_000, 1, "PP"),
            "nature_park": draw.nothing,
            "memorial_tree": draw.aside("Památná lípa", 25, 35, share=0.6),
            "natura_site": draw.along("streams", 45, "EVL", least_m=1_100),
            "natura_birds": draw.nothing,
        },
    ),
    Provider(
        "Lesy Ukázkového kraje",
        "UAP_lesy_2026-01-31",
        "2026-01-31",
        24,
        {
            "forest_commercial": draw.forests,
            "forest_protective": draw.parcels(FOREST, 18_000, 1, "Les ochranný"),
            "forest_special": draw.nothing,
            "forest_edge": draw.forest_edge,
            "soil_investment": draw.parcels(ARABLE, 15_000, 4, "Meliorace"),
        },
    ),
    Provider(
        "Povodí Ukázky",
        "UAP_voda_2026-02-28",
        "2026-02-28",
        24,
        {
            "water_source": draw.circles("streams", 150, 4, "OP vodního zdroje"),
            "water_accumulation": draw.half("CHOPAV Ukázka", 0.45),
            "vulnerable_area": draw.nothing,
            "water_body": draw.streams,
            "reservoir": draw.waters(POND, "Rybník"),
            "flood_area": draw.along("streams", 55, "Záplavové území Q100"),
            "flood_active_zone": draw.along("streams", 24, "Aktivní zóna"),
            "flood_spill": draw.nothing,
            "dam_flood": draw.nothing,
            "flood_protection": draw.nothing,
            "mineral_spring": draw.nothing,
            "spa_area": draw.nothing,
            "landscape_element": draw.waters(STREAM, "Údolní niva"),
        },
    ),
    Provider(
        "Ukázková geologická služba",
        "UAP_geologie_2023-05-31",
        "2023-05-31",
        24,
        {
            "mining_area": draw.nothing,
            "deposit_protected": draw.parcels(ARABLE, 20_000, 1, "CHLÚ"),
            "mineral_deposit": draw.parcels(ARABLE, 24_000, 1, "Ložisko štěrkopísku"),
            "landslide": draw.parcels(GRASS, 5_000, 1, "Sesuv"),
            "old_mine": draw.aside("Štola", 700, -650, share=0.25),
            "contaminated_site": draw.aside("Stará skládka", -520, 330, share=0.35),
        },
    ),
    Provider(
        "Ukázkové vodovody a kanalizace",
        "UAP_vodovody_2026-04-30",
        "2026-04-30",
        12,
        {
            "water_supply_object": draw.aside("Vodojem", 380, 210, share=0.8),
            "water_main": draw.in_streets(1.6, "Vodovod"),
            "sewage_object": draw.aside("ČOV", -330, -260, share=0.7),
            "sewer": draw.in_streets(-1.4, "Kanalizace"),
        },
    ),
    Provider(
        "Ukázková distribuce energií",
        "UAP_energie_2026-05-31",
        "2026-05-31",
        12,
        {
            "power_line": draw.between_villages(1, "Vedení VN 22 kV"),
            "substation": draw.aside("Trafostanice", 150, 120),
            "gas_pipeline": draw.between_villages(
                2, "Plynovod VTL DN 150", width_m=4.0, bend_m=-260.0
            ),
            "gas_object": draw.aside("Regulační stanice", -190, 240, share=0.4),
            "power_plant": draw.parcels(ARABLE, 12_000, 1, "Fotovoltaická elektrárna", "navrh"),
            "communication_line": draw.between_villages(3, "Optický kabel", bend_m=90.0),
            "oil_pipeline": draw.nothing,
            "product_pipeline": draw.nothing,
        },
    ),
    Provider(
        "Správa silnic a drah Ukázkového kraje",
        "UAP_doprava_2026-07-31",
        "2026-07-31",
        12,
        {
            "motorway": draw.nothing,
            "road_first": draw.roads(1),
            "road_second": draw.roads(2),
            "road_third": draw.roads(3),
            "local_road": draw.local_roads,
            "railway_national": draw.nothing,
            "railway_regional": draw.regional_railway,
            "siding": draw.nothing,
            "cableway": draw.nothing,
            "tramway": draw.nothing,
            "airport": draw.nothing,
            "waterway": draw.nothing,
            "cycle_route": draw.cycle_routes,
        },
    ),
    Provider(
        "Hasičský záchranný sbor Ukázkového kraje",
        "UAP_bezpecnost_2026-08-31",
        "2026-08-31",
        12,
        {
            "fire_protection_object": draw.houses(180, 1, "Požární zbrojnice"),
            "civil_protection_object": draw.houses(200, 1, "Úkryt"),
            "emergency_zone": draw.nothing,
        },
    ),
    Provider(
        "Obec Řasnov",
        "UAP_odpady_2026-09-30",
        "2026-09-30",
        24,
        {
            "landfill": draw.parcels(14, 1_500, 1, "Skládka"),
            "incinerator": draw.nothing,
        },
        first_municipality_only=True,
    ),
)


def write_uap(folder: Path, country: Country) -> list[Path]:
    """The packages of all providers."""
    known = {each.id: each for book in catalogue().codebooks.values() for each in book.phenomena}
    return [_write(folder / f"{each.file}.zip", each, country, known) for each in PROVIDERS]


def _write(path: Path, provider: Provider, country: Country, known: dict[str, Phenomenon]) -> Path:
    first = country.sceneries[0].rows
    territory = str(first.code) if provider.first_municipality_only else "kraj"
    layers: dict[str, Layer] = {}
    rows: list[tuple[object, ...]] = [_COLUMNS]
    for number, (id_, make) in enumerate(provider.made.items(), start=1):
        which = known[id_]
        passport = f"P{number:03}"
        geometry = catalogue().layers[which.layer].geometry
        layer = Layer(geometry, _FIELDS)
        for at, thing in enumerate(make(country), start=1):
            if provider.first_municipality_only and not thing.shape.intersects(first.outline):
                continue
            layer.add(
                thing.shape,
                id=f"{number}-{at}",
                nazev=thing.name,
                cas_hor=thing.horizon,
                vydal=provider.name,
                datum=provider.day,
                Pasport_Id=passport,
                sirka_op=thing.width_m,
                verejne="ano" if at % 2 else "ne",
            )
        layers[f"A{int(_number(which)):03}_{id_}_{_SUFFIX[geometry]}"] = layer
        rows.append(
            (
                passport,
                _number(which),
                "500/2006",
                provider.name,
                "rozhodnutí nebo evidence poskytovatele",
                "geodetické zaměření a digitalizace",
                "převod do S-JTSK, kontrola topologie",
                "potvrzeno poskytovatelem",
                provider.day,
                provider.months,
                territory,
                "smyšlený údaj",
            )
        )
    return write_package(path, "data/", layers, {"pasporty.csv": csv_text(rows)})


def _number(which: Phenomenon) -> str:
    book = catalogue().codebooks["uap"]
    return book.numbering.of(which.id, "500/2006")[0].number
