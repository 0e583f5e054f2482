"""What VFR carries: its collections, and which element of theirs goes into which column."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layers.importers.vfr.geometry import Shape, multi_line, multi_point, multi_surface, surface
from layers.importers.vfr.geometry import point as single_point
from layers.importers.vfr.values import (
    Converter,
    big,
    boolean,
    day,
    integers,
    reference,
    small,
    table,
    text,
    whole,
)

Fields = Mapping[str, tuple[str, Converter]]
"""Local name of an element → column and how its text becomes the value."""

CODE, VALID_FROM, VALID_TO = "code", "valid_from", "valid_to"
"""Columns that are parts of a record of their own, not attributes."""

PARCEL, BUILDING = "cadastre_parcel", "cadastre_building"
ADDRESS, STREET = "address_place", "address_street"
MUNICIPALITY, PART = "admin_municipality", "admin_municipality_part"
CADASTRAL_UNIT, SETTLEMENT_UNIT = "admin_cadastral_unit", "admin_settlement_unit"

IGNORED = frozenset(
    {
        "CleneniSMRozsahKod",
        "CleneniSMTypKod",
        "DatumVzniku",
        "DetailniTEA",
        "GlobalniIdNavrhuZmeny",
        "IdTransakce",
        "IsknBudovaId",
        "MluvnickeCharakteristiky",
        "Momc",
        "Nespravny",
        "NespravneUdaje",
        "RizeniId",
        "VlajkaObrazek",
        "VlajkaText",
        "ZnakObrazek",
        "ZnakText",
    }
)
"""Elements of the format that the product has no use for; others are reported as unknown."""

_IDENTITY: Fields = {
    "Kod": (CODE, big),
    "PlatiOd": (VALID_FROM, day),
    "PlatiDo": (VALID_TO, day),
}
_UNIT: Fields = {**_IDENTITY, "Nazev": ("name", text)}
_NUTS_LAU: Fields = {"NutsLau": ("nuts_lau", text)}
_IN_REGION: Fields = {"Vusc": ("region_code", reference)}
_SEAT: Fields = {"SpravniObecKod": ("seat_municipality_code", big)}
_IN_MUNICIPALITY: Fields = {"Obec": ("municipality_code", reference)}
_PROTECTIONS = ("protections", table(code="Kod", kind_code="TypOchranyKod"))

_UNIT_SHAPES: Mapping[str, Shape] = {
    "point": multi_point,
    "outline": multi_surface,
    "generalized": multi_surface,
}


@dataclass(frozen=True)
class Collection:
    """One collection of `vf:Data`: its records are rows of `layer`.

    `type_code` is TypPrvkuKod of deletions. `complete_only` columns are sure only in a complete
    data set (K). `thematic` rows go to the `Feature` table, whose codes are texts. What follows
    from other records (the municipality of a parcel) is left to the gate.
    """

    name: str
    record: str
    type_code: str
    layer: str
    fields: Fields
    shapes: Mapping[str, Shape] = field(default_factory=lambda: _UNIT_SHAPES)
    required: tuple[str, ...] = ("name",)
    defaults: Mapping[str, object] = field(default_factory=dict)
    complete_only: frozenset[str] = frozenset()
    in_municipality_file: bool = False
    thematic: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The attributes that a record may carry itself."""
        columns = {column for column, _ in self.fields.values()} | set(self.defaults)
        return frozenset(columns - {CODE, VALID_FROM, VALID_TO})


COLLECTIONS = (
    Collection("Staty", "Stat", "ST", "admin_state", {**_UNIT, **_NUTS_LAU}, thematic=True),
    Collection(
        "RegionySoudrznosti",
        "RegionSoudrznosti",
        "RS",
        "admin_cohesion_region",
        {**_UNIT, **_NUTS_LAU, "Stat": ("state_code", reference)},
        thematic=True,
    ),
    Collection(
        "Kraje",
        "Kraj",
        "KR",
        "admin_former_region",
        {**_UNIT, **_NUTS_LAU, "Stat": ("state_code", reference)},
        thematic=True,
    ),
    Collection(
        "Vusc",
        "Vusc",
        "VC",
        "admin_region",
        {**_UNIT, **_NUTS_LAU},
    ),
    Collection("Okresy", "Okres", "OK", "admin_district", {**_UNIT, **_NUTS_LAU, **_IN_REGION}),
    Collection("Orp", "Orp", "OP", "admin_orp", {**_UNIT, **_IN_REGION, **_SEAT}),
    Collection("Pou", "Pou", "PU", "admin_pou", {**_UNIT, **_SEAT, "Orp": ("orp_code", reference)}),
    Collection(
        "Obce",
        "Obec",
        "OB",
        MUNICIPALITY,
        {
            **_UNIT,
            **_NUTS_LAU,
            "Okres": ("district_code", reference),
            "Pou": ("pou_code", reference),
            "StatusKod": ("status_code", small),
        },
        in_municipality_file=True,
    ),
    Collection(
        "SpravniObvody",
        "SpravniObvod",
        "SP",
        "admin_prague_district_office",
        {**_UNIT, **_IN_MUNICIPALITY, "SpravniMomcKod": ("seat_city_part_code", big)},
        in_municipality_file=True,
        thematic=True,
    ),
    Collection(
        "Mop",
        "Mop",
        "MP",
        "admin_prague_district",
        {**_UNIT, **_IN_MUNICIPALITY},
        in_municipality_file=True,
        thematic=True,
    ),
    Collection(
        "Momc",
        "Momc",
        "MC",
        "admin_city_part",
        {
            **_UNIT,
            **_IN_MUNICIPALITY,
            "Mop": ("prague_district_code", reference),
            "SpravniObvod": ("prague_district_office_code", reference),
        },
        in_municipality_file=True,
        thematic=True,
    ),
    Collection(
        "CastiObci",
        "CastObce",
        "CO",
        PART,
        {**_UNIT, **_IN_MUNICIPALITY},
        in_municipality_file=True,
    ),
    Collection(
        "KatastralniUzemi",
        "KatastralniUzemi",
        "KU",
        CADASTRAL_UNIT,
        {**_UNIT, **_IN_MUNICIPALITY, "ExistujeDigitalniMapa": ("digital_map", boolean)},
        in_municipality_file=True,
    ),
    Collection(
        "Zsj",
        "Zsj",
        "ZJ",
        SETTLEMENT_UNIT,
        {
            **_UNIT,
            "KatastralniUzemi": ("cadastral_unit_code", reference),
            "Vymera": ("area_m2", big),
            "CharakterZsjKod": ("character_code", small),
        },
        in_municipality_file=True,
    ),
    Collection(
        "Ulice",
        "Ulice",
        "UL",
        STREET,
        {**_UNIT, **_IN_MUNICIPALITY},
        shapes={"outline": multi_line},
        in_municipality_file=True,
    ),
    Collection(
        "Parcely",
        "Parcela",
        "PA",
        PARCEL,
        {
            "Id": (CODE, big),
            "PlatiOd": (VALID_FROM, day),
            "PlatiDo": (VALID_TO, day),
            "KmenoveCislo": ("number", whole),
            "PododdeleniCisla": ("subdivision", whole),
            "VymeraParcely": ("area_m2", big),
            "DruhCislovaniKod": ("series", small),
            "DruhPozemkuKod": ("land_kind", small),
            "ZpusobyVyuzitiPozemku": ("land_use", small),
            "KatastralniUzemi": ("cadastral_unit_code", reference),
            "BonitovaneDily": (
                "soil_units",
                table(code="BonitovanaJednotkaKod", area_m2="Vymera"),
            ),
            "ZpusobyOchranyPozemku": _PROTECTIONS,
        },
        shapes={"point": single_point, "outline": surface},
        required=("number", "cadastral_unit_code"),
        defaults={"series": 2, "source_class": None},
        complete_only=frozenset({"soil_units", "protections"}),
        in_municipality_file=True,
    ),
    Collection(
        "StavebniObjekty",
        "StavebniObjekt",
        "SO",
        BUILDING,
        {
            **_IDENTITY,
            "TypStavebnihoObjektuKod": ("building_type", small),
            "ZpusobVyuzitiKod": ("building_use", small),
            "CislaDomovni": ("house_numbers", integers),
            "CastObce": ("municipality_part_code", reference),
            "IdentifikacniParcela": ("parcel_code", reference),
            "IsknBudovaId": ("cadastre_id", big),
            "Dokonceni": ("completed_on", day),
            "DruhKonstrukceKod": ("structure_code", small),
            "PocetBytu": ("flats", whole),
            "PocetPodlazi": ("floors", whole),
            "ZastavenaPlocha": ("built_up_area_m2", whole),
            "PodlahovaPlocha": ("floor_area_m2", whole),
            "ObestavenyProstor": ("volume_m3", big),
            "PripojeniKanalizaceKod": ("sewer_code", small),
            "PripojeniPlynKod": ("gas_code", small),
            "PripojeniVodovodKod": ("water_code", small),
            "VybaveniVytahemKod": ("lift_code", small),
            "ZpusobVytapeniKod": ("heating_code", small),
            "ZpusobyOchrany": _PROTECTIONS,
        },
        shapes={"point": single_point, "outline": multi_surface},
        required=(),
        complete_only=frozenset({"protections"}),
        in_municipality_file=True,
    ),
    Collection(
        "AdresniMista",
        "AdresniMisto",
        "AD",
        ADDRESS,
        {
            **_IDENTITY,
            "CisloDomovni": ("house_number", whole),
            "CisloOrientacni": ("orientation_number", whole),
            "CisloOrientacniPismeno": ("orientation_letter", text),
            "Psc": ("postcode", whole),
            "StavebniObjekt": ("building_code", reference),
            "Ulice": ("street_code", reference),
            "VOKod": ("polling_district_code", big),
        },
        shapes={"point": single_point},
        required=(),
        in_municipality_file=True,
    ),
    Collection(
        "VolebniOkrsek",
        "VO",
        "VO",
        "admin_polling_district",
        {
            **_IDENTITY,
            **_IN_MUNICIPALITY,
            "Cislo": ("number", whole),
            "Momc": ("city_part_code", reference),
            "Poznamka": ("note", text),
        },
        required=(),
        thematic=True,
    ),
)
"""In the order in which the format has them."""

DELETIONS, DELETION = "ZaniklePrvky", "ZaniklyPrvek"
BY_RECORD = {collection.record: collection for collection in COLLECTIONS}
BY_TYPE_CODE = {collection.type_code: collection for collection in COLLECTIONS}
BY_NAME = {collection.name: collection for collection in COLLECTIONS} | {
    "VO": COLLECTIONS[-1],
    "VolebniOkrsky": COLLECTIONS[-1],
}
