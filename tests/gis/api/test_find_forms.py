"""Each form of a question that planners use finds its thing, in one ranked list with kinds."""

import pytest
from django.test import Client

from tests.gis.api.test_search import groups

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Liberec 1234/5", ["1234/5"]),
        ("1234/5 Liberec", ["1234/5"]),
        ("liberec 1234/5", ["1234/5"]),
        ("Liberc 1234/5", ["1234/5"]),
        ("Libreec 1234/5", ["1234/5"]),
        ("st. 12", ["st. 12"]),
        ("st.12", ["st. 12"]),
        ("st 12 Liberec", ["st. 12"]),
        ("k.ú. 682039 p. 1234/5", ["1234/5"]),
        ("k. ú. 682039 p. č. 1234/5", ["1234/5"]),
        ("682039-1234/5", ["1234/5"]),
        ("682039 st. 12", ["st. 12"]),
        ("parc. č. 12/3 v k. ú. Růžodol I", ["12/3"]),
        ("parc.č. 12/3 v k.ú. ruzodol i", ["12/3"]),
        ("p. č. 12/3, k. ú. Růžodol I", ["12/3"]),
        ("pozemek 12/3 Růžodl I", ["12/3"]),
        ("12", ["st. 12", "12/3"]),
        ("1234", ["1234", "1234/5"]),
    ],
)
def test_parcel(client: Client, text: str, labels: list[str]) -> None:
    assert groups(client, text)["parcel"] == labels


@pytest.mark.parametrize(
    "text",
    [
        "-690000 -975000", "690000 975000", "975000 690000", "-975000 -690000", "-690000;-975000",
        "690 000,00 975 000,00", "Y=690000 X=975000", "X 975000 Y 690000", "E -690000, N -975000",
        "[-690000, -975000]", "690000.0, 975000.0",
    ],
)  # fmt: skip
def test_pair_in_krovak(client: Client, text: str) -> None:
    first = client.get("/api/search", {"q": text}).json()["groups"][0]
    assert first["kind"] == "coordinates", text
    assert first["items"][0]["point"] == [-690_000.0, -975_000.0]


@pytest.mark.parametrize(
    "text",
    [
        "50.7663, 15.0543", "15.0543 50.7663", "50.7663N 15.0543E", "N 50.7663 E 15.0543",
        "50,7663; 15,0543", "50°45'58.68\"N 15°3'15.48\"E",
        "50° 45′ 58,68″ s. š., 15° 3′ 15,48″ v. d.",
        "50°45.978'N, 15°3.258'E", "50 45 58.68 N 15 3 15.48 E",
        "geo:50.7663,15.0543", "Loc: 50.7663N, 15.0543E",
    ],
)  # fmt: skip
def test_pair_in_degrees(client: Client, text: str) -> None:
    first = client.get("/api/search", {"q": text}).json()["groups"][0]
    assert first["kind"] == "coordinates", text
    east, north = first["items"][0]["point"]
    assert abs(east + 688_246.9) < 2 and abs(north + 974_109.5) < 2


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Dlouhá 12/3, Liberec", "Dlouhá 12/3"),
        ("Liberec, Dlouhá 12", "Dlouhá 12/3"),
        ("12/3 Dlouhá, Liberec", "Dlouhá 12/3"),
        ("Dlouhá 3 Liberec", "Dlouhá 12/3"),
        ("dlouha 12 liberec", "Dlouhá 12/3"),
        ("dlohua 12", "Dlouhá 12/3"),
        ("Dlouhá č. p. 12", "Dlouhá 12/3"),
        ("Ves 34", "č.p. 34"),
        ("Ves č.p. 34, Liberec", "č.p. 34"),
        ("č.p. 34, Ves", "č.p. 34"),
    ],
)
def test_address(client: Client, text: str, label: str) -> None:
    assert groups(client, text)["address"][0] == label


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Dlouhá", "street", "Dlouhá"),
        ("Dlohuá", "street", "Dlouhá"),
        ("Ves", "municipality_part", "Ves"),
        ("Liberec", "municipality", "Liberec"),
        ("563889", "municipality", "Liberec"),
        ("682039", "cadastral_unit", "Liberec"),
        ("k. ú. Růžodol I", "cadastral_unit", "Růžodol I"),
    ],
)
def test_unit_and_street(client: Client, text: str, kind: str, label: str) -> None:
    assert label in groups(client, text)[kind]
