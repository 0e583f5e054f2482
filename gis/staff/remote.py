"""Remote services: registered, watched, their layers chosen for the map or to be taken over."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gis.staff.page import APPROVE, REMOTE, page, staff, staff_page, tell
from layers.errors import LayersError
from layers.models import AuditLine, ImportSource, RemoteLayer, RemoteService
from layers.remote import registry, schedule
from layers.remote.login import Written
from layers.remote.registry import Choice

_PER_PAGE = 50
_LICENCES = ("CC BY 4.0", "CC0 1.0", "Podmínky poskytovatele")


@sensitive_post_parameters("login_secret")
@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(REMOTE)
def services(request: HttpRequest) -> HttpResponse:
    """The services and how they answer; a new one is registered by its address."""
    given = {name: request.POST.get(name, "").strip() for name in ("kind", "url", "title")}
    if request.method == "POST":
        try:
            service = registry.register(
                given["kind"], given["url"], given["title"], _login(request)
            )
        except LayersError as exc:
            messages.error(request, str(exc))
        else:
            _record(request, "služba připojena", service.url)
            messages.success(request, f"Služba {service} je připojena; vyberte její vrstvy.")
            return redirect("staff:service", service.pk)
    return page(
        request,
        "services.html",
        "Vzdálené služby",
        status=400 if request.method == "POST" else 200,
        services=RemoteService.objects.prefetch_related("layers"),
        kinds=RemoteService.Kind.choices,
        hosts=[*settings.REMOTE_HOSTS, *settings.REMOTE_PRIVATE_HOSTS],
        given=given,
        logins=RemoteService.LoginKind.choices,
        login_kind=request.POST.get("login_kind", ""),
        login_name=request.POST.get("login_name", ""),
    )


def _login(request: HttpRequest) -> Written:
    """The secret is read here, goes nowhere but into the seal, and never back into a page."""
    kind, name, secret = (
        request.POST.get(key, "") for key in ("login_kind", "login_name", "login_secret")
    )
    return Written(kind, name, secret)


@require_safe
@staff_page(REMOTE)
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One service: its state, the layers that are used, what else it offers."""
    found = get_object_or_404(RemoteService, pk=pk)
    words = request.GET.get("q", "").strip().lower()
    offer = [
        each
        for each in found.offer
        if words in each["title"].lower() or words in each["name"].lower()
    ]
    return page(
        request,
        "service.html",
        found.title,
        service=found,
        layers=found.layers.all(),
        harvests=found.kind not in registry.DRAWN,
        offer=Paginator(offer, _PER_PAGE).get_page(request.GET.get("page")),
        words=request.GET.get("q", ""),
        query=urlencode({"q": request.GET.get("q", "")}),
        logins=RemoteService.LoginKind.choices,
        login_kind=found.login_kind,
        login_name=found.login_name,
    )


@sensitive_post_parameters("login_secret")
@require_POST
@staff_page(REMOTE)
def log_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets the login of a service anew, or takes it away."""
    found = get_object_or_404(RemoteService, pk=pk)
    if tell(request, lambda: registry.log_in(found, _login(request)), "Přihlášení je uloženo."):
        _record(request, f"přihlášení ke službě: {found.get_login_kind_display()}", found.url)
    return redirect("staff:service", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(REMOTE)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a new layer; sent, it is on the map."""
    found = get_object_or_404(RemoteService, pk=pk)
    name = request.GET.get("layer", "")
    offered = next((each for each in found.offer if each["name"] == name), None)
    if offered is None:
        raise Http404
    title = offered["title"]
    suggested = Choice(title, title, found.title, "", "public", 1440, 24, publishes_alone=False)
    return _form(
        request, found, suggested, f"Přidat vrstvu {title}",
        act=lambda choice: registry.choose(found, name, choice), done="Vrstva je přidána.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(REMOTE)
def layer(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a layer that is used."""
    found = get_object_or_404(RemoteLayer.objects.select_related("service"), pk=pk)
    trusted = ImportSource.objects.filter(name=found.layer_id, publishes_alone=True).exists()
    now = Choice(
        found.title_cs, found.title_en, found.attribution, found.licence, found.access,
        found.keep_minutes, found.harvest_hours, trusted,
    )  # fmt: skip
    return _form(
        request, found.service, now, f"Vrstva {found.title_cs}",
        act=lambda choice: registry.change(found, choice), done="Změny jsou uloženy.",
    )  # fmt: skip


def _form(
    request: HttpRequest,
    service: RemoteService,
    choice: Choice,
    title: str,
    *,
    act: Callable[[Choice], object],
    done: str,
) -> HttpResponse:
    """Shows the form, or does what was sent; what was wrong is said above what was written."""
    if request.method == "POST":
        choice = _sent(request, before=choice)
        if tell(request, lambda: act(choice), done):
            _record(request, f"vrstva služby: {done}", f"{service.url} {choice.title_cs}")
            return redirect("staff:service", service.pk)
    return page(
        request,
        "remote_layer.html",
        title,
        status=400 if request.method == "POST" else 200,
        service=service,
        choice=choice,
        levels=RemoteLayer.Level.choices,
        licences=_LICENCES,
        harvests=service.kind not in registry.DRAWN,
    )


def _sent(request: HttpRequest, *, before: Choice) -> Choice:
    """What was written; only who may approve may let data in without approval."""
    given = request.POST
    trusted = given.get("publishes_alone") == "on"
    return Choice(
        title_cs=given.get("title_cs", "")[:300],
        title_en=given.get("title_en", "")[:300],
        attribution=given.get("attribution", "")[:300],
        licence=given.get("licence", "")[:300],
        access=given.get("access", ""),
        keep_minutes=_number(given.get("keep_minutes", "1440")),
        harvest_hours=_number(given.get("harvest_hours", "24")),
        publishes_alone=trusted if staff(request).has_perm(APPROVE) else before.publishes_alone,
    )


def _record(request: HttpRequest, what: str, note: str) -> None:
    AuditLine.objects.create(who=staff(request).get_username(), what=what, note=note)


def _number(text: str) -> int:
    """What is no number is out of any bounds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@require_POST
@staff_page(REMOTE)
def act_on_service(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Probes the service now, or removes it with its layers."""
    found = get_object_or_404(RemoteService, pk=pk)
    if action == "probe":
        tell(request, lambda: schedule.probe_later(found), "Zkouška je zadána.")
        return redirect("staff:service", pk)
    if tell(request, lambda: registry.forget(found), f"Služba {found} je odpojena."):
        _record(request, "služba odpojena", found.url)
    return redirect("staff:services")


@require_POST
@staff_page(REMOTE)
def act_on_layer(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Takes the objects of the layer over now, or takes the layer off the map."""
    found = get_object_or_404(RemoteLayer.objects.select_related("service"), pk=pk)
    if action == "harvest":
        tell(request, lambda: schedule.harvest(found), "Převzetí je zadáno; sledujte Úlohy.")
    elif tell(request, lambda: registry.let_go(found), f"Vrstva {found} je odebrána."):
        _record(request, "vrstva služby odebrána", f"{found.service.url} {found}")
    return redirect("staff:service", found.service_id)
