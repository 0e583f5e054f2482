"""The form of signing in, in our words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.conf import settings
from django.utils.translation import get_language

from gis.accounts.words import words


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Labels in place of words inside the fields, which vanish as one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = words((get_language() or "cs")[:2])["login"]
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        if not settings.EMAIL_HOST:
            self.fields["password"].help_text = ""  # a new one could not be sent
