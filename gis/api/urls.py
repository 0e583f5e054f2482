"""Where each address below /api/ leads."""

from django.urls import URLPattern, path

from gis.api import (
    catalogue,
    collections,
    conflicts,
    identify,
    items,
    landing,
    openapi,
    originals,
    problems,
    queryables,
    releases,
    search,
    search_batch,
    tilesets,
    vector_tile,
)
from gis.api.endpoint import endpoint
from gis.extract import answer as extract
from gis.extract import batches, issue
from gis.print import answer as printing

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("", landing.landing, name="landing"),
    path("conformance", landing.conformance, name="conformance"),
    path("openapi.json", openapi.document, name="openapi"),
    path("openapi.html", openapi.page, name="openapi_page"),
    path("collections", collections.collections, name="collections"),
    path("collections/<str:collection_id>", collections.collection, name="collection"),
    path("collections/<str:collection_id>/items", items.items, name="items"),
    path("collections/<str:collection_id>/items/<str:feature_id>", items.item, name="item"),
    path(
        "collections/<str:collection_id>/items/<str:feature_id>/file",
        originals.original,
        name="original",
    ),
    path("collections/<str:collection_id>/queryables", queryables.queryables, name="queryables"),
    path("collections/<str:collection_id>/sortables", queryables.sortables, name="sortables"),
    path("collections/<str:collection_id>/tiles", tilesets.tilesets, name="tilesets"),
    path(
        "collections/<str:collection_id>/tiles/<str:matrix_set>", tilesets.tileset, name="tileset"
    ),
    path(
        "collections/<str:collection_id>/tiles/<str:matrix_set>/<int:z>/<int:y>/<int:x>",
        vector_tile.tile,
        name="tile",
    ),
    path("tileMatrixSets", tilesets.matrix_sets, name="matrix_sets"),
    path("tileMatrixSets/<str:matrix_set>", tilesets.matrix_set, name="matrix_set"),
    path("catalogue", catalogue.catalogue, name="catalogue"),
    path("identify", identify.identify, name="identify"),
    path("parcels/<str:parcel_id>/extract", extract.of_parcel, name="extract_of_parcel"),
    path("parcels/<str:parcel_id>/extract.html", extract.page_of_parcel, name="extract_page"),
    path("parcels/<str:parcel_id>/extract.pdf", issue.pdf_of_parcel, name="extract_pdf"),
    path("extract", extract.of_parcels, name="extract"),
    path("extract.pdf", issue.pdf_of_parcels, name="extract_pdf_of_parcels"),
    path("extract/area.pdf", issue.pdf_of_area, name="extract_pdf_of_area"),
    path("extract.html", extract.page_of_parcels, name="extract_page_of_parcels"),
    path("extract/area", extract.of_area, name="extract_of_area"),
    path("extract/area.html", extract.page_of_area, name="extract_page_of_area"),
    path("schemas/extract.json", extract.schema, name="extract_schema"),
    path("extracts", batches.batches, name="extract_batches"),
    path("extracts/<str:batch_id>", batches.batch, name="extract_batch"),
    path("extracts/<str:batch_id>/file", batches.batch_file, name="extract_batch_file"),
    path("conflicts", conflicts.conflicts, name="conflicts"),
    path("print", printing.prints, name="print"),
    path("print/series/<str:series_id>", printing.series, name="print_series"),
    path("print/series/<str:series_id>/pdf", printing.file, name="print_file"),
    path("print/series/<str:series_id>/cancel", printing.cancel, name="print_cancel"),
    path("search", search.search, name="search"),
    path("search/batch", search_batch.batch, name="search_batch"),
    path("releases", releases.releases, name="releases"),
    path("releases/<str:release_id>", releases.release, name="release"),
    path("releases/<str:release_id>/package", releases.package, name="release_package"),
    path("<path:rest>", endpoint(problems.unknown_address), name="unknown"),
]
