"""The roles that a region begins with, and what each grants; afterwards they are the region's."""

from dataclasses import dataclass

from django.db import transaction

from layers.models import Grant, Level, Operation, Role

_READ = [Operation.SEE, Operation.QUERY, Operation.DOWNLOAD]
_ALL = list(Operation)
_EVERYWHERE, _TERRITORY = Grant.Where.EVERYWHERE, Grant.Where.TERRITORY


@dataclass(frozen=True, slots=True)
class _First:
    code: str
    title_cs: str
    title_en: str
    on_request: bool
    grants: tuple[Grant, ...]


def _grant(
    subject: str,
    operations: list[Operation],
    up_to: Level,
    where: Grant.Where = _TERRITORY,
    fields: tuple[str, ...] = (),
) -> Grant:
    return Grant(
        subject=subject, operations=operations, up_to=up_to, where=where, fields=list(fields)
    )


def _first() -> tuple[_First, ...]:
    staff = Level.STAFF
    seen = [Operation.SEE, Operation.QUERY]
    provided = [*seen, Operation.EDIT]
    return (
        _First(Role.PUBLIC, "Veřejnost", "Public", False, ()),
        _First(
            Role.REGISTERED, "Přihlášení", "Registered", False,
            (_grant(Grant.EVERYTHING, _READ, Level.REGISTERED, _EVERYWHERE),),
        ),
        _First(
            "municipality", "Obec", "Municipality", True,
            (_grant("plan", _READ, staff), _grant("uap", _READ, staff)),
        ),
        _First(
            "orp_planner", "Úřad územního plánování ORP", "Planning office of an ORP", True,
            (_grant("plan", _ALL, staff), _grant("uap", _ALL, staff), _grant("dtm", seen, staff)),
        ),
        _First(
            "regional_planner", "Krajský úřad – územní plánování", "Regional planning office", True,
            (_grant(Grant.EVERYTHING, _ALL, staff, _EVERYWHERE),),
        ),
        _First(
            "data_provider", "Poskytovatel údajů", "Data provider", True,
            (_grant("uap", provided, staff), _grant("dtm", provided, staff)),
        ),
        _First("surveyor", "Geodet", "Surveyor", True, (_grant("dtm", _READ, staff),)),
        _First(
            Role.ADMINISTRATOR, "Správce", "Administrator", False,
            (  # personal data take a grant of their own
                _grant(Grant.EVERYTHING, _ALL, staff, _EVERYWHERE),
                _grant("uap", _ALL, Level.CLOSED, _EVERYWHERE),
            ),
        ),
    )  # fmt: skip


def add_first_roles(*, using: str, **_: object) -> None:
    """After migrations, where there is no role at all."""
    if using != "default" or Role.objects.exists():
        return
    with transaction.atomic():
        for place, first in enumerate(_first(), start=1):
            role = Role.objects.create(
                code=first.code,
                title_cs=first.title_cs,
                title_en=first.title_en,
                on_request=first.on_request,
                order=10 * place,
            )
            for grant in first.grants:
                grant.role = role
                grant.save()
