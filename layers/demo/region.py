"""The demo region as files: one of the state's units, one for each municipality."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
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
    for rows, tile, number in municipalities(seed):
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


def generate_one_file(folder: Path, *, parcels: int, seed: int = 1) -> Path:
    """Writes one file that speaks for whole municipalities, as large as the greatest city's.

    Memory holds all of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen: list[MunicipalityRows] = []
    for rows, _, _ in municipalities(seed):
        chosen.append(rows)
        if sum(len(one.parcels) for one in chosen) >= parcels:
            break
    path = folder / f"{STATE_DAY:%Y%m%d}_OB_{chosen[0].code}_UKSH.xml.gz"
    write(path, exchange.document(_header("OB_UKSH"), _collections(*chosen)))
    return path


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


def municipalities(seed: int) -> Iterator[tuple[MunicipalityRows, int, int]]:
    """All municipalities in the order of use, each with its tile's number and its own in it."""
    counter = Counter()
    for tile in tiles():
        for number in range(len(SETTLEMENTS)):
            yield municipality(seed, tile, number, counter), tile.number, number


def _collections(*municipalities: MunicipalityRows) -> Iterator[str]:
    def all_of(name: str, texts: Callable[[MunicipalityRows], Iterable[str]]) -> Iterator[str]:
        return exchange.collection(name, chain.from_iterable(map(texts, municipalities)))

    part, unit = exchange.municipality_part, exchange.cadastral_unit
    yield from all_of("Obce", lambda m: [exchange.municipality(m)])
    yield from all_of("CastiObci", lambda m: (part(u, m.code) for u in m.units))
    yield from all_of("KatastralniUzemi", lambda m: (unit(u, m.code) for u in m.units))
    yield from all_of("Zsj", lambda m: map(exchange.settlement_unit, m.units))
    yield from all_of("Ulice", lambda m: (exchange.street(s, m.code) for s in m.streets))
    yield from all_of("Parcely", lambda m: exchange.parcels(m.parcels))
    yield from all_of("StavebniObjekty", lambda m: exchange.buildings(m.buildings))
    yield from all_of("AdresniMista", lambda m: map(exchange.address, m.addresses))


def _state_collections(areas: Areas) -> Iterator[str]:
    yield from exchange.collection("Vusc", [exchange.region(areas.region())])
    yield from exchange.collection("Okresy", map(exchange.district, areas.districts()))
    yield from exchange.collection("Orp", map(exchange.orp, areas.orps()))
    yield from exchange.collection("Pou", map(exchange.pou, areas.pous()))
