"""How the services behind remote layers answer, as clients read it."""

from datetime import datetime

from django.utils import timezone

from gis.api.reader import rows
from layers.catalogue import LayerDef
from layers.remote.publication import legend_file

Document = dict[str, object]

_STATES = "SELECT layer, service, state, last_ok_at, failing_since FROM served.remote_layer"
_LEGEND = (
    "/ows/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER={}"
    "&FORMAT=image/png&SLD_VERSION=1.1.0&STYLE="
)


def service_states() -> dict[str, Document]:
    """By layer id; layers that come from no service are not there."""
    return {
        layer: {
            "title": service,
            "state": state,
            "last_ok": _time(last_ok),
            "failing_since": _time(failing_since),
        }
        for layer, service, state, last_ok, failing_since in rows(_STATES)
    }


def legend_picture(layer: LayerDef) -> str | None:
    """Where the picture of the service's legend is: a remote layer has no classes to tell."""
    has_one = layer.cascade is not None and legend_file(layer.id).exists()
    return _LEGEND.format(layer.id) if has_one else None


def _time(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None
