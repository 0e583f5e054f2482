"""Names typed with two neighbouring letters swapped: they share few trigrams with the right one."""

from itertools import pairwise

from layers.search.tokens import without_diacritics


def swaps(text: str) -> list[str]:
    """The text in small letters without diacritics, each two neighbouring letters swapped once."""
    plain = without_diacritics(text).lower()
    return [
        plain[:at] + second + first + plain[at + 2 :]
        for at, (first, second) in enumerate(pairwise(plain))
        if first != second and first.isalpha() and second.isalpha()
    ]
