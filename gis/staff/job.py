"""Jobs: what runs, how far it is, what it says; and the wish to end it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from gis.staff.page import APPROVE, IMPORT, VIEW, page, staff, staff_page, tell
from layers.jobs import queue
from layers.models import Job

_PER_PAGE = 30


@require_safe
@staff_page(VIEW)
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs, newest first."""
    found = Job.objects.select_related("created_by", "delivery").order_by("-pk")
    shown = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "jobs.html", "Úlohy", jobs=shown)


@require_safe
@staff_page(VIEW)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is, for the page that watches it."""
    job = get_object_or_404(Job, pk=pk)
    return JsonResponse(
        {
            "state": job.state,
            "label": job.get_state_display(),
            "phase": job.phase,
            "done": job.done,
            "total": job.total,
            "log": job.log,
            "over": job.is_over,
        }
    )


@require_POST
@staff_page(VIEW)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who brought the file, or may decide on it, may end its job."""
    job = get_object_or_404(Job, pk=pk)
    user = staff(request)
    if not (user.has_perm(APPROVE) or (user.has_perm(IMPORT) and job.created_by == user)):
        raise PermissionDenied
    tell(
        request,
        lambda: queue.cancel(job, user.get_username()),
        "Úloha skončí, jakmile dočte záznam; data zůstanou, jak jsou.",
    )
    if job.delivery_id:
        return redirect("staff:delivery", job.delivery_id)
    return redirect("staff:jobs")
