"""As of when an extract is: what was in force on a day, by what is known now or was known then."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from psycopg2.sql import SQL

from layers.catalogue import Text
from layers.extract.errors import NotKnownYet
from layers.extract.reader import Ask

_ZONE = ZoneInfo("Europe/Prague")
_KNOWN_FROM = SQL("SELECT known_from FROM served.known_from")
_TODAY = Text(
    "Co dnes platí podle dat, která systém právě má.",
    "What is in force today by the data that the system has now.",
)
_IN_FORCE = Text(
    "Co platilo {} podle dat, která systém má dnes, i s pozdějšími opravami.",
    "What was in force on {} by the data that the system has today, later corrections included.",
)
_KNOWN = Text(
    "Co platilo {0} podle dat, která systém měl na konci dne {1}; pozdější opravy ani data dodaná "
    "zpětně v něm nejsou. Texty úřadu a práva jsou dnešní.",
    "What was in force on {0} by the data that the system had at the end of {1}; neither later "
    "corrections nor data that came afterwards are in it. Words of the office and rights are "
    "today's.",
)
_EARLIER = "Data jsou v systému až od {}; co bylo známo dne {}, nelze říci."


@dataclass(frozen=True, slots=True)
class Moment:
    """What is in force on `day`; known at `known_at`, or now."""

    day: date
    known_at: datetime | None = None

    @classmethod
    def known_on(cls, known: date, day: date | None = None) -> "Moment":
        """By what was known at the end of a day, of that day or another one."""
        if known >= timezone.localdate():
            return cls(day or known)
        return cls(day or known, datetime.combine(known + timedelta(days=1), time(), _ZONE))

    @property
    def known_on_day(self) -> date:
        """The day at whose end it was known, or today."""
        if self.known_at is None:
            return timezone.localdate()
        return (self.known_at.astimezone(_ZONE) - timedelta(days=1)).date()

    @property
    def meaning(self) -> Text:
        if self.known_at:
            template = _KNOWN
        elif self.day == timezone.localdate():
            return _TODAY
        else:
            template = _IN_FORCE
        days = (self.day, self.known_on_day)
        return Text(
            template.cs.format(*(f"{day.day}. {day.month}. {day.year}" for day in days)),
            template.en.format(*(day.isoformat() for day in days)),
        )

    def check(self, ask: Ask) -> None:
        """Raises `NotKnownYet` for a moment before the first data."""
        if self.known_at is None:
            return
        since: datetime | None = ask(_KNOWN_FROM)[0][0]
        if since is None or since >= self.known_at:
            first = timezone.localtime(since).date().isoformat() if since else "zítřka"
            raise NotKnownYet(_EARLIER.format(first, self.known_on_day.isoformat()))
