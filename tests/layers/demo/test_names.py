"""Names of the demo: none is real, all differ."""

from pathlib import Path

import numpy as np

from layers.demo.names import UNITS_PER_TILE, street_names, unit_name


def test_no_municipality_of_the_country_is_called_so(shared_data: Path) -> None:
    table = (shared_data / "codelists" / "UI_OBEC.csv").read_text("cp1250").splitlines()
    real = {line.split(";")[1] for line in table}

    invented = {unit_name(tile, n) for tile in range(60) for n in range(UNITS_PER_TILE)}

    assert not invented & real


def test_names_of_a_country_of_tiles_differ() -> None:
    names = [unit_name(tile, n) for tile in range(1_200) for n in range(UNITS_PER_TILE)]

    assert len(set(names)) == len(names)


def test_streets_of_a_municipality_differ() -> None:
    names = street_names(400, np.random.default_rng(1))

    assert len(set(names)) == len(names) == 400
