"""Run by the system's Python, which has QGIS: opens a file of ours and says what it sees.

The order comes as JSON in the first argument: `file` (.qgs, .qlr, .qml or .sld), and for a map
`layers`, `box` (in EPSG:5514), `size_px` and `picture`. The answer is JSON on the last line.
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsLayerDefinition,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

DPI = 25.4 / 0.28
KINDS = {"point": "Point", "line": "LineString", "polygon": "Polygon"}


def opened(file: str) -> list:
    project = QgsProject.instance()
    if file.endswith(".qgs"):
        assert project.read(file), project.error()
    else:
        done, error = QgsLayerDefinition.loadLayerDefinition(file, project, project.layerTreeRoot())
        assert done, error
    return list(project.mapLayers().values())


def styled(file: str, geometry: str, fields: list) -> dict:
    """What QGIS makes of a style on a layer of that geometry."""
    names = "&".join(f"field={name}:string" for name in fields)
    layer = QgsVectorLayer(f"{KINDS[geometry]}?crs=EPSG:5514&{names}", "styled", "memory")
    assert layer.isValid()
    message, done = (
        layer.loadSldStyle(file) if file.endswith(".sld") else layer.loadNamedStyle(file)
    )
    renderer = layer.renderer()
    rules = renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []
    return {
        "done": done,
        "message": message,
        "rules": len(rules) or int(renderer.type() == "singleSymbol"),
        "labels": layer.labelsEnabled(),
        "bad": [rule.label() for rule in rules if rule.filter() and rule.filter().hasParserError()],
    }


def draw(layers: list, box: list, size_px: list, picture: str) -> None:
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:5514"))
    settings.setTransformContext(QgsProject.instance().transformContext())
    settings.setExtent(QgsRectangle(*box))
    settings.setOutputSize(QSize(*size_px))
    settings.setOutputDpi(DPI)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.renderedImage().save(picture), picture


def first_feature(layer) -> dict:
    """What identify shows of a feature."""
    feature = next(layer.getFeatures(QgsFeatureRequest().setLimit(1)), None)
    return {name: str(feature[name]) for name in feature.fields().names()} if feature else {}


def main(order: dict) -> dict:
    if "geometry" in order:
        return styled(order["file"], order["geometry"], order["fields"])
    layers = opened(order["file"])
    answer = {
        "systems": sorted({layer.crs().authid() for layer in layers}),
        "crs": QgsProject.instance().crs().authid(),
        "layers": {layer.name(): layer.isValid() for layer in layers},
        "extent": QgsProject.instance().viewSettings().defaultViewExtent().toString(1),
    }
    if "picture" in order:
        chosen = [
            next(layer for layer in layers if part in layer.source()) for part in order["layers"]
        ]
        answer["drawn"] = [layer.name() for layer in chosen]
        draw(chosen, order["box"], order["size_px"], order["picture"])
        answer["feature"] = next(
            (first_feature(layer) for layer in chosen if isinstance(layer, QgsVectorLayer)), {}
        )
    return answer


application = QgsApplication([], False)
application.initQgis()
print(json.dumps(main(json.loads(sys.argv[1]))))
sys.stdout.flush()
application.exitQgis()
