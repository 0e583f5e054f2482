"""The whole bench on little data, where its peers are installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gis.bench.errors import BenchError
from gis.bench.peers import packages
from gis.launcher import checkout


def _has_peers() -> bool:
    try:
        packages.require()
    except BenchError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(not _has_peers(), reason="./dmvs bench --peers was not run")
def test_bench_on_little_data_measures_tiles_and_identify(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "django", "bench", "--quick", "--parcels", "2000"]
    done = subprocess.run(
        [*command, "--only", "cached-tile", "identify"],
        cwd=checkout.ROOT,
        env=os.environ | {"GIS_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gis.settings"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (file,) = (tmp_path / "bench").glob("*.json")
    document = json.loads(file.read_text())
    assert document["not_measured"] == []
    assert [one["path"] for one in document["results"]] == [
        "dlaždice z mezipaměti",
        "dlaždice z mezipaměti",
        "dlaždice z mezipaměti, deploy/",
        "identify, všechny vrstvy",
    ]
