"""Suggestions: what plain forms find, and what hostile texts do not do."""

import time
import unicodedata

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


def groups(client: Client, text: str, **query: object) -> dict[str, list[str]]:
    answer = client.get("/api/search", {"q": text, **query})
    assert answer.status_code == 200, answer.content
    return {
        each["kind"]: [item["label"] for item in each["items"]] for each in answer.json()["groups"]
    }


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1234/5", ["1234/5"]),
        (" 1234 / 5 ", ["1234/5"]),
        ("１２３４／５", ["1234/5"]),
        ("001234", ["1234", "1234/5"]),
        ("1234/", ["1234", "1234/5"]),
        ("st. 12", ["st. 12"]),
        ("12", ["st. 12", "12/3"]),
        ("Liberec 1234/5", ["1234/5"]),
        ("682039 1234/5", ["1234/5"]),
        ("k.ú. Růžodol I p. 12/3", ["12/3"]),
    ],
)
def test_parcel_is_found_by_its_number(client: Client, text: str, labels: list[str]) -> None:
    assert groups(client, text)["parcel"] == labels


def test_number_beside_an_exact_name_asks_for_no_likeness(client: Client) -> None:
    with CaptureQueriesContext(connections["reader"]) as asked:
        assert groups(client, "Růžodol I 12/3")["parcel"] == ["12/3"]
    assert not [query for query in asked.captured_queries if "<->" in query["sql"]]
    with CaptureQueriesContext(connections["reader"]) as asked:
        assert groups(client, "Růžodl I 12/3")["parcel"] == ["12/3"]
    assert [query for query in asked.captured_queries if "<->" in query["sql"]]


def test_parcels_of_a_municipality_come_from_all_its_units(client: Client) -> None:
    found = client.get("/api/search", {"q": "Liberec 12/3"}).json()["groups"]
    parcels = next(group for group in found if group["kind"] == "parcel")
    assert [item["detail"]["cs"] for item in parcels["items"]] == ["k. ú. Růžodol I, Liberec"]


def test_unit_named_as_such_is_not_the_municipality_of_that_name(client: Client) -> None:
    assert groups(client, "Liberec 12/3")["parcel"] == ["12/3"]
    assert "parcel" not in groups(client, "12/3 v k. ú. Liberec")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Dlouhá 12", "Dlouhá 12/3"),
        ("dlouha 12/3, liberec", "Dlouhá 12/3"),
        ("Dlouhá 3", "Dlouhá 12/3"),
        ("dlohuá 12", "Dlouhá 12/3"),
        ("Ves 34", "č.p. 34"),
        ("č.p. 34 Ves", "č.p. 34"),
        ("Liberec 34", "č.p. 34"),
    ],
)
def test_address_is_found_first(client: Client, text: str, label: str) -> None:
    found = groups(client, text)
    assert next(iter(found)) == "address"
    assert found["address"][0] == label


@pytest.mark.parametrize("text", ["Růžodol", "ruzodol", "RŮŽODOL I", "růžo", "ruzodl"])
def test_name_is_found_without_diacritics_while_typing(client: Client, text: str) -> None:
    assert groups(client, text)["cadastral_unit"][0] == "Růžodol I"


def test_composed_and_decomposed_letters_are_equal(client: Client) -> None:
    decomposed = unicodedata.normalize("NFD", "Růžodol I")
    assert groups(client, decomposed) == groups(client, "Růžodol I")


@pytest.mark.parametrize(
    "text", ["-690000 -975000", "975000 690000", "690000,0 975000,0", "Y=690000 X=975000"]
)
def test_krovak_pair_of_any_order_and_sign_is_a_point(client: Client, text: str) -> None:
    group = client.get("/api/search", {"q": text}).json()["groups"][0]
    assert group["kind"] == "coordinates"
    assert group["items"][0]["point"] == [-690000.0, -975000.0]


@pytest.mark.parametrize("text", ["50.7663, 15.0543", "15.0543 50.7663", "50,7663N 15,0543E"])
def test_degrees_are_a_point(client: Client, text: str) -> None:
    east, north = client.get("/api/search", {"q": text}).json()["groups"][0]["items"][0]["point"]
    assert abs(east + 688_246.9) < 1 and abs(north + 974_109.5) < 1


def test_unit_is_found_by_its_code(client: Client) -> None:
    assert groups(client, "682314")["cadastral_unit"] == ["Růžodol I"]


def test_item_has_layer_point_and_bbox(client: Client) -> None:
    item = client.get("/api/search", {"q": "1234/5"}).json()["groups"][0]["items"][0]
    assert item["layer"] == "cadastre_parcel" and item["id"] == "1000"
    assert item["point"] == [-689950.0, -974950.0]
    assert item["bbox"] == [-690000.0, -975000.0, -689900.0, -974900.0]


@pytest.mark.parametrize("text", ["", " ", "9" * 9, "k. ú."])
def test_text_that_names_nothing_finds_nothing(client: Client, text: str) -> None:
    assert groups(client, text) == {}


@pytest.mark.parametrize("text", ["1/2/3", "/12", "12//3", "9" * 150, "99999999999/1"])
def test_broken_number_is_refused_by_name(client: Client, text: str) -> None:
    answer = client.get("/api/search", {"q": text})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "q")
    assert text[:10] in answer.json()["detail"]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("563889", "municipality", "Liberec"),
        ("k. ú. 682314", "cadastral_unit", "Růžodol I"),
        ("Zkušební kraj", "region", "Zkušební kraj"),
        ("čp. 34", "address", "č.p. 34"),
        ("34, 460 01", "address", "č.p. 34"),
        ("460 01", "municipality_part", "Ves"),
    ],
)
def test_other_forms_find_their_kind(client: Client, text: str, kind: str, label: str) -> None:
    assert label in groups(client, text)[kind]


def test_house_number_of_another_postcode_is_not_found(client: Client) -> None:
    assert "address" not in groups(client, "Dlouhá 12, 460 02")


def test_registration_number_is_not_that_of_a_house(client: Client) -> None:
    assert "address" not in groups(client, "č. ev. 34 Ves")


def test_letter_is_no_part_of_a_parcel(client: Client) -> None:
    assert "parcel" not in groups(client, "12/3a")


@pytest.mark.parametrize(
    "text",
    [
        *("%", "_", "%%%%", "\\", "'", '"', "';--", "a\u202eb", "😀", "\ufffd", "{}", "%s", "Li%"),
        *("((((", "\u0301" * 150, "a" * 200, "1 " * 99, "st." * 60, "č.p." * 40),
    ],
)
def test_hostile_text_is_safe_and_fast(client: Client, text: str) -> None:
    start = time.perf_counter()
    assert client.get("/api/search", {"q": text}).status_code == 200
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("text", ["%", "_iberec", "L%c"])
def test_signs_of_like_are_plain(client: Client, text: str) -> None:
    assert "municipality" not in groups(client, text) or text == "_iberec"


def test_direction_marks_are_not_there(client: Client) -> None:
    assert groups(client, "\u202eLiberec") == groups(client, "Liberec")


def test_lone_surrogate_and_nul(client: Client) -> None:
    assert client.get("/api/search?q=%ED%A0%80").status_code == 200
    assert client.get("/api/search?q=a%00b").json()["parameter"] == "q"


@pytest.mark.parametrize(("length", "status"), [(201, 400), (9_000, 414), (1_000_000, 414)])
def test_long_text_is_refused(client: Client, length: int, status: int) -> None:
    assert client.get("/api/search", {"q": "a" * length}).status_code == status


@pytest.mark.parametrize("text", ["l", "Li", "d"])
def test_short_text_is_bounded(client: Client, text: str) -> None:
    assert sum(map(len, groups(client, text, limit=3).values())) <= 3


def test_parcel_of_the_purpose_map_says_in_each_answer_that_it_has_no_force(
    client: Client,
) -> None:
    (group,) = client.get("/api/search", {"q": "4321"}).json()["groups"]
    feature = client.get("/api/collections/cadastre_parcel/items/-42")

    assert "bez právní závaznosti" in group["items"][0]["detail"]["cs"]
    assert feature.status_code == 200
    assert feature.json()["properties"]["source_class"] == "UKM"
