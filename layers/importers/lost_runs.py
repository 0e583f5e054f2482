"""Which runs are alive: each holds a lock of its connection, which its death sets free."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, InterfaceError, connection, transaction

from layers.models import ImportRun

_RUN_LOCK = 0x52554E
_UNFINISHED = (ImportRun.State.READING, ImportRun.State.STAGED)


@contextmanager
def alive(run: ImportRun) -> Iterator[ImportRun]:
    """Saves the run and marks it as worked on, for as long as this process and connection live."""
    with transaction.atomic(), connection.cursor() as cursor:
        run.save()
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_RUN_LOCK, _key(run)])
    try:
        yield run
    finally:
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_RUN_LOCK, _key(run)])


def fail_lost_runs() -> int:
    """Marks the runs whose process is gone as failed; how many they were."""
    lost = 0
    for run in ImportRun.objects.filter(state__in=_UNFINISHED):
        if not _is_free(run):
            continue
        lost += ImportRun.objects.filter(pk=run.pk, state__in=_UNFINISHED).update(
            state=ImportRun.State.FAILED,
            messages=[
                *run.messages,
                "worker zmizel: proces, který import prováděl, skončil uprostřed; "
                "data zůstala beze změny.",
            ],
        )
    return lost


def _is_free(run: ImportRun) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND classid = %s AND objid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_RUN_LOCK, _key(run)],
        )
        return bool(cursor.fetchone()[0] == 0)


def _key(run: ImportRun) -> int:
    return run.pk % 2**31
