"""How old data are, in Czech words that people compare at a glance."""

_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30.44, 365.25


def in_words(days: int) -> str:
    """Days up to two months, months up to two years, then whole years."""
    if days < 2 * _DAYS_OF_MONTH:
        return _counted(days, "den", "dny", "dní")
    if days < 2 * _DAYS_OF_YEAR:
        return _counted(int(days / _DAYS_OF_MONTH), "měsíc", "měsíce", "měsíců")
    return _counted(int(days / _DAYS_OF_YEAR), "rok", "roky", "let")


def _counted(count: int, one: str, few: str, many: str) -> str:
    word = one if count == 1 else few if 2 <= count <= 4 else many
    return f"{count}\u00a0{word}"
