"""Whether a file may be published now: its chain, and its age against what is loaded."""

from datetime import datetime

from django.utils import timezone

from layers.errors import RefusedImport
from layers.importers.record import Header
from layers.models import Coverage, ImportRun


def check_chain(header: Header) -> None:
    """Raises `RefusedImport` when the file's predecessor is missing or newer data are loaded."""
    published = ImportRun.objects.filter(
        source=header.source, state=ImportRun.State.PUBLISHED, rollback_of=None
    )
    previous = "" if header.is_full else header.predecessor
    if previous and not published.filter(file_name__startswith=f"{_stem(previous)}.").exists():
        raise RefusedImport(
            f"Změnový soubor navazuje na {previous}, který není načten. Načtěte nejdříve jej, nebo "
            "import vynuťte volbou --force."
        )
    if header.is_ordered:
        for fact, day in (header.ages_by or {"": header.data_date}).items():
            _check_age(header, fact, day)


def _check_age(header: Header, fact: str, day: datetime | None) -> None:
    newest = _newest(header, fact)
    if newest and day and day < newest.data_date:
        raise RefusedImport(
            f"Soubor má {f'pro {fact} ' if fact else ''}stav dat k {_day(day)}, ale načtena jsou "
            f"už data k {_day(newest.data_date)} (běh {newest.run_id}). Starší data lze vynutit "
            "volbou --force."
        )


def _stem(name: str) -> str:
    """The name without its endings: the same file comes as .xml, .gz and .zip."""
    return name.partition(".")[0]


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y}"


def _newest(header: Header, fact: str) -> Coverage | None:
    rows = Coverage.objects.filter(
        source=header.source,
        layer__in=header.layers,
        run__state=ImportRun.State.PUBLISHED,
        municipality_code=municipality(header),
    )
    if fact:
        rows = rows.filter(run__header__has_key=fact)
    return rows.order_by("-data_date").first()


def municipality(header: Header) -> int | None:
    """The one municipality that the file speaks for, if it does not speak for more."""
    codes = header.scope.get("municipality_code", ())
    return codes[0] if len(codes) == 1 else None
