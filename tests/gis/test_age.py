"""Ages of data in words."""

import pytest

from gis.age import in_words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 dní"), (1, "1 den"), (3, "3 dny"), (60, "60 dní"), (61, "2 měsíce"),
     (200, "6 měsíců"), (730, "23 měsíců"), (731, "2 roky"), (3863, "10 let")],
)  # fmt: skip
def test_age_is_told_in_the_unit_that_fits(days: int, words: str) -> None:
    assert in_words(days).replace("\u00a0", " ") == words
