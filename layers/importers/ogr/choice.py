"""Which mapping a file is read by: the named one, or the one whose signs its tables carry."""

from collections.abc import Sequence
from dataclasses import replace

from layers.catalogue import catalogue
from layers.errors import UnreadableFile
from layers.importers.ogr.mapping import FileMapping, LayerMapping, default_mapping, mappings
from layers.importers.ogr.table import Table, shown

_SHOWN_FIELDS = 30

Pair = tuple[LayerMapping, Table]


def chosen(tables: Sequence[Table], source: str | None, name: str) -> FileMapping:
    """The mapping; raises `UnreadableFile` that says what was found and what to do.

    `source` is the name of a mapping or of a thematic layer; `name` the file's for messages.
    """
    if not tables:
        raise UnreadableFile(f"V souboru {name} není žádná vrstva, kterou lze číst.")
    known = mappings()
    if source and source in known:
        return known[source]
    layer = catalogue().layers.get(source or "")
    if layer and layer.register is None and layer.has_rows and not layer.raster:
        if len(tables) > 1:
            raise UnreadableFile(
                f"Soubor {name} má {len(tables)} vrstev ({_listed(tables)}); do jedné vrstvy "
                "lze bez mapování načíst jen soubor s jednou vrstvou."
            )
        return default_mapping(layer, tables[0])
    return _recognised(tables, source, name)


def pairs(mapping: FileMapping, tables: Sequence[Table], name: str) -> list[Pair]:
    """The layers of the mapping that the file has, each with its table, which has all fields."""
    found = []
    for part in mapping.layers:
        for table in _tables_of(part, tables):
            fitted = part.of_table(table.fields)
            missing = [field for field in fitted.fields if field not in table.fields]
            if missing:
                raise UnreadableFile(
                    f"Ve vrstvě {table.name} souboru {name} chybí pole {', '.join(missing)}, které "
                    f"vyžaduje mapování {mapping.name}; jsou v ní: {_fields(table)}."
                    + "".join(f" {note}" for note in table.notes)
                )
            found.append((replace(fitted.of_file(name), table=table.name), table))
    if not found:
        raise UnreadableFile(
            f"Soubor {name} nemá žádnou z vrstev mapování {mapping.name}; má: {_listed(tables)}."
        )
    return found


def _tables_of(part: LayerMapping, tables: Sequence[Table]) -> list[Table]:
    """Those of the name; without a name all that fit, such as the lists of a whole country."""
    if part.table is None:
        fitting = [
            table
            for table in tables
            if set(part.of_table(table.fields).fields) <= set(table.fields)
        ]
        return fitting or [table for table in tables if len(tables) == 1]
    return [table for table in tables if table.name == part.table]


def _recognised(tables: Sequence[Table], source: str | None, name: str) -> FileMapping:
    fitting = sorted(
        (mapping for mapping in mappings().values() if mapping.recognises(tables)),
        key=lambda mapping: -mapping.particularity,
    )
    best = [m for m in fitting if m.particularity == fitting[0].particularity]
    if len(best) == 1:
        return best[0]
    if best:
        names = ", ".join(mapping.name for mapping in best)
        raise UnreadableFile(
            f"Soubor {name} odpovídá více mapováním ({names}); vyberte jedno volbou --source."
        )
    told = f" Zdroj {source} není mapování ani tematická vrstva." if source else ""
    raise UnreadableFile(
        f"Pro soubor {name} není mapování.{told} Nalezené vrstvy: {_listed(tables)}. Sestavte je "
        "ve správě dat (Nahrát soubor, Sestavit mapování), napište je jako YAML podle vzoru "
        "layers/catalogue/mappings/, nebo jako zdroj (--source) uveďte tematickou vrstvu katalogu."
        + "".join(f" {note}" for table in tables for note in table.notes)
    )


def _listed(tables: Sequence[Table]) -> str:
    return "; ".join(f"{shown(table.name)} ({_fields(table)})" for table in tables[:20])


def _fields(table: Table) -> str:
    names = [shown(field) for field in table.fields[:_SHOWN_FIELDS]]
    more = len(table.fields) - len(names)
    return (", ".join(names) or "bez polí") + (f" a dalších {more}" if more else "")
