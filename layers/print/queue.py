"""A series as a job: asked for, looked up, given up, handed out, removed after its days."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from layers.jobs import queue
from layers.models import Job, PrintedSeries
from layers.print.audit import note
from layers.print.errors import RefusedPrint
from layers.print.order import Order, order_of
from layers.print.series import sheets_of
from layers.print.tasks import print_series

MAX_OPEN = 2
"""Series of one person at work."""
_AT_WORK = (Job.State.WAITING, Job.State.RUNNING)


@transaction.atomic
def ask(user: User, document: Any, order: Order, language: str) -> PrintedSeries:
    """Queues the series; raises `RefusedPrint`, also for one of too many sheets."""
    if PrintedSeries.objects.filter(owner=user, job__state__in=_AT_WORK).count() >= MAX_OPEN:
        raise RefusedPrint(
            "series",
            f"Nejvýše {MAX_OPEN} řady se smějí tisknout najednou; počkejte, až skončí.",
            f"At most {MAX_OPEN} series may be printed at once; wait until they end.",
        )
    sheets = len(sheets_of(order, user))
    made = PrintedSeries.objects.create(
        owner=user, order=document, language=language, sheets=sheets
    )
    made.job = queue.start(
        print_series, title=f"Tisk mapy: {sheets} listů", user=user, series_id=str(made.pk)
    )
    made.save(update_fields=["job"])
    return made


def give_up(series: PrintedSeries) -> None:
    """Its owner no longer wants it."""
    if series.job is not None:
        queue.cancel(series.job, series.owner.get_username())


def file_of(series: PrintedSeries) -> Path | None:
    """The PDF, noted as handed out; None while there is none, or when rights were withdrawn."""
    path: Path = settings.PRINTS_FOLDER / series.path
    if not series.path or not path.is_file():
        return None
    try:
        order = order_of(series.order, series.owner)
    except RefusedPrint:
        return None
    if order.views != series.views:
        return None
    note(series.owner.get_username(), order, sheets=series.sheets)
    return path


def remove_old() -> None:
    """What the worker does now and then."""
    for series in PrintedSeries.objects.filter(expires_at__lt=timezone.now()):
        (settings.PRINTS_FOLDER / series.path).unlink(missing_ok=True)
        series.delete()
