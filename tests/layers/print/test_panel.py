"""Rows of a legend: none is lost between the sheet and the last pages."""

from hypothesis import example, given
from hypothesis import strategies as some

from layers.print.layout import Box
from layers.print.panel import Block, panel

SIGN = {"shape": "line", "fill": "", "stroke": "#000000", "dash": ""}
blocks = some.lists(
    some.builds(
        Block,
        some.text("abc ", min_size=1, max_size=60),
        some.text("abc ", max_size=90),
        some.lists(some.tuples(some.just(SIGN), some.text("ab ", max_size=80)), max_size=30),
    ),
    max_size=12,
)


@given(blocks, some.floats(0, 200), some.floats(20, 500))
@example([Block("a")], 4.0, 20.0)
def test_each_row_stands_beside_the_map_or_on_the_last_pages(
    wanted: list[Block], width: float, height: float
) -> None:
    made = panel(wanted, Box(0, 0, width, height))
    told = [(block.title, row) for block in wanted for row in block.rows]

    beside = [(block.title, row) for block in made.blocks for row in block.rows]
    rest = [(block.title, row) for block in made.rest for row in block.rows]
    assert beside + rest == told
    assert {block.title for block in (*made.blocks, *made.rest)} == {each.title for each in wanted}


def test_short_legend_stands_whole_beside_the_map() -> None:
    made = panel([Block("Parcely", "stav", [(SIGN, "Hranice")] * 5)], Box(0, 0, 54, 140))

    assert made.rest == []


def test_without_room_everything_goes_to_the_last_pages() -> None:
    assert panel([Block("Parcely")], Box(0, 0, 0, 0)).blocks == []
