"""The address by which an asker knows the product: `GIS_PUBLIC_URL`, or the Host that he asked."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from layers.request_keys import PERSONAL_ADDRESS

_MAPS = "/ows"
_DATA = ("/api/", "/atom/", "/csw", "/desktop/")


@dataclass(frozen=True, slots=True)
class Home:
    """`root` is the product's; `own` is the asker's personal address `/u/…`, empty for others."""

    root: str
    own: str = ""

    def at(self, path: str) -> str:
        """The absolute address of a service's path, personal where the asker came by such one."""
        if path.startswith(_MAPS):
            return f"{self.root}{_MAPS}{self.own}{path.removeprefix(_MAPS)}"
        return f"{self.root}{self.own}{path}"

    def personal(self, document: bytes) -> bytes:
        """A document made for all, its links to services led through the personal address."""
        if not self.own:
            return document
        for path in (f"{_MAPS}/", *_DATA):
            document = document.replace(f"{self.root}{path}".encode(), self.at(path).encode())
        return document


def home(request: HttpRequest) -> Home:
    return Home(root(request), str(request.META.get(PERSONAL_ADDRESS, "")))


def root(request: HttpRequest) -> str:
    """Without a personal address: pages of accounts, proofs, names of data sets."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
