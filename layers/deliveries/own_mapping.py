"""What the operator makes by looking at a file: mappings and layers as rows, checked as YAML is."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from layers.catalogue import Catalogue, load
from layers.catalogue.loader import REMOTE_FILE
from layers.catalogue.rows import MAPPINGS, Rows, files, kept, publish_rows
from layers.errors import RefusedImport
from layers.importers.ogr.mapping import FileMapping
from layers.importers.ogr.mapping import load as load_mappings
from layers.models import AuditLine, Feature, OwnIndicator, OwnLayer, OwnMapping
from layers.models.version import CURRENT

Entry = Mapping[str, Any]


def checked(
    mapping: Entry | None, layer: Entry | None = None
) -> tuple[Catalogue, Mapping[str, FileMapping]]:
    """Catalogue and mappings as they would be with these; raises `CatalogueError`."""
    rows = kept()
    layers = {each["id"]: each for each in [*rows.layers, *([layer] if layer else [])]}
    mappings = {each["name"]: each for each in [*rows.mappings, *([mapping] if mapping else [])]}
    return loaded(replace(rows, layers=list(layers.values()), mappings=list(mappings.values())))


def merged(mapping: Entry) -> Entry:
    """With the other tables that a mapping of the same name already reads."""
    known = OwnMapping.objects.filter(name=mapping["name"]).first()
    if known is None:
        return mapping
    replaced = {(part.get("from"), part["to"]) for part in mapping["layers"]}
    others = [
        part for part in known.entry["layers"] if (part.get("from"), part["to"]) not in replaced
    ]
    signs = [sign for sign in known.entry["recognise"] if sign.get("layer") in _tables(others)]
    return {
        **mapping,
        "recognise": [*signs, *mapping["recognise"]] if others else mapping["recognise"],
        "layers": [*others, *mapping["layers"]],
    }


def save(
    mapping: Entry, layer: Entry | None, user: User, *, indicators: Sequence[OwnIndicator] = ()
) -> OwnMapping:
    """All rows with their audit lines, or none; raises `CatalogueError`, `RefusedImport`."""
    who = user.get_username()
    shipped = checked(None)[1].keys() - set(OwnMapping.objects.values_list("name", flat=True))
    if mapping["name"] in shipped:
        raise RefusedImport(f"Mapování {mapping['name']} už je v katalogu; zvolte jiné jméno.")
    with transaction.atomic():
        checked(mapping, layer)
        if layer:
            OwnLayer.objects.update_or_create(
                layer_id=layer["id"], defaults={"entry": layer, "changed_by": who}
            )
            AuditLine.objects.create(who=who, what="vlastní vrstva uložena", note=layer["id"])
        for each in indicators:
            each.save()
            AuditLine.objects.create(who=who, what="ukazatel uložen", note=f"{each.name}: {each}")
        row, _ = OwnMapping.objects.update_or_create(
            name=mapping["name"], defaults={"entry": mapping, "changed_by": who}
        )
        AuditLine.objects.create(who=who, what="mapování uloženo", note=mapping["name"])
    publish_rows()
    return row


def delete_mapping(row: OwnMapping, user: User) -> None:
    """What was read by it stays on the map."""
    AuditLine.objects.create(who=user.get_username(), what="mapování smazáno", note=row.name)
    row.delete()
    publish_rows()


def delete_layer(row: OwnLayer, user: User) -> None:
    """Only one without objects that no mapping fills; raises `RefusedImport`."""
    filled = [each.name for each in OwnMapping.objects.all() if row.layer_id in _goals(each.entry)]
    if filled:
        raise RefusedImport(f"Vrstvu plní mapování {', '.join(filled)}; smažte nejdříve je.")
    if Feature.objects.filter(CURRENT, layer=row.layer_id).exists():
        raise RefusedImport("Vrstva má na mapě objekty; vraťte nejdříve jejich importy.")
    AuditLine.objects.create(
        who=user.get_username(), what="vlastní vrstva smazána", note=row.layer_id
    )
    row.delete()
    publish_rows()


def _goals(entry: Entry) -> set[str]:
    return {part["to"] for part in entry["layers"]}


def _tables(parts: Sequence[Entry]) -> set[str | None]:
    return {part.get("from") for part in parts}


def loaded(rows: Rows) -> tuple[Catalogue, Mapping[str, FileMapping]]:
    """Catalogue and mappings with these rows in place of those kept; raises `CatalogueError`."""
    with tempfile.TemporaryDirectory(prefix="catalogue") as folder:
        place = Path(folder)
        for path, text in files(rows).items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(text, encoding="utf-8")
        remote = Path(settings.REMOTE_CATALOGUE, REMOTE_FILE)
        if remote.exists():
            (place / REMOTE_FILE).write_bytes(remote.read_bytes())
        folders = [*settings.CATALOGUE_FOLDERS, place]
        found = load(folders)
        return found, load_mappings([each / MAPPINGS for each in folders], found)
