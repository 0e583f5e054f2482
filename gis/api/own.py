"""What people have asked for is there for them alone."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

from gis.api.problems import NotThere
from layers.catalogue import Text

Owned = TypeVar("Owned", bound=Model)


def own(request: HttpRequest, model: type[Owned], pk: str, none: Text) -> Owned:
    """The row of the person who asks; raises `NotThere` for another's as for none at all."""
    if not request.user.is_authenticated:
        raise NotThere(none)
    try:
        held = model._default_manager.filter(pk=UUID(pk), owner=request.user).first()
    except ValueError as exc:
        raise NotThere(none) from exc
    if held is None:
        raise NotThere(none)
    return held
