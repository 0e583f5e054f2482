"""Rows whose geometry the database has written, as one GeoJSON document for the staff's map."""

import json
from collections.abc import Iterable, Mapping

from django.http import HttpResponse

Row = tuple[int, Mapping[str, object], str]


def feature_collection(rows: Iterable[Row]) -> HttpResponse:
    """Features with id, properties and geometry in EPSG:5514."""
    features = [
        f'{{"type":"Feature","id":{pk},"properties":{json.dumps(properties)},"geometry":{shape}}}'
        for pk, properties, shape in rows
    ]
    return HttpResponse(
        f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}',
        content_type="application/geo+json",
    )
