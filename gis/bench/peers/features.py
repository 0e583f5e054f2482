"""tipg and pygeoapi over the same view, two processes each."""

import json
from pathlib import Path
from urllib.parse import quote

from gis.bench.database import parts
from gis.launcher.processes import Program

_WORKERS = "2"


def tipg(venv: Path, port: int, database_url: str, environment: dict[str, str]) -> Program:
    """tipg on uvicorn; as the owner, since it makes temporary functions when it starts."""
    found = parts(database_url)
    login = found["user"] + (f":{found['password']}" if "password" in found else "")
    host = quote(found.get("host", "localhost"), safe="")  # a socket's folder stands there too
    settings = {
        "DATABASE_URL": f"postgresql://{login}@{host}/{found['dbname']}",
        "TIPG_DB_SCHEMAS": json.dumps(["bench"]),
        "TIPG_TABLE_CONFIG__BENCH_CADASTRE_PARCEL__PK": "fid",
        "TIPG_TABLE_CONFIG__BENCH_CADASTRE_PARCEL__GEOMCOL": "geom",
        "TIPG_MAX_FEATURES_PER_QUERY": "10000",
        "TIPG_MAX_FEATURES_PER_TILE": "100000",
        "DB_MIN_CONN_SIZE": "1",
        "DB_MAX_CONN_SIZE": "4",
    }
    command = [str(venv / "bin" / "uvicorn"), "tipg.main:app", "--port", str(port)]
    command += ["--workers", _WORKERS, "--log-level", "warning"]
    return Program("bench-tipg", command, environment | settings)


def pygeoapi(
    venv: Path, folder: Path, port: int, database_url: str, environment: dict[str, str]
) -> Program:
    """pygeoapi on gunicorn, with a configuration of one collection."""
    configuration = folder / "pygeoapi.json"
    configuration.write_text(json.dumps(_configuration(port, parts(database_url)), indent=1))
    openapi = folder / "pygeoapi-openapi.json"
    settings = {"PYGEOAPI_CONFIG": str(configuration), "PYGEOAPI_OPENAPI": str(openapi)}
    generate = f"'{venv}/bin/pygeoapi' openapi generate '{configuration}' -of '{openapi}' -f json"
    serve = (
        f"exec '{venv}/bin/gunicorn' --workers {_WORKERS} --bind 127.0.0.1:{port}"
        " --timeout 120 --log-level warning pygeoapi.flask_app:APP"
    )
    return Program("bench-pygeoapi", ["sh", "-c", f"{generate} && {serve}"], environment | settings)


def _configuration(port: int, database: dict[str, str]) -> dict[str, object]:
    url = f"http://127.0.0.1:{port}"
    about = {"title": "bench", "description": "bench", "keywords": ["bench"]}
    contact = {"name": "bench", "url": url, "email": "bench@localhost.localdomain"}
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": {**database, "search_path": ["bench", "public"]},
        "id_field": "fid",
        "table": "cadastre_parcel",
        "geom_field": "geom",
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "storage_crs": "http://www.opengis.net/def/crs/EPSG/0/5514",
    }
    collection = {
        "type": "collection",
        **about,
        "extents": {"spatial": {"bbox": [12, 48.5, 18.9, 51.1]}},
        "links": [],
        "providers": [provider],
    }
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": url,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "limits": {"default_items": 10, "max_items": 10000},
            "map": {"url": f"{url}/none", "attribution": "none"},
            "gzip": False,
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {**about, "terms_of_service": url, "url": url},
            "license": {"name": "EUPL-1.2", "url": url},
            "provider": {"name": "bench", "url": url},
            "contact": contact,
        },
        "resources": {"cadastre_parcel": collection},
    }
