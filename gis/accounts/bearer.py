"""Users by what they carry: OAuth2 access tokens and personal addresses."""

from allauth.core.ratelimit import consume
from allauth.idp.oidc.models import Token
from django.contrib.auth.models import User
from django.http import HttpRequest

from gis.accounts import remembered
from gis.accounts.errors import BadAddress, BadToken, OnlyReads, TooManyAttempts
from gis.accounts.models import PersonalAddress
from layers.catalogue import Text

SCOPE = "maps"
"""What an OAuth2 client asks for to read maps and data."""
_READ_BY_POST = ("/ows/", "/csw", "/api/search/batch")
"""Services that take long questions by POST, and change nothing."""


def by_personal_address(request: HttpRequest, token: str) -> User:
    """The user whom the address in the path stands for."""
    if (address := PersonalAddress.objects.by_token(token)) is None:
        _note_unknown(request)
        raise BadAddress(
            Text(
                "Tato osobní adresa neplatí: byla zrušena, vypršela, nebo není úplná.",
                "This personal address is not valid: revoked, expired, or not complete.",
            )
        )
    return _reading(request, address)


def by_bearer(request: HttpRequest, token: str) -> User:
    """The user who let an OAuth2 client have the token, or whose personal address it is of."""
    if address := PersonalAddress.objects.by_token(token):
        return _reading(request, address)
    granted = Token.objects.valid().by_value(token).filter(type=Token.Type.ACCESS_TOKEN)
    found = granted.select_related("user").first()
    # A token made for another service (RFC 8707) does not open this one.
    if found is None or SCOPE not in found.get_scopes() or found.get_resources():
        _note_unknown(request)
        raise _bad_token()
    user: User | None = found.user
    if user is None or not user.is_active:
        raise _bad_token()
    return user


def by_token_as_password(request: HttpRequest, name: str, token: str) -> User | None:
    """The user of that name whose personal address the token is of."""
    address = PersonalAddress.objects.by_token(token)
    if address is None or address.user.get_username().lower() != name.lower():
        return None
    return _reading(request, address)


def _reading(request: HttpRequest, address: PersonalAddress) -> User:
    """The user of a personal token, which opens what only reads."""
    asked = request.META
    safe = asked["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"}
    if not safe and not asked["PATH_INFO"].startswith(_READ_BY_POST):
        raise OnlyReads(
            Text("Osobní přístup slouží jen ke čtení.", "A personal access only reads.")
        )
    address.used()
    return address.user


def _bad_token() -> BadToken:
    return BadToken(
        Text("Token neplatí, vypršel, nebo neplatí pro mapy.", "The token is not valid for maps.")
    )


def _note_unknown(request: HttpRequest) -> None:
    """A few are remembered; whoever tries more has to wait."""
    if not consume(request, action="unknown_token"):
        remembered.locked(request, "")
        raise TooManyAttempts(
            Text("Příliš mnoho pokusů, zkuste to za minutu.", "Too many attempts, wait a minute.")
        )
    remembered.refused(request, "", what="neplatný token nebo osobní adresa")
