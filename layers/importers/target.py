"""Where the records of a layer go: a register's table or the table of thematic features."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import Field, GeneratedField

from layers.catalogue import catalogue
from layers.errors import UnreadableFile
from layers.models import Feature, Version

ORDER = (
    "admin_region",
    "admin_district",
    "admin_orp",
    "admin_pou",
    "admin_municipality",
    "admin_municipality_part",
    "admin_cadastral_unit",
    "admin_settlement_unit",
    "address_street",
    "cadastre_parcel",
    "cadastre_building",
    "address_place",
)
"""Parents before children, so that what is derived from a parent finds it; themes come after."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that follows from a parent when the file does not carry it."""

    column: str
    via: str
    parent: str
    parent_column: str


DERIVED = {
    "admin_municipality": (Derived("orp_code", "pou_code", "admin_pou", "orp_code"),),
    "admin_settlement_unit": (
        Derived(
            "municipality_code", "cadastral_unit_code", "admin_cadastral_unit", "municipality_code"
        ),
    ),
    "cadastre_parcel": (
        Derived(
            "municipality_code", "cadastral_unit_code", "admin_cadastral_unit", "municipality_code"
        ),
    ),
    "cadastre_building": (
        Derived(
            "municipality_code",
            "municipality_part_code",
            "admin_municipality_part",
            "municipality_code",
        ),
        Derived("municipality_code", "parcel_code", "cadastre_parcel", "municipality_code"),
    ),
    "address_place": (
        Derived(
            "municipality_part_code",
            "building_code",
            "cadastre_building",
            "municipality_part_code",
        ),
        Derived("municipality_code", "street_code", "address_street", "municipality_code"),
        Derived("municipality_code", "building_code", "cadastre_building", "municipality_code"),
    ),
}

_BOOKKEEPING = {
    "id", "valid", "recorded", "source", "opened_by", "closed_by", "content_hash",
    "geom", "geom_kind", "code", "layer", "point", "generalized",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A layer's table.

    `columns` (name, type) are its content beside code, validity and geometries, `required` those
    of them that may not be empty; `geometries` (name, type) are what it keeps beside `geom`.
    """

    layer: str
    table: str
    code_type: str
    columns: tuple[tuple[str, str], ...]
    required: tuple[str, ...]
    geometries: tuple[tuple[str, str], ...]

    @property
    def thematic(self) -> bool:
        return self.table == Feature._meta.db_table

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


@cache
def target(layer_id: str) -> Target:
    """The target of a layer; `UnreadableFile` when the catalogue has no such plain layer."""
    layer = catalogue().layers.get(layer_id)
    if layer is None or not layer.has_rows:
        raise UnreadableFile(f"Katalog nemá vrstvu {layer_id}, do které by šlo importovat.")
    model = model_of(layer.register)
    fields = {field.name: field for field in model._meta.concrete_fields}
    content = [
        field
        for name, field in fields.items()
        if name not in _BOOKKEEPING and not isinstance(field, GeneratedField)
    ]
    return Target(
        layer=layer_id,
        table=model._meta.db_table,
        code_type=_type(fields["code"]),
        columns=tuple((field.name, _type(field)) for field in content),
        required=tuple(field.name for field in content if not field.null),
        geometries=tuple(
            (name, _type(fields[name])) for name in ("generalized", "point") if name in fields
        ),
    )


def model_of(register: str | None) -> type[Version]:
    """The model of a register by its noun; thematic features without one."""
    if register is None:
        return Feature
    model: type[Version] = apps.get_model("layers", register.replace("_", ""))
    return model


def publishing_order(layers: list[str]) -> list[str]:
    """The layers, parents first."""
    return sorted(layers, key=lambda layer: (ORDER.index(layer) if layer in ORDER else 99, layer))


def _type(field: "Field[object, object]") -> str:
    return str(field.db_type(connection))
