"""What a typed text is taken to ask for."""

import time

import pytest

from layers.search.question import MAX_LENGTH, NotAQuestion, Question


@pytest.mark.parametrize(
    ("text", "name", "number", "second"),
    [
        ("Dlouhá 12/3a, Město", "dlouhá město", 12, 3),
        ("17. listopadu 5", "17. listopadu", 5, None),
        ("17 listopadu 5", "17 listopadu", 5, None),
        ("náměstí Míru", "náměstí míru", None, None),
        (" 12 / 3 ", "", 12, 3),
        ("12/", "", 12, None),
        ("1/2/3", "1/2/3", None, None),
        ("/12", "/12", None, None),
    ],
)
def test_text_falls_into_name_and_number(
    text: str, name: str, number: int | None, second: int | None
) -> None:
    found = Question.parse(text)
    assert (found.text, found.number, found.second) == (name, number, second)


def test_letter_of_the_orientation_number_is_kept() -> None:
    assert Question.parse("Dlouhá 12/3a").letter == "a"


@pytest.mark.parametrize("text", ["st. 12", "st.12", "St. 12", "st 12"])
def test_building_plot_is_a_series_of_its_own(text: str) -> None:
    assert Question.parse(text).series == 1


def test_six_digits_beside_a_number_are_a_unit() -> None:
    found = Question.parse("k.ú. 682039 p. 1234/5")
    assert (found.unit, found.number, found.second, found.text) == (682039, 1234, 5, "")


def test_number_beyond_the_column_fits_it() -> None:
    assert Question.parse("999999999").number == 999_999_999


@pytest.mark.parametrize(
    "text", ["-690000 -975000", "690000;975000", "975000,5 690000", "690000.0,975000.5"]
)
def test_pair_in_krovak_is_a_point(text: str) -> None:
    point = Question.parse(text).point
    assert point is not None and point[0] == -690_000 and abs(point[1] + 975_000) <= 0.5


@pytest.mark.parametrize("text", ["1 2", "50 15", "0 0", "690000 690000", "1e5 1e5", "12 34/5"])
def test_other_pairs_are_no_point(text: str) -> None:
    assert Question.parse(text).point is None


def test_longest_text_is_parsed_at_once() -> None:
    start = time.perf_counter()
    for text in ("1/" * 100, "č. p." * 40, " " * MAX_LENGTH, "k. ú. " * 33, "1" * MAX_LENGTH):
        Question.parse(text[:MAX_LENGTH])
    assert time.perf_counter() - start < 0.1


def test_longer_text_is_refused() -> None:
    with pytest.raises(NotAQuestion):
        Question.parse("a" * (MAX_LENGTH + 1))
