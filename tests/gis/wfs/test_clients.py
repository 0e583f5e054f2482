"""Independent clients against the running product: OWSLib and GDAL's WFS driver."""

import json
import subprocess
import sys

import pytest
import requests
from lxml import etree
from owslib.etree import etree as owslib_etree
from owslib.fes2 import PropertyIsEqualTo
from owslib.wfs import WebFeatureService

from tests.gis.wfs.test_features import NS

READ = """
import json, sys, pyogrio
source, layer, where = sys.argv[1:]
meta, _, shapes, fields = pyogrio.raw.read(source, layer=layer, where=where or None)
print(json.dumps({"crs": meta["crs"], "fields": list(meta["fields"]), "count": len(shapes)}))
"""


def hits(server_url: str, **query: str) -> int:
    asked = {"service": "WFS", "version": "2.0.0", "request": "GetFeature", "resultType": "hits"}
    answer = requests.get(f"{server_url}/ows/wfs", params={**asked, **query}, timeout=60)
    return int(etree.fromstring(answer.content).get("numberMatched"))


def test_owslib_reads_types_schema_and_features(server_url: str) -> None:
    service = WebFeatureService(f"{server_url}/ows/wfs", version="2.0.0")
    assert "dmvs:cadastre_parcel" in service.contents
    schema = service.get_schema("dmvs:cadastre_parcel")
    assert {"label", "area_m2"} <= set(schema["properties"])
    wanted = owslib_etree.tostring(PropertyIsEqualTo("label", "1").toXML()).decode()
    filters = f'<fes:Filter xmlns:fes="{NS["fes"]}">{wanted}</fes:Filter>'
    answer = service.getfeature(
        typename="dmvs:cadastre_parcel", filter=filters, maxfeatures=5, method="Post"
    )
    root = etree.fromstring(answer.read())
    assert set(root.xpath("//dmvs:label/text()", namespaces=NS)) == {"1"}
    assert root.get("numberMatched") == str(
        hits(server_url, typeNames="cadastre_parcel", filter=filters)
    )


@pytest.mark.parametrize(
    ("layer", "where"),
    [("dmvs:admin_municipality", ""), ("dmvs:cadastre_parcel", "land_kind = 2 AND area_m2 > 500")],
)
def test_gdal_reads_all_features_over_pages_and_filters(
    server_url: str, layer: str, where: str
) -> None:
    source = f"WFS:{server_url}/ows/wfs?VERSION=2.0.0"
    run = subprocess.run(
        [sys.executable, "-c", READ, source, layer, where],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert "5514" in found["crs"] or "Krovak" in found["crs"]
    assert "label" in found["fields"]
    whole = hits(server_url, typeNames=layer)
    assert 0 < found["count"] <= whole
    assert (found["count"] == whole) is not bool(where)
