"""Extracts that were issued: kept under a number with a hash, proved by a page of their own."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import shapely
from django.conf import settings
from django.contrib.auth.models import User as Account
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, transaction
from django.utils import timezone

from layers.access import User
from layers.crs import KROVAK
from layers.extract.document import Document, Extract, document, extract
from layers.extract.moment import Moment
from layers.extract.subject import Subject, of_area, of_parcels
from layers.models import IssuedExtract

_NOT_HASHED = ("made_at",)
_NUMBER_LOCK = 0x45585452


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands on an issued extract."""

    number: str
    address: str
    sha256: str
    issued_on: date
    purpose: str


def issue(made: Extract, user: User, purpose: str) -> IssuedExtract:
    """Keeps the extract; the same land, content, asker and purpose on one day are one number."""
    told = document(made)
    digest = hash_of(told)
    who = user if isinstance(user, Account) else None
    today = timezone.localdate()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBER_LOCK])
        known = IssuedExtract.objects.filter(
            sha256=digest, user=who, purpose=purpose, issued_at__date=today
        ).first()
        return known or IssuedExtract.objects.create(
            number=_next_number(today),
            token=secrets.token_urlsafe(18),
            user=who,
            purpose=purpose,
            label=made.subject.label,
            on_day=made.at.day,
            data_version=told["data_version"] or "",
            document=told,
            sha256=digest,
            area=GEOSGeometry(made.subject.shape.wkb_hex, srid=KROVAK),
        )


def proof_of(issued: IssuedExtract, root: str) -> Proof:
    """`root` is the address under which the product is known."""
    return Proof(
        number=issued.number,
        address=f"{root}/vypis/{issued.token}",
        sha256=issued.sha256,
        issued_on=timezone.localdate(issued.issued_at),
        purpose=issued.purpose,
    )


def hash_of(told: Document) -> str:
    """SHA-256 of the document without the moment it was made, keys in order."""
    kept = {name: value for name, value in told.items() if name not in _NOT_HASHED}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_since(issued: IssuedExtract, user: User) -> list[str] | None:
    """Titles of themes that say something else now; None when the land itself is no more.

    Asked with the rights of whom it was issued to: only what stands in it is compared.
    """
    subject = issued.document["subject"]
    shape = issued.area

    def again(ask: Any) -> Subject:
        if subject["parcels"]:
            return of_parcels([parcel["code"] for parcel in subject["parcels"]], ask)
        return of_area(shapely.from_wkb(bytes(shape.wkb)))

    now = document(extract(again, user, Moment(timezone.localdate())))
    themes = {theme["id"]: theme for theme in now["themes"]}
    return [
        theme["title"]["cs"]
        for theme in issued.document["themes"]
        if _said(theme) != _said(themes.get(theme["id"]))
    ]


def purge() -> int:
    """Deletes extracts older than the office keeps them (`GIS_EXTRACT_DAYS`)."""
    oldest = timezone.now() - timedelta(days=settings.EXTRACT_DAYS)
    deleted, _ = IssuedExtract.objects.filter(issued_at__lt=oldest).delete()
    return deleted


def _said(theme: Document | None) -> object:
    """What of a theme matters for the land."""
    if theme is None:
        return None
    kept = ("state", "objects", "adjoining")
    return json.dumps([theme[name] for name in kept], sort_keys=True, ensure_ascii=False)


def _next_number(today: date) -> str:
    """`V-2026-000123`, by the year."""
    prefix = f"V-{today.year}-"
    last = (
        IssuedExtract.objects.filter(number__startswith=prefix)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06d}"
