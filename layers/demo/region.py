"""The demo region as files: one of the state's units, one for each municipality."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from layers.demo import exchange
from layers.demo.areas import Areas
from layers.demo.codes import Counter
from layers.demo.municipality import municipality
from layers.demo.rows import MunicipalityRows
from layers.demo.settlements import SETTLEMENTS
from layers.demo.tiles import tiles

STATE_DAY = date(2026, 10, 31)
"""The day the invented data are of; fixed, so that the same seed gives the same bytes."""

LAST_TRANSACTION = 1_000
STATE_FILE = f"{STATE_DAY:%Y%m%d}_ST_UKSH.xml.gz"

Progress = Callable[[int, int], None]


def generate(
    folder: Path, *, parcels: int = 20_000, seed: int = 1, progress: Progress | None = None
) -> list[Path]:
    """Writes the demo region into `folder` and returns its files in the order of import.

    Whole municipalities are written until there are at least as many parcels as asked for. Memory
    holds one municipality at a time. `progress` gets the parcels written and asked for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files, written, areas = [folder / STATE_FILE], 0, Areas()
    for rows, tile, number in _municipalities(seed):
        path = folder / f"{STATE_DAY:%Y%m%d}_OB_{rows.code}_UKSH.xml.gz"
        write(path, exchange.document(_header("OB_UKSH"), _collections(rows)))
        files.append(path)
        areas.add(tile, number, rows.outline)
        written += len(rows.parcels)
        if progress is not None:
            progress(min(written, parcels), parcels)
        if written >= parcels:
            break
    write(files[0], exchange.document(_header("ST_UKSH"), _state_collections(areas)))
    return files


def write(path: Path, pieces: Iterable[str]) -> None:
    """A gzip file that depends on its content alone: no name and no time in it."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 4, raw, mtime=0) as packed:
        batch: list[str] = []
        for piece in pieces:
            batch.append(piece)
            if len(batch) == 500:
                packed.write("".join(batch).encode())
                batch.clear()
        packed.write("".join(batch).encode())


def _header(kind: str) -> exchange.FileHeader:
    return exchange.FileHeader(kind, STATE_DAY, (0, LAST_TRANSACTION))


def _municipalities(seed: int) -> Iterator[tuple[MunicipalityRows, int, int]]:
    counter = Counter()
    for tile in tiles():
        for number in range(len(SETTLEMENTS)):
            yield municipality(seed, tile, number, counter), tile.number, number


def _collections(rows: MunicipalityRows) -> Iterator[str]:
    part, unit = exchange.municipality_part, exchange.cadastral_unit
    yield from exchange.collection("Obce", [exchange.municipality(rows)])
    yield from exchange.collection("CastiObci", (part(u, rows.code) for u in rows.units))
    yield from exchange.collection("KatastralniUzemi", (unit(u, rows.code) for u in rows.units))
    yield from exchange.collection("Zsj", map(exchange.settlement_unit, rows.units))
    yield from exchange.collection("Ulice", (exchange.street(s, rows.code) for s in rows.streets))
    yield from exchange.collection("Parcely", exchange.parcels(rows.parcels))
    yield from exchange.collection("StavebniObjekty", exchange.buildings(rows.buildings))
    yield from exchange.collection("AdresniMista", map(exchange.address, rows.addresses))


def _state_collections(areas: Areas) -> Iterator[str]:
    yield from exchange.collection("Vusc", [exchange.region(areas.region())])
    yield from exchange.collection("Okresy", map(exchange.district, areas.districts()))
    yield from exchange.collection("Orp", map(exchange.orp, areas.orps()))
    yield from exchange.collection("Pou", map(exchange.pou, areas.pous()))
