"""Upload: one or several files, checked for size before a byte is read, straight into the inbox."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from gis.staff.bundle import stored
from gis.staff.overview import show
from gis.staff.page import IMPORT, staff, staff_page
from layers.deliveries.decisions import receive
from layers.deliveries.inbox import Stored, unbundled
from layers.errors import FailedImport
from layers.importers.correction import CorrectionReader
from layers.models import Delivery

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


class InboxUploadHandler(FileUploadHandler):
    """Puts what comes into a passing file of the inbox, whatever its size."""

    _file: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        settings.INBOX.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.NamedTemporaryFile(dir=settings.INBOX, prefix=".new-")  # noqa: SIM115

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with self._gone_on_error():
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        with self._gone_on_error():
            self._file.flush()
            self._file.seek(0)
        return UploadedFile(self._file, self.file_name, size=file_size)

    def upload_interrupted(self) -> None:
        self._file.close()

    @contextmanager
    def _gone_on_error(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            with suppress(OSError):  # what waits to be written fails once more
                self._file.close()
            raise


@csrf_exempt  # the inner view checks it, once the handler is in place
@require_POST
@staff_page(IMPORT)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Takes the files, or says why not; nothing is left of what was not taken whole."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 1_000_000
        return _refused(request, f"Soubory jsou větší než {limit} MB, což je mez nahrání.", 413)
    request.upload_handlers = [InboxUploadHandler(request)]
    try:
        return _receive(request)
    except TooManyFilesSent:
        return _refused(request, "Nahrajte najednou nejvýše 100 souborů, nebo je zabalte.", 400)
    except FailedImport as exc:
        return _refused(request, str(exc), 507)
    except OSError as exc:
        if exc.errno not in _NO_SPACE:
            raise
        return _refused(request, "Na disku serveru není místo, soubor se neuložil.", 507)


@csrf_protect
def _receive(request: HttpRequest) -> HttpResponse:
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, "Vyberte alespoň jeden soubor.")
        return redirect("staff:overview")
    source = request.POST.get("source", "").strip()
    forced = request.POST.get("forced") == "on"
    try:
        day = date.fromisoformat(told) if (told := request.POST.get("day", "").strip()) else None
    except ValueError:
        return _refused(request, f"{told[:40]!r} není den; zapište ho jako 2024-06-01.", 400)
    found = [each for one in stored(files, day=day) for each in unbundled(one)]
    taken = [_take(request, each, source, forced=forced) for each in found]
    if request.POST.get("next") == "mapping" and len(taken) == 1:
        return redirect("staff:mapping_make", taken[0].pk)
    return (
        redirect("staff:delivery", taken[0].pk) if len(taken) == 1 else redirect("staff:overview")
    )


def _take(request: HttpRequest, file: Stored, source: str, *, forced: bool) -> Delivery:
    corrected = CorrectionReader().accepts(settings.INBOX / file.path)
    delivery, is_new = receive(
        file,
        channel=Delivery.Channel.CORRECTION if corrected else Delivery.Channel.UPLOAD,
        source="" if corrected else source,
        forced=forced,
        user=staff(request),
    )
    if is_new:
        messages.success(request, f"Soubor {file.name} je přijat a kontroluje se.")
    else:
        messages.warning(request, f"Soubor {file.name} tu už čeká; nepřidává se podruhé.")
    return delivery


def _refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    messages.error(request, reason)
    return show(request, status=status)
