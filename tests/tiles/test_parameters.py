"""Parameters of map requests."""

import pytest

from tiles.parameters import Parameters, parse
from tiles.service_exception import BadParameter

WRONG_SIZES = ["1000000", "0", "-1", "256.5", "0x100", "٢٥٦", "", " 256", "1e3", "²", "9" * 400]
WRONG_BOXES = [
    "3,4,1,2",
    "1,2,1,2",
    "nan,1,2,3",
    "1,2,Infinity,4",
    "1,2,3",
    "1,2,3,4,5",
    "-1e308,-1e308,1e308,1e308",
    "1,2,3,1e308",
    "",
    "a,b,c,d",
    "1;2;3;4",
    "0x1,2,3,4",
]


@pytest.mark.parametrize("text", WRONG_SIZES)
def test_size_out_of_grammar_or_limits_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        Parameters({"WIDTH": text}).whole("WIDTH", low=1, high=8192)
    assert refused.value.locator == "WIDTH"


@pytest.mark.parametrize("text", WRONG_BOXES)
def test_box_that_is_none_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter) as refused:
        Parameters({"BBOX": text}).box()
    assert refused.value.locator == "BBOX"


def test_box_with_exponents_and_signs_is_read() -> None:
    assert Parameters({"BBOX": "-6.9e5,-970000.5, -689999 ,+1"}).box() == (
        -690000.0,
        -970000.5,
        -689999.0,
        1.0,
    )


def test_parameter_given_twice_with_two_values_is_refused() -> None:
    with pytest.raises(BadParameter) as refused:
        parse("LAYERS=a&layers=b")
    assert refused.value.locator == "LAYERS"


def test_long_query_is_refused_by_its_longest_parameter() -> None:
    with pytest.raises(BadParameter) as refused:
        parse("REQUEST=GetMap&LAYERS=" + "a," * 50_000)
    assert refused.value.locator == "LAYERS"


def test_a_hundred_thousand_parameters_are_refused() -> None:
    with pytest.raises(BadParameter):
        parse("&".join(f"a{i}=1" for i in range(2_000)))


@pytest.mark.parametrize("query", ["LAYERS=a%00b", "LAYERS=%ff%fe"])
def test_nul_and_broken_utf8_are_refused(query: str) -> None:
    with pytest.raises(BadParameter):
        parse(query)
