"""What the worker does for batches now and then: removes old files and what was left behind."""

import shutil
import time

from django.conf import settings
from django.utils import timezone

from layers.models import ExtractBatch

_LEFT_AFTER_S = 24 * 3600


def look_at_batches() -> None:
    """Removes what has expired, and the folders of workers that were killed long ago."""
    State = ExtractBatch.State
    old = ExtractBatch.objects.filter(state=State.READY, expires_at__lt=timezone.now())
    for batch in old:
        (settings.EXTRACTS_FOLDER / batch.path).unlink(missing_ok=True)
        batch.state = State.EXPIRED
        batch.save(update_fields=["state"])
    for folder in settings.EXTRACTS_FOLDER.glob(".making-*"):
        if time.time() - folder.stat().st_mtime > _LEFT_AFTER_S:
            shutil.rmtree(folder, ignore_errors=True)
