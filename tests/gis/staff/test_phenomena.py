"""The codebook's page: numbers of phenomena are seen with what is known of them, and put right."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from layers.catalogue import catalogue
from layers.models import AuditLine, OwnNumber

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rows")]
PAGE = "/admin/data/phenomena/"
SENT = {
    "decree": "157/2024", "number": "12a", "phenomena": ["flood_area"], "confirmed": "on",
    "source": "Sbírka zákonů, příloha č. 1",
}  # fmt: skip


def numbers(phenomenon: str, day: date) -> list[tuple[str, bool]]:
    book = catalogue().codebooks["uap"]
    found = book.by_id(phenomenon)
    assert found
    return [(each.number, each.confirmed) for each in book.known_by(found, day).numbers]


def test_page_lists_phenomena_with_numbers_validity_and_source(boss: Client) -> None:
    text = boss.get(PAGE).content.decode()
    assert text.count('<th scope="row">') == len(catalogue().codebooks["uap"].phenomena) == 119
    for words in ("vyhláška č. 157/2024 Sb.", "platí od 1. 7. 2024", "neověřeno",
                  "obecná znalost, s textem vyhlášky neporovnáno"):  # fmt: skip
        assert words in text


def test_number_put_right_holds_at_once_and_is_audited(boss: Client, rows: Path) -> None:
    assert numbers("flood_area", date(2025, 1, 1)) == []
    answer = boss.post(f"{PAGE}number", SENT, follow=True)
    assert "Číslo 12a (157/2024) je uloženo." in answer.content.decode()
    assert numbers("flood_area", date(2025, 1, 1)) == [("12a", True)]
    assert numbers("flood_area", date(2026, 6, 1)) == []  # another decree
    line = AuditLine.objects.get(what="číslo jevu opraveno")
    assert (line.who, line.note) == (
        "ada", "12a (157/2024): flood_area; ověřeno, Sbírka zákonů, příloha č. 1",
    )  # fmt: skip
    file = next(rows.glob("codebooks/numbers/*.yaml"))
    assert "12a" in file.read_text()

    boss.post(f"{PAGE}{OwnNumber.objects.get().pk}/forget")
    assert numbers("flood_area", date(2025, 1, 1)) == []
    assert not file.exists()


def test_shipped_number_is_confirmed_moved_or_taken_back(boss: Client) -> None:
    book = catalogue().codebooks["uap"]
    (known,) = book.numbering.of("flood_area", "500/2006")
    day = date(2010, 1, 1)
    sent = SENT | {"decree": "500/2006", "number": known.number}
    boss.post(f"{PAGE}number", sent)
    assert numbers("flood_area", day) == [(known.number, True)]
    boss.post(f"{PAGE}number", sent | {"phenomena": []})
    assert numbers("flood_area", day) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "12 a"}, "Číslo jevu „12 a“"),
        ({"decree": "1/1900"}, "Číselník nezná vyhlášku 1/1900."),
        ({"phenomena": ["nothing"]}, "Číselník nezná jev nothing."),
        ({"source": " "}, "Napište, odkud číslo je"),
    ],
)
def test_wrong_number_is_refused_in_words(boss: Client, wrong: dict[str, Any], words: str) -> None:
    answer = boss.post(f"{PAGE}number", SENT | wrong, follow=True)
    assert words in answer.content.decode()
    assert not OwnNumber.objects.exists()


def test_page_is_closed_to_those_who_make_no_mappings(client: Client) -> None:
    user = User.objects.create_user("eva", password="heslo", is_staff=True)
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}number", SENT).status_code == 403
    assert not OwnNumber.objects.exists()


def test_table_of_a_decree_is_taken_whole_or_not_at_all(boss: Client) -> None:
    assert "zatím nikdo nezapsal" in boss.get(PAGE).content.decode()
    sent = {"decree": "157/2024", "confirmed": "on", "source": "Sbírka zákonů, příloha č. 1"}
    wrong = "12a = flood_area\n13;záplava z doslechu\n"
    answer = boss.post(f"{PAGE}numbers", sent | {"table": wrong}, follow=True)
    assert "Řádek 2: číselník nezná jev „záplava z doslechu“" in answer.content.decode()
    assert not OwnNumber.objects.exists()

    title = catalogue().codebooks["uap"].by_id("road_first").title.cs  # type: ignore[union-attr]
    right = f"12a = flood_area\n\n93a\t{title.upper()}; road_second\n"
    answer = boss.post(f"{PAGE}numbers", sent | {"table": right}, follow=True)
    assert "Čísla vyhlášky 157/2024 jsou uložena." in answer.content.decode()
    assert numbers("flood_area", date(2025, 1, 1)) == [("12a", True)]
    assert numbers("road_first", date(2025, 1, 1)) == [("93a", True)]
    assert numbers("road_second", date(2025, 1, 1)) == [("93a", True)]
