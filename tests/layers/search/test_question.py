"""What a typed text is taken to ask for."""

import time

import pytest

from layers.search.question import BUILDING_PLOTS, LAND, MAX_LENGTH, NotAQuestion, Question


@pytest.mark.parametrize(
    ("text", "name", "number", "second"),
    [
        ("Dlouhá 12/3a, Město", "dlouhá město", 12, 3),
        ("17. listopadu 5", "17. listopadu", 5, None),
        ("17 listopadu 5", "17 listopadu", 5, None),
        ("Praha 5 1234/5", "praha 5", 1234, 5),
        ("Kunratice u Frýdlantu 5", "kunratice u frýdlantu", 5, None),
        ("náměstí Míru", "náměstí míru", None, None),
        (" 12 / 3 ", "", 12, 3),
        ("12/", "", 12, None),
        ("000012", "", 12, None),
        ("１２／３", "", 12, 3),
        ("١٢", "", 12, None),
    ],
)
def test_text_falls_into_name_and_number(
    text: str, name: str, number: int | None, second: int | None
) -> None:
    found = Question.parse(text)
    assert (found.text, found.number, found.second) == (name, number, second)


@pytest.mark.parametrize(
    "text",
    [
        "Růžodol I 1234/5",
        "1234/5 Růžodol I",
        "1234/5, Růžodol I",
        "parc. č. 1234/5 v k. ú. Růžodol I",
        "k.ú. Růžodol I p. 1234/5",
        "p.č. 1234/5 růžodol i",
        "pozemek 1234/5 v Růžodol I",
        "pozemek parc. č. 1234/5, katastrální území Růžodol I",
        "PARCELA Č. 1234/5 KAT. ÚZ. RŮŽODOL I",
        "č. parc. 1234 / 5 Růžodol I",
    ],
)
def test_parcel_in_a_named_unit_is_one_question_however_written(text: str) -> None:
    found = Question.parse(text)
    assert (found.text, found.number, found.second) == ("růžodol i", 1234, 5)


@pytest.mark.parametrize(
    "text",
    [
        "k.ú. 682039 p. 1234/5",
        "682039-1234/5",
        "682039 1234/5",
        "1234/5 (682039)",
        "p. č. 1234/5 v k. ú. 682039",
    ],
)
def test_six_digits_beside_a_number_are_a_unit(text: str) -> None:
    found = Question.parse(text)
    assert (found.unit, found.number, found.second, found.text) == (682039, 1234, 5, "")


@pytest.mark.parametrize(
    "text",
    ["st. 12", "st.12", "St. 12", "st 12", "p. č. st. 12", "st. p. č. 12", "stavební parcela 12"],
)
def test_building_plot_is_a_series_of_its_own(text: str) -> None:
    assert (Question.parse(text).series, Question.parse(text).number) == (BUILDING_PLOTS, 12)


@pytest.mark.parametrize(
    "text", ["ppč. 12", "p.p.č. 12", "poz. parc. č. 12", "pozemková parcela 12"]
)
def test_land_is_asked_for_by_its_own_mark(text: str) -> None:
    assert Question.parse(text).series == LAND


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("č. p. 12", "house"),
        ("čp. 12", "house"),
        ("č. ev. 12", "registration"),
        ("č.e. 12", "registration"),
    ],
)
def test_house_is_told_from_a_parcel_by_its_mark(text: str, mark: str) -> None:
    assert Question.parse(text).marks == {mark}


@pytest.mark.parametrize(
    ("text", "postcode", "number"),
    [
        ("460 01", 46001, None),
        ("Masarykova 12, 460 01 Liberec", 46001, 12),
        ("Masarykova 12, 46001 Liberec", 46001, 12),
        ("46001", None, 46001),
    ],
)
def test_postcode_is_told_from_a_number(
    text: str, postcode: int | None, number: int | None
) -> None:
    found = Question.parse(text)
    assert (found.postcode, found.number) == (postcode, number)


def test_letter_of_the_orientation_number_is_kept() -> None:
    assert Question.parse("Dlouhá 12/3a").letter == "a"


def test_number_beyond_the_column_is_a_code_alone() -> None:
    found = Question.parse("2680931603")
    assert (found.number, found.code) == (None, 2_680_931_603)


@pytest.mark.parametrize("text", ["1/2/3", "/12", "12//3", "9" * 150, "99999999999/1", "st. 1/2/3"])
def test_broken_number_is_refused_with_the_number_named(text: str) -> None:
    with pytest.raises(NotAQuestion) as refused:
        Question.parse(text)
    assert text.removeprefix("st. ")[:10] in refused.value.reason.cs


def test_broken_number_in_a_name_is_part_of_it() -> None:
    assert Question.parse("OUP 1/2/3").text == "oup 1/2/3"


def test_longest_text_is_parsed_at_once() -> None:
    start = time.perf_counter()
    for text in ("1 " * 100, "č. p." * 40, " " * MAX_LENGTH, "k. ú. " * 33, "1.°" * 66):
        Question.parse(text[:MAX_LENGTH])
    assert time.perf_counter() - start < 0.1


def test_longer_text_is_refused() -> None:
    with pytest.raises(NotAQuestion):
        Question.parse("a" * (MAX_LENGTH + 1))
