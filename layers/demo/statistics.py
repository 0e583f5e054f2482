"""Invented figures of the demo's municipalities: eight indicators over five years, one CSV."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from layers.demo.package import csv_text

YEARS = range(2021, 2026)
FILE = "ukazatele_obci.csv"
_HEAD = ("kod_obce", "ukazatel", "rok", "hodnota")


def write_statistics(folder: Path, homes: Sequence[tuple[int, int]], *, seed: int) -> Path:
    """`homes`: code of a municipality and its address places, which its population follows."""
    rows: list[tuple[object, ...]] = [_HEAD]
    for code, places in homes:
        random = np.random.default_rng([seed, 57, code])
        for year, figures in zip(YEARS, _years(places, random), strict=True):
            rows += [(code, name, year, value) for name, value in figures.items()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def _years(places: int, random: np.random.Generator) -> Iterator[dict[str, int | float]]:
    """The figures of a year agree: people come by birth and by moving, and go the same ways."""
    people, dwellings = max(20, round(places * 2.6)), places
    for _ in YEARS:
        births, deaths, arrived, left = (
            int(random.poisson(people * share)) for share in (0.010, 0.011, 0.028, 0.022)
        )
        built = int(random.poisson(dwellings * 0.008))
        people, dwellings = max(0, people + births - deaths + arrived - left), dwellings + built
        yield {
            "population": people,
            "births": births,
            "deaths": deaths,
            "natural_increase": births - deaths,
            "migration_balance": arrived - left,
            "mean_age": round(float(random.normal(42.8, 0.6)), 1),
            "dwellings_completed": built,
            "unemployed_share": round(float(abs(random.normal(3.6, 0.8))), 1),
        }
