"""GeoPackage tables, row by row straight from SQLite.

GDAL gives up a whole batch for one damaged geometry, trusts the counts that the file tells of
itself and turns text in a numeric column into 0; a strange file needs it the other way round.
Nothing but plain tables is read: a view, a virtual table or a generated column of a stranger is
a program.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from layers.errors import UnreadableFile
from layers.importers.ogr.curves import is_curve, straightened
from layers.importers.ogr.table import BATCH, DAMAGED, Batch, shown

MAGIC = b"SQLite format 3\0"
_APPLICATION_ID = slice(68, 72)
_IDS = (b"GPKG", b"GP10", b"GP11")
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def is_geopackage(head: bytes) -> bool:
    """By the first 72 bytes: SQLite's header with the application id of GeoPackage."""
    return head.startswith(MAGIC) and head[_APPLICATION_ID] in _IDS


class GeoPackageTable:
    """One table of features or attributes."""

    row_word = "fid"

    def __init__(
        self,
        path: Path,
        name: str,
        columns: Mapping[str, str],
        *,
        geometry: str | None,
        crs: str | None,
    ) -> None:
        self.name = name
        self.crs = crs
        self.has_geometry = geometry is not None
        self.notes: Sequence[str] = ()
        self._path = path
        self._geometry = geometry
        self._key = next((column for column, kind in columns.items() if kind == "key"), "rowid")
        self.fields = tuple(column for column in columns if column not in (self._key, geometry))
        self.count = self._counted()

    def _counted(self) -> int | None:
        with _Connected(self._path, self.name) as database:
            found = database.execute(f"SELECT count(*) FROM {_quoted(self.name)}").fetchone()  # noqa: S608
        return int(found[0])

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """Rows in the order of their key; the file is a private copy, so that it stands still."""
        names = [_quoted(self._key), *map(_quoted, fields)]
        if self._geometry:
            names.append(_quoted(self._geometry))
        query = f"SELECT {', '.join(names)} FROM {_quoted(self.name)} ORDER BY {names[0]}"  # noqa: S608
        with _Connected(self._path, self.name) as database:
            rows = database.execute(query)
            while found := rows.fetchmany(BATCH):
                yield self._batch(found, fields)

    def _batch(self, rows: list[tuple[object, ...]], fields: Sequence[str]) -> Batch:
        columns = list(zip(*rows, strict=True))
        fids = [fid if isinstance(fid, int) else 0 for fid in columns[0]]
        geometries: list[bytes | None] = [None] * len(rows)
        damaged: dict[int, str] = {}
        for index, blob in enumerate(columns[-1] if self._geometry else ()):
            if blob is None:
                continue
            geometries[index] = wkb = _wkb(blob)
            if wkb is not None and is_curve(wkb):
                geometries[index] = wkb = straightened(wkb)
            if wkb is None:
                damaged[index] = DAMAGED
        named = {field: columns[1 + n] for n, field in enumerate(fields)}
        return Batch(fids, named, geometries, damaged)


def tables(path: Path, name: str) -> list[GeoPackageTable]:
    """The plain tables that the file lists as its contents; `name` is the file's for messages."""
    with _Connected(path, name) as database:
        kinds = {
            str(table).lower(): (str(kind), str(text or ""))
            for table, kind, text in database.execute("SELECT name, type, sql FROM sqlite_master")
        }
        if not _is_plain(kinds.get("gpkg_contents")):
            raise UnreadableFile(f"GeoPackage {name} nemá tabulku gpkg_contents.")
        return [
            table
            for listed, kind in database.execute(
                "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid"
            ).fetchall()
            if kind in ("features", "attributes")
            and _is_plain(kinds.get(str(listed).lower()))
            and (table := _table(database, path, str(listed), kinds)) is not None
        ]


def _is_plain(found: tuple[str, str] | None) -> bool:
    return (
        found is not None
        and found[0] == "table"
        and not found[1].lstrip().upper().startswith("CREATE VIRTUAL")
    )


def _table(
    database: sqlite3.Connection, path: Path, name: str, kinds: Mapping[str, tuple[str, str]]
) -> GeoPackageTable | None:
    columns: dict[str, str] = {}
    for _, column, kind, _, _, key, hidden in database.execute(
        f"PRAGMA table_xinfo({_quoted(name)})"
    ):
        if not hidden:
            columns[column] = "key" if key == 1 and str(kind).upper() == "INTEGER" else "column"
    geometry, crs = None, None
    if _is_plain(kinds.get("gpkg_geometry_columns")):
        found = database.execute(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns"
            " WHERE lower(table_name) = lower(?)", [name]
        ).fetchone()  # fmt: skip
        if found and found[0] in columns:
            geometry, crs = str(found[0]), _crs(database, found[1], kinds)
    return GeoPackageTable(path, name, columns, geometry=geometry, crs=crs)


def _crs(
    database: sqlite3.Connection, srs_id: object, kinds: Mapping[str, tuple[str, str]]
) -> str | None:
    if srs_id in (0, -1) or not _is_plain(kinds.get("gpkg_spatial_ref_sys")):
        return None
    found = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
        " WHERE srs_id = ?", [srs_id]
    ).fetchone()  # fmt: skip
    if found is None:
        return None
    if str(found[0]).upper() == "EPSG":
        return f"EPSG:{found[1]}"
    return str(found[2])


class _Connected:
    """A read-only connection that runs no code of the file; SQLite's errors in our words."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name

    def __enter__(self) -> sqlite3.Connection:
        self._database = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)
        self._database.text_factory = _text
        self._database.execute("PRAGMA trusted_schema = OFF")
        self._database.execute("PRAGMA query_only = ON")
        return self._database

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        with closing(self._database):
            if isinstance(error, sqlite3.Error):
                raise UnreadableFile(
                    f"GeoPackage {self._name} je poškozený: {shown(str(error))}."
                ) from error


def _text(raw: bytes) -> str:
    """Text is UTF-8 by the standard; what is not keeps its place by a replacement character."""
    return raw.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wkb(blob: object) -> bytes | None:
    """The WKB behind GeoPackage's header (OGC 12-128, 2.1.3); None when the header is wrong."""
    if not isinstance(blob, bytes) or len(blob) < 8 or not blob.startswith(b"GP"):
        return None
    envelope = (blob[3] >> 1) & 7
    if envelope >= len(_ENVELOPE_BYTES):
        return None
    wkb = blob[8 + _ENVELOPE_BYTES[envelope] :]
    return wkb if len(wkb) >= 5 and wkb[0] in (0, 1) else None
