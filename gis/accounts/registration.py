"""Accounts that people have made themselves, until their e-mail address is confirmed."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User


def is_unconfirmed(user: User) -> bool:
    """Whether the account was registered, and nobody has shown yet that the address is his.

    Who has been in once is known; accounts that the staff have made have no address to confirm.
    """
    if user.last_login is not None:
        return False
    addresses = EmailAddress.objects.filter(user=user)
    return addresses.exists() and not addresses.filter(verified=True).exists()
