"""Where each staff page is."""

from django.urls import path, re_path

from gis.staff import delivery, job, mapping, overview, phenomena, quarantine, remote, run, upload
from gis.usage import page as usage

app_name = "staff"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("upload", upload.upload, name="upload"),
    path("deliveries/<int:pk>/", delivery.detail, name="delivery"),
    path("deliveries/<int:pk>/difference.geojson", delivery.difference, name="difference"),
    path("deliveries/<int:pk>/mapping", mapping.make, name="mapping_make"),
    path("deliveries/<int:pk>/mapping.geojson", mapping.preview_features, name="mapping_preview"),
    path("deliveries/<int:pk>/<slug:decision>", delivery.decide, name="decide"),
    path("mappings/", mapping.overview, name="mappings"),
    path("mappings/<slug:name>.yaml", mapping.as_file, name="mapping_yaml"),
    path("mappings/<slug:name>/delete", mapping.delete, name="mapping_delete"),
    path("phenomena/", phenomena.overview, name="phenomena"),
    path("phenomena/number", phenomena.correct, name="phenomenon_number"),
    path("phenomena/numbers", phenomena.fill, name="phenomenon_numbers"),
    path("phenomena/<int:pk>/forget", phenomena.forget, name="phenomenon_forget"),
    path("runs/<int:pk>/rollback", run.roll_back, name="rollback"),
    path("jobs/", job.jobs, name="jobs"),
    path("jobs/<int:pk>.json", job.progress, name="progress"),
    path("jobs/<int:pk>/cancel", job.cancel, name="cancel"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine.geojson", quarantine.geojson, name="quarantine_geojson"),
    path("services/", remote.services, name="services"),
    path("services/<int:pk>/", remote.service, name="service"),
    path("services/<int:pk>/login", remote.log_in, name="log_in"),
    path("services/<int:pk>/choose", remote.choose, name="choose"),
    re_path(
        r"^services/(?P<pk>\d+)/(?P<action>probe|forget)$",
        remote.act_on_service,
        name="act_on_service",
    ),
    path("remote-layers/<int:pk>/", remote.layer, name="remote_layer"),
    re_path(
        r"^remote-layers/(?P<pk>\d+)/(?P<action>harvest|remove)$",
        remote.act_on_layer,
        name="act_on_layer",
    ),
    path("usage/", usage.usage_page, name="usage"),
    path("usage.csv", usage.usage_csv, name="usage_csv"),
    path("quarantine.csv", quarantine.table, name="quarantine_csv"),
]
