"""Properties of the grammar: whatever is written in an accepted form is read back the same."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.search.grammar import pieces
from layers.search.question import BUILDING_PLOTS, LAND, MAX_LENGTH, NotAQuestion, Question
from layers.search.tokens import tokens

NUMBERS = st.integers(1, 99_999)
SECONDS = st.none() | st.integers(1, 9_999)
NAMES = st.sampled_from(
    ["liberec", "růžodol i", "kunratice u frýdlantu", "ves nad svitavou", "lhota pod kozákem"]
)
UNITS = st.integers(600_000, 799_999)
MARKS = st.sampled_from(["", "p. ", "p.č. ", "p. č. ", "parc. č. ", "parcela ", "č. parc. "])
PLOTS = st.sampled_from(["st. ", "st.", "st ", "p. č. st. ", "st. p. č. ", "St. "])
LANDS = st.sampled_from(["ppč. ", "p. p. č. ", "pozemková parcela č. "])
IN_UNIT = st.sampled_from(
    ["{name} {number}", "{number} {name}", "{number}, {name}", "{number} v k. ú. {name}",
     "k.ú. {name} {number}", "kat. území {name}, {number}"]
)  # fmt: skip
OF_UNIT = st.sampled_from(
    ["{unit} {number}", "{unit}-{number}", "k.ú. {unit} {number}", "{number} v k. ú. {unit}",
     "{number} ({unit})"]
)  # fmt: skip
ACCENTED = "áčďéěíňóřšťúůýž"
HARD = st.text(alphabet="0123456789/.,-°'\" stpčkúavN\u0301e" + ACCENTED, max_size=MAX_LENGTH)


def written(number: int, second: int | None, slash: str = "/") -> str:
    return str(number) if second is None else f"{number}{slash}{second}"


@given(NUMBERS, SECONDS, MARKS, NAMES, IN_UNIT, st.sampled_from(["/", " / ", "/ "]))
def test_parcel_in_a_named_unit_is_read_as_written(
    number: int, second: int | None, mark: str, name: str, form: str, slash: str
) -> None:
    found = Question.parse(form.format(name=name, number=mark + written(number, second, slash)))
    assert (found.number, found.second, found.text, found.unit) == (number, second, name, None)
    assert found.series is None


@given(NUMBERS, SECONDS, MARKS, UNITS, OF_UNIT)
def test_parcel_of_a_unit_by_code_is_read_as_written(
    number: int, second: int | None, mark: str, unit: int, form: str
) -> None:
    found = Question.parse(form.format(unit=unit, number=mark + written(number, second)))
    assert (found.number, found.second, found.unit, found.text) == (number, second, unit, "")


@given(NUMBERS, SECONDS, PLOTS, NAMES, IN_UNIT)
def test_building_plot_is_read_as_one(
    number: int, second: int | None, mark: str, name: str, form: str
) -> None:
    found = Question.parse(form.format(name=name, number=mark + written(number, second)))
    assert (found.number, found.second, found.series) == (number, second, BUILDING_PLOTS)
    assert found.text == name


@given(NUMBERS, SECONDS, LANDS)
def test_land_is_read_as_one(number: int, second: int | None, mark: str) -> None:
    found = Question.parse(mark + written(number, second))
    assert (found.number, found.second, found.series) == (number, second, LAND)


@given(st.text(max_size=MAX_LENGTH) | HARD)
@example("k. ú.")
@example("/")
@example("12/a3")
@example("°")
def test_any_text_is_a_question_or_refused(text: str) -> None:
    try:
        found = Question.parse(text)
    except NotAQuestion as refused:
        assert refused.reason.cs and refused.reason.en
    else:
        assert found.number is None or 0 <= found.number < 2**31
        assert found.second is None or 0 <= found.second < 2**31


@given(HARD)
def test_case_changes_nothing(text: str) -> None:
    assert pieces(tokens(text.lower())) == pieces(tokens(text.lower().upper().lower()))


@pytest.mark.parametrize("unit", ["1/", "st. ", "k. ú. ", "a1", "12. a ", "p. č. 1 ", "č.", "- "])
def test_work_grows_with_the_length_of_the_text(unit: str) -> None:
    assert _work(unit * 1_600) <= 17 * _work(unit * 100)


def _work(text: str) -> int:
    """Lines of Python that reading the text takes: the same on a busy machine."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        pieces(tokens(text))
    finally:
        sys.settrace(before)
    return lines
