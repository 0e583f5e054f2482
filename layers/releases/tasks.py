"""The job of a release: rights asked anew, everything read as of one moment, packed, announced."""

import hashlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections, transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from layers.jobs.errors import JobCancelled, JobInterrupted
from layers.jobs.track import Track, tracked
from layers.models import Release
from layers.releases.area import area_of
from layers.releases.audit import note
from layers.releases.changes import last_release, moment
from layers.releases.errors import RefusedRelease
from layers.releases.notice import tell_owner
from layers.releases.package import Package
from layers.releases.rights import takeable

State = Release.State


@task(takes_context=True)
def make_release(context: TaskContext, job_id: int, release_id: str) -> None:
    """Makes the package; begun anew after a worker's death, it makes all of it again."""
    with tracked(context, job_id) as track:
        release = Release.objects.select_related("owner").get(pk=release_id)
        if release.state != State.MAKING:
            return
        try:
            _make(release, track)
        except (JobInterrupted, SystemExit, KeyboardInterrupt):
            raise
        except JobCancelled:
            _end(release, State.CANCELLED, "")
            raise
        except Exception as exc:
            words = str(exc) if isinstance(exc, RefusedRelease) else type(exc).__name__
            _end(release, State.FAILED, words)
            raise


def _make(release: Release, track: Track) -> None:
    owner = User.objects.get(pk=release.owner_id)  # afresh: rights are kept on the object
    layers = takeable(owner, release.layers) if owner.is_active else {}
    if not layers:
        raise RefusedRelease("Žádnou z vrstev už nesmíte stáhnout.")
    since = {}
    if release.only_changes:
        last = {each: last_release(release, each) for each in layers}
        since = {each: found.as_of for each, found in last.items() if found and found.as_of}
    as_of = moment()
    settings.RELEASES_FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.RELEASES_FOLDER, prefix=".making-") as name:
        folder, goal = Path(name) / "files", Path(name) / "package.zip"
        folder.mkdir()
        with transaction.atomic(using="reader"):
            _hold_still()
            package = Package(release, layers, area_of(release), as_of, since, track)
            release.report = package.write(folder, goal)
        _publish(release, goal)
    release.as_of = as_of
    _end(release, State.READY, "")


def _hold_still() -> None:
    """All that is read until the end of the transaction is of one moment."""
    with connections["reader"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _publish(release: Release, goal: Path) -> None:
    """The whole file under its name; until then nobody sees it."""
    with goal.open("rb") as file:
        release.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    release.size_bytes = goal.stat().st_size
    release.path = f"{release.pk}.zip"
    shutil.move(goal, settings.RELEASES_FOLDER / release.path)


def _end(release: Release, state: State, reason: str) -> None:
    """What became of it, unless its owner has ended it meanwhile."""
    release.state, release.finished_at = state, timezone.now()
    release.expires_at = release.finished_at + timedelta(days=settings.RELEASE_KEPT_DAYS)
    release.reason = reason or release.reason
    with transaction.atomic():
        held = Release.objects.select_for_update().get(pk=release.pk)
        if held.state != State.MAKING:
            (settings.RELEASES_FOLDER / f"{release.pk}.zip").unlink(missing_ok=True)
            return
        release.save(update_fields=[
            "state", "finished_at", "expires_at", "reason", "as_of", "path", "sha256",
            "size_bytes", "report",
        ])  # fmt: skip
        note("systém", f"výdej: {release.get_state_display()}", release, words=reason)
    tell_owner(release)
