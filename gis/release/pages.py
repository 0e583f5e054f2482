"""`/vydej/`: asking for data, what became of it, deciding on the requests of others."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gis.page import language_of, page
from gis.release.begun import begun
from gis.release.form import ReleaseForm
from gis.release.words import words
from layers.errors import LayersError
from layers.models import Release, StandingOrder
from layers.releases.asking import ask, repeat
from layers.releases.decisions import accept, cancel, reject
from layers.releases.download import package_for
from layers.releases.errors import NotYours, RefusedRelease
from layers.releases.rights import may_decide

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def overview(request: HttpRequest) -> HttpResponseBase:
    """The form, my releases, my standing orders, and what waits for me."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    form = ReleaseForm(
        request.POST or None, request.FILES or None, user=user, language=language_of(request),
        initial=begun(request.GET),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _asked(user, form):
        return redirect("release:overview")
    waiting = Release.objects.filter(state=Release.State.REQUESTED).select_related("owner")
    return _page(request, "overview", form=form,
        mine=Release.objects.filter(owner=user)[:_SHOWN],
        orders=StandingOrder.objects.filter(owner=user),
        waiting=[each for each in waiting[:_SHOWN] if _decides(user, each)],
    )  # fmt: skip


@require_safe
@never_cache
def detail(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One release, for its owner and for those who may decide on it."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    release = _visible(user, pk)
    decides = release.state == Release.State.REQUESTED and _decides(user, release)
    return _page(request, "detail", release=release, decides=decides,
                 owns=release.owner == user)  # fmt: skip


@require_safe
@never_cache
def package(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The ZIP, for its owner."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    release = _visible(user, pk)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/zip")
    try:
        path = package_for(user, release)
    except NotYours as exc:
        raise Http404 from exc
    except RefusedRelease as exc:
        messages.error(request, str(exc))
        return redirect("release:detail", pk)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"vydej-{pk}.zip")


@require_POST
def decide(request: HttpRequest, pk: UUID, decision: str) -> HttpResponseBase:
    """Accept, reject, cancel."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    release = _visible(user, pk)
    reason = request.POST.get("reason", "")
    acts: dict[str, Callable[[], None]] = {
        "accept": lambda: accept(release, user),
        "reject": lambda: reject(release, user, reason),
        "cancel": lambda: cancel(release, user),
    }
    if decision not in acts:
        raise Http404
    try:
        acts[decision]()
    except LayersError as exc:
        messages.error(request, str(exc))
    return redirect("release:detail", pk)


@require_POST
def stop_order(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ends a standing order of mine."""
    if not isinstance(request.user, User):
        raise Http404
    get_object_or_404(StandingOrder, pk=pk, owner=request.user).delete()
    return redirect("release:overview")


def _decides(user: User, release: Release) -> bool:
    """Whether the user may decide; on an area that is no more nobody does."""
    try:
        return may_decide(user, release)
    except RefusedRelease:
        return False


def _asked(user: User, form: ReleaseForm) -> bool:
    try:
        if days := form.cleaned_data["every_days"]:
            repeat(user, form.terms(), every_days=days)
        else:
            ask(user, form.terms())
    except RefusedRelease as exc:
        form.tell(exc)
        return False
    return True


def _visible(user: User, pk: UUID) -> Release:
    release = get_object_or_404(Release.objects.select_related("owner"), pk=pk)
    waits = release.state == Release.State.REQUESTED
    if release.owner != user and not (waits and _decides(user, release)):
        raise Http404
    return release


def _page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return page(request, f"release/{template}.html", words(language_of(request)), context)
