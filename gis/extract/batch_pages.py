"""`/vypisy/`: what became of the batches that a person has asked for, without map and script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gis.api.problems import NotNow
from gis.extract.batch_words import words
from gis.extract.batches import download, mine
from gis.page import language_of, page
from layers.extract.batch.asking import cancel
from layers.models import ExtractBatch


@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponseBase:
    """My batches, newest first."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    text = words(language_of(request))
    context = {"batches": [_row(each, text) for each in mine(request.user)]}
    return page(request, "extract/batches.html", text, context)


@require_safe
@never_cache
def batch_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for its asker; why not, on the page."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    try:
        return download(request, _own(request.user, pk))
    except NotNow as exc:
        messages.error(request, str(exc))
        return redirect("extract_batches")


@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ends a batch of mine that is being made."""
    if not isinstance(request.user, User):
        raise Http404
    cancel(_own(request.user, pk), request.user)
    return redirect("extract_batches")


def _own(user: User, pk: UUID) -> ExtractBatch:
    return get_object_or_404(ExtractBatch.objects.select_related("owner", "job"), pk=pk, owner=user)


def _row(batch: ExtractBatch, text: Any) -> dict[str, Any]:
    missing = [each for each in batch.report.get("parcels", []) if not each["number"]]
    done = batch.job.done if batch.job and batch.state == ExtractBatch.State.MAKING else None
    return {
        "batch": batch,
        "total": len(batch.parcels),
        "done": done,
        "state": text[batch.state],
        "form": text[batch.form],
        "missing": text["missing"].format(len(missing)) if missing else "",
    }
