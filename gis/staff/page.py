"""What all staff pages share: who may enter, what stands around the content."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from layers.errors import LayersError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

VIEW = "layers.view_delivery"
IMPORT = "layers.add_delivery"
APPROVE = "layers.approve_delivery"
ROLL_BACK = "layers.roll_back_run"
MAKE_MAPPING = "layers.make_mapping"
REMOTE = "layers.manage_remote"


def staff_page(permission: str) -> Callable[[View[P]], View[P]]:
    """Lets in staff with the permission; others sign in, or are told that they may not."""

    def wrap(view: View[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not admin.site.has_permission(request):
                return redirect_to_login(request.get_full_path(), "/admin/login/")
            if not request.user.has_perm(permission):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        update_wrapper(guarded, view)
        return guarded

    return wrap


def staff(request: HttpRequest) -> User:
    """The user that `staff_page` has let in."""
    assert isinstance(request.user, User)
    return request.user


def page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The template inside the frame of the admin."""
    frame = admin.site.each_context(request) | {"title": title, "is_nav_sidebar_enabled": False}
    return render(request, f"staff/{template}", frame | context, status=status)


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Does what the user asked for; says that it is done, or why not."""
    try:
        act()
    except LayersError as exc:
        messages.error(request, str(exc))
        return False
    messages.success(request, done)
    return True
