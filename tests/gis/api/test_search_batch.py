"""A pasted list or a CSV: what is found, what is ambiguous, what is not there."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


def send(client: Client, body: str | bytes, kind: str = "text/plain") -> Any:
    return client.post("/api/search/batch", body, content_type=kind)


def states(
    client: Client, body: str | bytes, kind: str = "text/plain"
) -> list[tuple[str, list[str]]]:
    answer = send(client, body, kind)
    assert answer.status_code == 200, answer.content
    return [
        (row["state"], [each["label"] for each in row["candidates"]])
        for row in answer.json()["rows"]
    ]


@pytest.mark.parametrize(
    ("row", "state", "labels"),
    [
        ("Liberec 1234/5", "found", ["1234/5"]),
        ("Liberec 1234", "found", ["1234"]),
        ("682314 12/3", "found", ["12/3"]),
        ("st. 12", "found", ["st. 12"]),
        ("Růžodl I 12/3", "ambiguous", ["12/3"]),
        ("Dlouhá 12/3, Liberec", "found", ["Dlouhá 12/3"]),
        ("Liberec 999", "not_found", []),
        ("1/2/3", "not_found", []),
        ("1001", "not_found", []),
        ("Růžodol I", "found", ["Růžodol I"]),
        ("690000 975000", "found", ["690000.00 975000.00"]),
    ],
)
def test_row_is_found_only_when_one_thing_has_all_it_says(
    client: Client, row: str, state: str, labels: list[str]
) -> None:
    assert states(client, row) == [(state, labels)]


def test_rows_keep_their_lines_and_empty_ones_are_passed_over(client: Client) -> None:
    answer = send(client, "Liberec 1234/5\n\n  \n1/2/3\r\n").json()
    assert [row["line"] for row in answer["rows"]] == [1, 4]
    assert answer["counts"] == {"found": 1, "not_found": 1}
    assert "1/2/3" in answer["rows"][1]["reason"]


@pytest.mark.parametrize(
    "body",
    [
        "k.ú.;parcela;poznámka\nRůžodol I;12/3;12\n",
        "Kód k. ú.,Parcelní číslo\n682314,12/3\n",
        "KATUZE_KOD\tKMENOVE_CISLO_PAR\tPODDELENI_CISLA_PAR\tDRUH_CISLOVANI_PAR\n682314\t12\t3\t2\n",
        '"Růžodol I";"12/3"\n',
        "\ufeffparcela;kú\n12/3;682314",
    ],
)
def test_csv_of_any_shape_names_its_parcels(client: Client, body: str) -> None:
    assert states(client, body, "text/csv; charset=utf-8") == [("found", ["12/3"])]


def test_csv_of_a_czech_spreadsheet_is_read_in_its_encoding(client: Client) -> None:
    body = "k.ú.;parcela\r\nRůžodol I;12/3\r\n".encode("cp1250")
    assert states(client, body, "text/csv") == [("found", ["12/3"])]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("1\n" * 501, "text/plain", 400),
        ("1" * 1_000_001, "text/plain", 413),
        ("1", "application/json", 415),
        ("1", "application/x-www-form-urlencoded", 415),
        ("1\0", "text/plain", 400),
        (b"\x81\x8d", "text/plain", 400),
    ],
)
def test_list_beyond_its_bounds_is_refused(
    client: Client, body: str | bytes, kind: str, status: int
) -> None:
    answer = send(client, body, kind)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_list_is_asked_for_by_post_alone(client: Client) -> None:
    assert client.get("/api/search/batch").status_code == 405


def test_list_is_taken_without_a_token_of_a_form() -> None:
    assert send(Client(enforce_csrf_checks=True), "st. 12").status_code == 200


@pytest.mark.parametrize("row", ["'", '"' * 9, "%s", "\u202e1", "a" * 300, "😀", "=cmd|' /C'!A0"])
def test_hostile_row_leaves_the_others_answered(client: Client, row: str) -> None:
    assert states(client, f"{row}\nst. 12")[-1] == ("found", ["st. 12"])


def test_units_of_a_list_are_looked_up_once(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20, using="reader"):
        states(client, "Růžodol I 12/3\n" * 100)
