"""Shapefiles through GDAL, after their index and lengths were checked against the file itself.

The files lie in a private folder under a name of ours, so that GDAL sees no other file and may
restore nothing beside the source.
"""

import struct
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
from numpy.typing import NDArray

from layers.errors import UnreadableFile
from layers.importers.ogr.encoding import CZECH, encoding_of, named
from layers.importers.ogr.gdal import FAILURES
from layers.importers.ogr.table import BATCH, DAMAGED, Batch, TextForm

MAGIC = b"\x00\x00\x27\x0a"
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DRIVER = "ESRI Shapefile"
_HEADER_BYTES = 100
_LANGUAGES = {0xC8: "cp1250", 0x64: "cp852", 0x1F: "cp852", 0x96: "mac_latin2"}
"""Language byte of .dbf → codec; 0x57 (ANSI) says nothing, programs write it for everything."""


def is_shapefile(head: bytes) -> bool:
    """By the first 32 bytes: file code 9994 and version 1000."""
    return head.startswith(MAGIC) and head[28:32] == struct.pack("<i", 1000)


class ShapefileTable:
    """One shapefile: `.shp` in a private folder, with those of its companions that exist."""

    has_geometry = True
    row_word = "záznam"

    def __init__(self, path: Path, name: str, form: TextForm) -> None:
        self.name = name
        self._notes: list[str] = []
        self._path = path
        self._index = self._checked_index()
        self.count: int | None = len(self._index)
        self._encoding = self._checked_attributes(form)
        info = self._info()
        self.fields = tuple(map(str, info["fields"]))
        self.crs = info["crs"]
        if not path.with_suffix(".prj").exists():
            self._notes.append(f"Chybí soubor .prj se souřadnicovým systémem vrstvy {name}.")

    @property
    def notes(self) -> Sequence[str]:
        """What is missing or lies, for the report."""
        return self._notes

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """Records in the order of the index, without those marked as deleted in .dbf."""
        for first in range(0, len(self._index), BATCH):
            yield from self._range(first, min(BATCH, len(self._index) - first), fields)

    def _range(self, first: int, size: int, fields: Sequence[str]) -> Iterator[Batch]:
        """GDAL gives up all that was asked for one bad record: then the halves are asked for."""
        try:
            yield self._read(first, size, fields)
        except UnicodeDecodeError as exc:
            raise UnreadableFile(
                f"Texty souboru {self.name} nejsou v kódování {self._encoding}."
            ) from exc
        except FAILURES:
            if size > 1:
                half = size // 2
                yield from self._range(first, half, fields)
                yield from self._range(first + half, size - half, fields)
            else:
                yield self._read(first, 1, fields, geometry=False)

    def _read(
        self, first: int, size: int, fields: Sequence[str], *, geometry: bool = True
    ) -> Batch:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, fids, geometries, columns = pyogrio.raw.read(
                self._path,
                columns=list(fields),
                skip_features=first,
                max_features=size,
                return_fids=True,
                read_geometry=geometry,
                encoding=self._encoding,
            )
        mine = np.flatnonzero((fids >= first) & (fids < first + size))
        found = [None] * len(mine) if geometries is None else list(geometries[mine])
        rows = fids[mine]
        filled, sound = self._index["filled"][rows], self._index["sound"][rows]
        damaged = {
            at: DAMAGED
            for at, wkb in enumerate(found)
            if not sound[at] or (wkb is None and filled[at])
        }
        named_columns = dict(zip(meta["fields"], columns, strict=True))
        return Batch(
            [int(fid) + 1 for fid in rows],
            {field: named_columns[field][mine].tolist() for field in fields},
            found,
            damaged,
        )

    def _info(self) -> dict[str, Any]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                info: dict[str, Any] = pyogrio.read_info(self._path, encoding=self._encoding)
        except (*FAILURES, UnicodeDecodeError) as exc:
            raise UnreadableFile(f"Shapefile {self.name} je poškozený: {exc}") from exc
        if info["driver"] != _DRIVER:
            raise UnreadableFile(f"Soubor {self.name} není Shapefile.")
        return info

    def _checked_index(self) -> NDArray[np.void]:
        """For each record whether its geometry is filled in and whether its lengths agree."""
        data = np.memmap(self._path, dtype=np.uint8, mode="r")
        if len(data) < _HEADER_BYTES:
            raise UnreadableFile(f"Shapefile {self.name} je neúplný: nemá ani hlavičku.")
        told = int.from_bytes(data[24:28].tobytes(), "big") * 2
        if told != len(data):
            self._notes.append(
                f"Hlavička souboru {self.name}.shp uvádí {told} B, soubor má {len(data)} B."
            )
        index_path = self._path.with_suffix(".shx")
        if not index_path.exists():
            self._notes.append(f"Chybí soubor .shx vrstvy {self.name}; pořadí záznamů obnoveno.")
            _restore_index(data, index_path)
        raw = index_path.read_bytes()[_HEADER_BYTES:]
        pairs = np.frombuffer(raw[: len(raw) // 8 * 8], dtype=">i4").astype(np.int64) * 2
        return _judged(data, pairs[0::2], pairs[1::2])

    def _checked_attributes(self, form: TextForm) -> str:
        """The encoding of the attributes; refuses a .dbf that is cut or of another shapefile."""
        path = self._path.with_suffix(".dbf")
        if not path.exists():
            self._notes.append(f"Chybí soubor .dbf vrstvy {self.name}: objekty nemají atributy.")
            return "utf-8"
        with path.open("rb") as file:
            head = file.read(32)
            size = file.seek(0, 2)
        if len(head) < 32:
            raise UnreadableFile(f"Soubor {self.name}.dbf je neúplný: nemá ani hlavičku.")
        rows, start, width = struct.unpack_from("<IHH", head, 4)
        if start + rows * width > size:
            raise UnreadableFile(
                f"Soubor {self.name}.dbf je neúplný: uvádí {rows} záznamů po {width} B, "
                f"má {size} B."
            )
        if rows != len(self._index):
            raise UnreadableFile(
                f"Soubory {self.name}.shp a .dbf k sobě nepatří: {len(self._index)} geometrií, "
                f"{rows} záznamů."
            )
        return form.encoding or self._encoding_of(path, language=head[29], start=start)

    def _encoding_of(self, path: Path, *, language: int, start: int) -> str:
        label_path = path.with_suffix(".cpg")
        found = encoding_of(path, start=start).removesuffix("-sig")
        if label_path.exists():
            label = label_path.read_bytes()[:40].decode("ascii", "replace").strip()
            told = named(label)
            if told and not (told == "utf-8" and found == CZECH):
                return told
            self._notes.append(
                f"Soubor .cpg uvádí kódování „{label}“; texty přečteny jako {found}."
            )
        elif language in _LANGUAGES:
            return _LANGUAGES[language]
        else:
            self._notes.append(
                f"Chybí soubor .cpg vrstvy {self.name}; texty přečteny jako {found}."
            )
        return found


def _judged(
    data: NDArray[np.uint8], offsets: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.void]:
    index = np.zeros(len(offsets), dtype=[("filled", bool), ("sound", bool)])
    within = (offsets >= _HEADER_BYTES) & (sizes >= 4) & (offsets + 8 + sizes <= len(data))
    heads = data[offsets[within][:, None] + np.arange(4, 12)]
    told = np.ascontiguousarray(heads[:, :4]).view(">i4").ravel().astype(np.int64) * 2
    kinds = np.ascontiguousarray(heads[:, 4:]).view("<i4").ravel()
    index["sound"][within] = told == sizes[within]
    index["filled"] = True
    index["filled"][within] = kinds != 0
    return index


def _restore_index(data: NDArray[np.uint8], path: Path) -> None:
    """Walks the records and writes their offsets as `.shx` (ESRI white paper, 1998, page 23)."""
    buffer, end = memoryview(data.data), len(data)
    at, entries = _HEADER_BYTES, bytearray()
    while at + 12 <= end:
        (words,) = struct.unpack_from(">i", buffer, at + 4)
        if words < 2 or at + 8 + words * 2 > end:
            break
        entries += struct.pack(">ii", at // 2, words)
        at += 8 + words * 2
    head = bytearray(data[:_HEADER_BYTES].tobytes())
    struct.pack_into(">i", head, 24, (_HEADER_BYTES + len(entries)) // 2)
    path.write_bytes(bytes(head + entries))
