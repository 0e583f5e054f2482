"""The job of a series: rights asked anew, sheets drawn one after another, one PDF."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django_tasks import TaskContext, task

from layers.errors import LayersError
from layers.jobs.errors import JobCancelled, JobInterrupted
from layers.jobs.track import Track, tracked
from layers.models import PrintedSeries
from layers.print.errors import RefusedPrint
from layers.print.order import Order, order_of
from layers.print.pdf import Print, Step, printed

_DRAWING = "kreslení listů"


@task(takes_context=True)
def print_series(context: TaskContext, job_id: int, series_id: str) -> None:
    """Makes the PDF; begun anew after a worker's death, it makes all of it again."""
    with tracked(context, job_id) as track:
        series = PrintedSeries.objects.get(pk=series_id)
        owner = User.objects.get(pk=series.owner_id)
        try:
            if not owner.is_active:
                raise RefusedPrint("series", "Účet není činný.", "The account is not active.")
            order = order_of(series.order, owner)
            made = printed(order, owner, series.language, step=_step(track))
        except (JobCancelled, JobInterrupted):
            raise
        except LayersError as exc:
            _fail(series, str(exc))
            raise
        except Exception:
            _fail(series, "Sadu se nepodařilo vytisknout.")
            raise
        _keep(series, order, made)


def _step(track: Track) -> Step:
    return lambda done, total: track(_DRAWING, done, total)


def _fail(series: PrintedSeries, reason: str) -> None:
    series.reason = reason
    series.expires_at = timezone.now() + timedelta(days=settings.PRINT_KEPT_DAYS)
    series.save(update_fields=["reason", "expires_at"])


def _keep(series: PrintedSeries, order: Order, made: Print) -> None:
    """The whole file under its name; until then nobody sees it."""
    folder: Path = settings.PRINTS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    series.path = f"{series.pk}.pdf"
    making = folder / f".{series.path}.{os.getpid()}"
    making.write_bytes(made.content)
    making.rename(folder / series.path)
    series.sha256 = hashlib.sha256(made.content).hexdigest()
    series.size_bytes, series.sheets = len(made.content), made.sheets
    series.deviation, series.failed, series.views = made.deviation, [*made.failed], order.views
    series.expires_at = timezone.now() + timedelta(days=settings.PRINT_KEPT_DAYS)
    series.save()
