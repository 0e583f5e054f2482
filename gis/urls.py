"""Where each address of the API, the portal and the admin leads."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from gis import health, metrics, portal, quality
from gis.accounts.entrance_pages import consent
from gis.extract import batch_pages, issue
from gis.metadata.csw import csw
from gis.wfs.endpoint import wfs

urlpatterns: list[URLPattern | URLResolver] = [
    path("", portal.portal, name="portal"),
    path("static/portal/<path:name>", portal.portal_file, name="portal_file"),
    path("static/<path:name>", portal.static_file, name="static_file"),
    path("ows/wfs", wfs, name="wfs"),
    path("api/", include("gis.api.urls")),
    path("csw", csw, name="csw"),
    path("atom/", include("gis.atom.urls")),
    path("desktop/", include("gis.desktop.urls")),
    path("vypis/<slug:token>", issue.proof_page, name="extract_proof"),
    path("vypis/<slug:token>.json", issue.proof_document, name="extract_proof_document"),
    path("vypisy/", batch_pages.overview, name="extract_batches"),
    path("vypisy/<uuid:pk>/soubor", batch_pages.batch_file, name="extract_batch_file"),
    path("vypisy/<uuid:pk>/zrusit", batch_pages.end, name="extract_batch_end"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("quality/", quality.quality, name="quality"),
    path("quality.csv", quality.quality_csv, name="quality_csv"),
    path("quality/municipalities.csv", quality.completeness_csv, name="completeness_csv"),
    path("conflicts/", include("gis.conflicts.urls")),
    path("vydej/", include("gis.release.urls")),
    path("account/rights/", include("gis.rights.urls")),
    path("account/", include("gis.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("identity/o/authorize", consent, name="consent"),
    path("", include("allauth.idp.urls")),
    path("admin/data/", include("gis.staff.urls")),
    path("admin/rights/", include("gis.rights.staff_urls")),
    path("admin/", admin.site.urls),
]
handler400 = "gis.api.problems.bad_request"
handler404 = "gis.api.problems.not_found"
handler500 = "gis.api.problems.server_error"
