"""Where the product differs from allauth: limits by name, links in mails, who may register."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.functional import lazy
from django.utils.translation import get_language

from gis.accounts import remembered
from gis.accounts.registration import is_unconfirmed
from gis.accounts.words import words


@dataclass(frozen=True)
class Site:
    """How mails call the product, whatever host the request named."""

    name: str
    domain: str


class RegisteredAddressStage(EmailVerificationStage):  # type: ignore[misc]
    """Asks those who have registered to confirm their address before they enter."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not is_unconfirmed(self.login.user):
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of our own."""

    def get_login_stages(self) -> list[str]:
        theirs = "allauth.account.stages.EmailVerificationStage"
        ours = "gis.accounts.adapter.RegisteredAddressStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.REGISTRATION != "off")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """With approval, a new account waits until the staff make it active."""
        user.is_active = settings.REGISTRATION != "approval"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        remembered.refused(request, _login(credentials))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            remembered.locked(request, _login(credentials))
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By name alone: under another `Host` the same account is still the same."""
        return _login(credentials).lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links lead to the public address, whatever the request said of its host."""
        public = {
            key: _public(value) if key.endswith("_url") else value for key, value in context.items()
        }
        name = words(get_language() or "cs")["product"]
        site = Site(name, urlsplit(settings.PUBLIC_URL).netloc or name)
        super().send_mail(template_prefix, email, public | {"current_site": site})


class ForeignAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts of the sign-in of `GIS_OIDC_*`: who signs in there has one here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True


class DesktopAdapter(DefaultOIDCAdapter):  # type: ignore[misc]
    """OAuth2 for desktop clients."""

    scope_display = {
        **DefaultOIDCAdapter.scope_display,
        "maps": lazy(lambda: words(get_language() or "cs")["scope_maps"], str)(),
    }

    def get_issuer(self) -> str:
        return settings.PUBLIC_URL or str(super().get_issuer())


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


def _public(url: Any) -> Any:
    if not settings.PUBLIC_URL or not isinstance(url, str):
        return url
    parts = urlsplit(url)
    return settings.PUBLIC_URL + parts._replace(scheme="", netloc="").geturl()
