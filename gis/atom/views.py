"""`/atom/…`: the feeds and the search, each for what the asker may take away."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gis.address import home, root
from gis.api.answers import language
from gis.api.data_state import data_version
from gis.api.endpoint import endpoint
from gis.api.parameters import Parameters
from gis.api.problems import BadParameter, NotThere
from gis.atom.element import Element, content
from gis.atom.feeds import ATOM, FILES, SYSTEMS, Voice, data_set_feed, service_feed
from gis.atom.search import description
from gis.metadata.holdings import changed_on, data_sets, operator, title
from gis.metadata.subject import DataSet
from layers.catalogue import Text

_SEARCH = (
    "q", "spatial_dataset_identifier_code", "spatial_dataset_identifier_namespace", "crs",
    "language",
)  # fmt: skip


@endpoint
def service(request: HttpRequest) -> HttpResponse:
    """`/atom/`."""
    Parameters(request, ())
    return _feed(request, _service(request, _found(request)))


@endpoint
def data_set(request: HttpRequest, layer: str) -> HttpResponse:
    """`/atom/{layer}.xml`."""
    Parameters(request, ())
    return _feed(request, data_set_feed(_voice(request), _one(request, layer)))


@endpoint
def search_description(request: HttpRequest) -> HttpResponse:
    """`/atom/search.xml`."""
    Parameters(request, ())
    document = description(_voice(request), title(data_version()), _found(request))
    kind = "application/opensearchdescription+xml"
    return HttpResponse(home(request).personal(content(document)), content_type=kind)


@endpoint
def search(request: HttpRequest) -> HttpResponse:
    """`/atom/search`: a data set's feed, its file in a system, or the data sets of a word."""
    asked = Parameters(request, _SEARCH)
    code = asked.text("spatial_dataset_identifier_code")
    if not code:
        word = asked.text("q").strip().lower()[:100]
        some = [each for each in _found(request) if _is_of(each, word)]
        return _feed(request, _service(request, some))
    found = _one(request, code)
    if "crs" not in asked:
        return _feed(request, data_set_feed(_voice(request), found))
    system = next((each for each in SYSTEMS if each.uri == asked.text("crs")), None)
    if system is None:
        known = ", ".join(each.uri for each in SYSTEMS)
        raise BadParameter("crs", f"Musí být {known}.", f"Must be one of {known}.")
    file = _voice(request).file(found.id, FILES[0], system)
    return HttpResponseRedirect(home(request).personal(file.encode()).decode())


def _service(request: HttpRequest, found: list[DataSet]) -> Element:
    return service_feed(_voice(request), title(data_version()), found, changed_on())


def _feed(request: HttpRequest, document: Element) -> HttpResponse:
    told = home(request).personal(content(document))
    return HttpResponse(told, content_type=f"{ATOM}; charset=utf-8")


def _voice(request: HttpRequest) -> Voice:
    return Voice(language(), root(request), operator())


def _found(request: HttpRequest) -> list[DataSet]:
    """What there is to take as files: rasters are pictures, composed layers have no rows."""
    known = data_sets(
        request.user, version=data_version(), root=root(request), operation="download"
    )
    return [each for each in known if each.layer.has_rows and each.layer.geometry != "raster"]


def _one(request: HttpRequest, layer: str) -> DataSet:
    for each in _found(request):
        if each.id == layer:
            return each
    told = f"{layer[:80]!r}"
    raise NotThere(Text(f"Datová sada {told} neexistuje.", f"There is no data set {told}."))


def _is_of(found: DataSet, word: str) -> bool:
    layer = found.layer
    told = (found.id, layer.title.cs, layer.title.en, layer.abstract.cs, layer.abstract.en)
    return any(word in each.lower() for each in told)
