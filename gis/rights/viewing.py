"""“View as…”: an administrator sees portal, API and maps with the rights of another.

The choice stands in his session, for reading alone; at each request it is asked anew whether he
may still try rights, and what he sees is never more than his own.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from gis.rights.places import place_words
from layers.access import PUBLIC, Viewer
from layers.audit import Kind, record
from layers.grants import viewer
from layers.models import Membership, Role
from layers.models.access import Place
from layers.seen_as import seen_as

MAY_VIEW_AS = "layers.change_membership"
"""Who gives roles to others may see what comes of it."""
_KEY = "viewing_as"


@dataclass(frozen=True, slots=True)
class Viewing:
    """With whose eyes: in words, and as rights."""

    title: str
    viewer: Viewer


def viewing(session: Mapping[str, Any], user: Any) -> Viewing | None:
    """With whose eyes the session's user looks; None with his own."""
    chosen = session.get(_KEY)
    if not chosen or not user.is_authenticated or not user.has_perm(MAY_VIEW_AS):
        return None
    title, shown = _as_user(chosen["user"]) if "user" in chosen else _as_role(chosen)
    return Viewing(title, seen_as(shown, by=user))


def is_viewing(session: Mapping[str, Any]) -> bool:
    """Whether anything is chosen; asks no table but that of sessions."""
    return _KEY in session


def view_as_role(request: HttpRequest, role: Role, place: Place) -> None:
    """From now on the session sees as someone who has the role alone, on the territory."""
    chosen = {
        "role": role.code,
        "municipalities": place.municipality_codes,
        "orps": place.orp_codes,
    }
    _start(request, chosen, _as_role(chosen)[0])


def view_as_user(request: HttpRequest, user: User) -> None:
    """From now on the session sees as that user."""
    _start(request, {"user": user.pk}, user.get_username())


def end(request: HttpRequest) -> None:
    """The session sees by its own rights again."""
    if request.session.pop(_KEY, None):
        _note(request, "pohled očima jiného ukončen")


def _start(request: HttpRequest, chosen: dict[str, Any], title: str) -> None:
    session: MutableMapping[str, Any] = request.session
    session[_KEY] = chosen
    _note(request, "pohled očima jiného zahájen", title)


def _note(request: HttpRequest, what: str, note: str = "") -> None:
    record(Kind.RIGHTS, who=request.user.get_username(), what=what, note=note)


def _as_user(pk: int) -> tuple[str, Any]:
    """An account that is gone, or may not sign in, sees what everyone sees."""
    found = User.objects.filter(pk=pk, is_active=True).first()
    return (found.get_username(), found) if found else ("zrušený účet", PUBLIC)


def _as_role(chosen: Mapping[str, Any]) -> tuple[str, Viewer]:
    role = Role.objects.filter(code=chosen["role"]).first()
    if role is None:
        return "zrušená role", PUBLIC
    place = Membership(municipality_codes=chosen["municipalities"], orp_codes=chosen["orps"])
    where = place_words(place)
    return f"{role.title_cs} – {where}" if where else role.title_cs, viewer(role, place)
