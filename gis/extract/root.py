"""The address by which proofs of extracts are found."""

from django.conf import settings
from django.http import HttpRequest


def root_of(request: HttpRequest) -> str:
    """As the operator has set it, or as the asker knows the product."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
