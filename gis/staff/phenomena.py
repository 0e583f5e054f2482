"""The codebook of phenomena: their numbers by decree, and how one is put right."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gis.staff.page import MAKE_MAPPING, page, staff, staff_page, tell
from layers.catalogue import catalogue
from layers.catalogue.codebook import Codebook
from layers.catalogue.numbering import Number
from layers.deliveries import own_number
from layers.models import OwnNumber

_BOOK = "uap"
_LONGEST = 200


class Line(NamedTuple):
    """A phenomenon with its numbers in each decree, in the order of the decrees."""

    id: str
    title: str
    layer: str
    law: str
    numbers: list[list[Number]]


@require_safe
@staff_page(MAKE_MAPPING)
def overview(request: HttpRequest) -> HttpResponse:
    """All phenomena; with a decree and a number asked, the form that puts it right."""
    book = _book()
    decrees, numbered = book.numbering.decrees, {each.decree for each in book.numbering.numbers}
    decree, number = request.GET.get("decree", ""), request.GET.get("number", "").strip()
    return page(
        request,
        "phenomena.html",
        "Číselník jevů ÚAP",
        decrees=decrees,
        lines=list(_lines(book)),
        empty_decrees=[each for each in decrees if each.id not in numbered],
        own=OwnNumber.objects.filter(codebook=book.id),
        asked_decree=next((each for each in decrees if each.id == decree), None),
        asked_number=number[:_LONGEST],
        known=_known(book, decree, number),
    )


@require_POST
@staff_page(MAKE_MAPPING)
def correct(request: HttpRequest) -> HttpResponse:
    """Saves what a number means."""
    book, given = _book(), request.POST
    correction = own_number.Correction(
        decree=given.get("decree", ""),
        number=given.get("number", "").strip(),
        phenomena=list(dict.fromkeys(given.getlist("phenomena"))),
        confirmed=given.get("confirmed") == "on",
        source=given.get("source", "").strip()[:_LONGEST],
    )
    user = staff(request)
    words = f"Číslo {correction.number} ({correction.decree}) je uloženo."
    if tell(request, lambda: own_number.save(book, [correction], user), words):
        return redirect("staff:phenomena")
    query = urlencode({"decree": correction.decree, "number": correction.number[:_LONGEST]})
    return redirect(f"{reverse('staff:phenomena')}?{query}#correct")


@require_POST
@staff_page(MAKE_MAPPING)
def fill(request: HttpRequest) -> HttpResponse:
    """Saves a pasted table of numbers of a decree, all of it or nothing."""
    book, given, user = _book(), request.POST, staff(request)
    like = own_number.Correction(
        decree=given.get("decree", ""),
        number="",
        phenomena=[],
        confirmed=given.get("confirmed") == "on",
        source=given.get("source", "").strip()[:_LONGEST],
    )

    def act() -> None:
        own_number.save(book, own_number.listed(book, given.get("table", ""), like), user)

    if tell(request, act, f"Čísla vyhlášky {like.decree} jsou uložena."):
        return redirect("staff:phenomena")
    return redirect(f"{reverse('staff:phenomena')}?{urlencode({'decree': like.decree})}#correct")


@require_POST
@staff_page(MAKE_MAPPING)
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a correction back."""
    row, user = get_object_or_404(OwnNumber, pk=pk), staff(request)
    tell(request, lambda: own_number.forget(row, user), f"Oprava čísla {row} je smazána.")
    return redirect("staff:phenomena")


def _book() -> Codebook:
    return catalogue().codebooks[_BOOK]


def _lines(book: Codebook) -> Iterator[Line]:
    decrees = book.numbering.decrees
    for each in book.phenomena:
        numbers = [list(book.numbering.of(each.id, decree.id)) for decree in decrees]
        yield Line(each.id, each.title.cs, each.layer, each.law, numbers)


def _known(book: Codebook, decree: str, number: str) -> Number | None:
    wanted = decree, number
    return next(
        (each for each in book.numbering.numbers if (each.decree, each.number) == wanted), None
    )
