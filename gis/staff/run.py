"""One click takes a published import back, after a question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from gis.staff.figures import layer_figures
from gis.staff.page import ROLL_BACK, page, staff, staff_page, tell
from layers.deliveries import decisions
from layers.importers.rollback import reason_against
from layers.models import Delivery, ImportRun


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(ROLL_BACK)
def roll_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks what would be taken back, then queues it."""
    run = get_object_or_404(ImportRun, pk=pk)
    delivery = Delivery.objects.filter(run=run).first()
    if request.method == "POST":
        done = "Vracení je zadáno."
        tell(request, lambda: decisions.roll_back(run, staff(request)), done)
        return redirect("staff:delivery", delivery.pk) if delivery else redirect("staff:jobs")
    return page(
        request,
        "rollback.html",
        "Vrátit import?",
        run=run,
        delivery=delivery,
        figures=layer_figures(run),
        against=reason_against(run),
    )
