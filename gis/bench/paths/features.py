"""The API: pages, vector tiles, identify and search."""

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gis.bench import folders
from gis.bench.errors import BenchError, NotMeasured
from gis.bench.load import Side, asking, calls, in_turns, latencies, rates
from gis.bench.places import Place, degrees_box
from gis.bench.result import Goal, Line, Missing, Result
from gis.bench.run import Run

_SQL = Path(__file__).parent.parent / "sql"
PAGE = 1_000
_HALF_M = 900.0
_ZOOM = 15
_CONNECTIONS = 4
_RATES = f"odpovědi za sekundu při {_CONNECTIONS} souběžných spojeních, po dvou procesech na straně"
_ANEW = "každá dlaždice vyrobená znovu (Cache-Control: no-cache)"
_BARE = "medián času jednoho dotazu po druhém; SQL převádí každý vrchol"
_LITTLE_MORE = Goal("p50_ms", 1.3)
_FILTER = "area_m2 BETWEEN 200 AND 5000 AND label LIKE '1%'"
_SAME = "protějšek čte tytéž pohledy a vlastnosti v EPSG:5514 a převádí je při dotazu"


def page(run: Run) -> Iterator[Line]:
    """A page of 1,000 parcels within a box, as GeoJSON in degrees."""
    ports, id_ = run.servers.ports, run.layer.id
    boxes = full_boxes(run)
    sides = [
        Side(ports.ours, [f"/api/collections/{id_}/items?limit={PAGE}&bbox={b}" for b in boxes]),
        Side(
            ports.tipg,
            [f"/collections/bench.{id_}/items?limit={PAGE}&bbox={b}&f=geojson" for b in boxes],
        ),
        Side(
            ports.pygeoapi,
            [f"/collections/{id_}/items?limit={PAGE}&bbox={b}&f=json" for b in boxes],
        ),
    ]
    ours, tipg, pygeoapi = rates(
        sides, folders.peers(), seconds=run.seconds, rounds=run.rounds, connections=_CONNECTIONS
    )
    path = f"stránka {PAGE} parcel v bbox"
    note = f"{_RATES}; {_SAME}, naše obrysy parcel jsou zapsané předem"
    yield Result(path, "tipg", ours, tipg, Goal("rate", 10), note=note)
    yield Result(path, "pygeoapi", ours, pygeoapi, Goal("rate", 15), note=note)
    parameters = [tuple(map(float, box.split(","))) for box in boxes]
    yield beside_sql(run, path, sides[0], "page.sql", parameters)


def filtered(run: Run) -> Iterator[Line]:
    """A page of parcels by a filter in CQL2 within a box; both sides understand the same text."""
    ports, id_ = run.servers.ports, run.layer.id
    asked = f"limit={PAGE}&filter-lang={{}}&filter={quote(_FILTER)}"
    boxes = full_boxes(run)
    ours, pygeoapi = rates(
        [
            Side(
                ports.ours,
                [f"/api{_filtered(id_, asked.format('cql2-text'), box)}" for box in boxes],
            ),
            Side(
                ports.pygeoapi,
                [_filtered(id_, f"{asked.format('cql-text')}&f=json", box) for box in boxes],
            ),
        ],
        folders.peers(),
        seconds=run.seconds,
        rounds=run.rounds,
        connections=_CONNECTIONS,
    )
    note = f"{_RATES}; {_FILTER}"
    yield Result(
        "stránka parcel filtrem CQL2", "pygeoapi", ours, pygeoapi, Goal("rate", 5), note=note
    )


def _filtered(collection: str, asked: str, box: str) -> str:
    return f"/collections/{collection}/items?{asked}&bbox={box}"


def vector_tile(run: Run) -> Iterator[Line]:
    """A tile of level 15 of the web's grid, with all fields: made anew, and kept in memory."""
    ports, id_ = run.servers.ports, run.layer.id
    tiles = list({_mercator_tile(place) for place in run.places(30)})
    paths = [f"/api/collections/{id_}/tiles/WebMercatorQuad/{z}/{y}/{x}" for z, x, y in tiles]
    anew, kept = Side(ports.ours, paths, anew=True), Side(ports.ours, paths)
    theirs = Side(
        ports.tipg,
        [f"/collections/bench.{id_}/tiles/WebMercatorQuad/{z}/{x}/{y}" for z, x, y in tiles],
    )
    made, remembered, tipg = rates(
        [anew, kept, theirs],
        folders.peers(),
        seconds=run.seconds,
        rounds=run.rounds,
        connections=_CONNECTIONS,
    )
    path = "vektorová dlaždice"
    yield Result(path, "tipg", made, tipg, Goal("rate", 3), note=f"{_RATES}, {_ANEW}; {_SAME}")
    yield Result(f"{path} z paměti", "tipg", remembered, tipg, Goal("rate", 3), note=_RATES)
    parameters = [dict(zip("zxy", tile, strict=True)) for tile in tiles]
    yield beside_sql(run, path, anew, "vector_tile.sql", parameters)


def identify(run: Run) -> Iterator[Line]:
    """Everything at a point, all layers."""
    paths = [
        f"/api/identify?x={place.east:.2f}&y={place.north:.2f}&crs=5514"
        for place in run.places(run.samples * 3)
    ]
    yield _alone(run, "identify, všechny vrstvy", paths, 25)


def search(run: Run) -> Iterator[Line]:
    """A parcel by unit and number; an address with a letter wrong."""
    found = run.places(run.samples * 3)
    parcels = [f"/api/search?q={quote(f'{place.unit} {place.label}')}" for place in found]
    yield _alone(run, "hledání čísla parcely", parcels, 10)
    addresses = [f"/api/search?q={quote(text)}" for text in _misspelt(run)]
    yield _alone(run, "hledání adresy s překlepem", addresses, 50)


def full_boxes(run: Run) -> list[str]:
    """Boxes that hold at least `PAGE` parcels, so that every page is full."""
    boxes = [degrees_box(place, _HALF_M) for place in run.places(90)]
    statement = (_SQL / "page.sql").read_text(encoding="utf-8")
    with run.database.cursor(as_reader=True) as cursor:

        def is_full(box: str) -> bool:
            cursor.execute(statement, box.split(","))
            return int(cursor.rowcount) >= PAGE

        full = [box for box in boxes if is_full(box)][:30]
    if not full:
        raise NotMeasured(f"v žádném výřezu není {PAGE} parcel")
    return full


def beside_sql(
    run: Run,
    path: str,
    side: Side,
    file: str,
    parameters: Sequence[Any],
    *,
    goal: Goal = _LITTLE_MORE,
    note: str = _BARE,
) -> Result:
    """Ours against the statement alone, sent by the same role over the same socket."""
    statement = (_SQL / file).read_text(encoding="utf-8")
    with run.database.cursor(as_reader=True) as cursor, calls(side) as requests:

        def query(values: object) -> Callable[[], object]:
            def call() -> object:
                cursor.execute(statement, values)
                return cursor.fetchall()

            return call

        both = [requests, [query(values) for values in parameters]]
        in_turns(both)  # both sides have seen all places
        ours, bare = in_turns([one * 3 for one in both])
    return Result(path, "samotné SQL", ours, bare, goal, note=note)


def _alone(run: Run, name: str, paths: list[str], within_ms: float) -> Line:
    side = Side(run.servers.ports.ours, paths)
    try:
        with asking(side.port) as ask:
            ask(paths[0])
    except BenchError as exc:
        return Missing(name, str(exc)[:200])
    return Result(name, "", latencies([side])[0], None, Goal("p95_ms", within_ms, ratio=False))


def _mercator_tile(place: Place) -> tuple[int, int, int]:
    across = 2**_ZOOM
    slope = math.asinh(math.tan(math.radians(place.latitude)))
    x = int((place.longitude + 180) / 360 * across)
    return _ZOOM, x, int((1 - slope / math.pi) / 2 * across)


def _misspelt(run: Run) -> list[str]:
    """Streets with a house number, the second letter left out."""
    with run.database.cursor() as cursor:
        cursor.execute(
            "SELECT left(s.name, 1) || substr(s.name, 3) || ' ' || a.house_number"
            " FROM layers_addressplace a"
            " JOIN layers_street s ON s.code = a.street_code AND upper_inf(s.recorded)"
            " WHERE upper_inf(a.recorded) ORDER BY md5(a.code::text) LIMIT %s",
            [run.samples * 2],
        )
        return [str(text) for (text,) in cursor.fetchall()]
