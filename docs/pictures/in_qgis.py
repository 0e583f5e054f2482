"""Run inside QGIS (`qgis --code`): grabs its windows as the page /desktop/ shows the steps."""

import os
from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerDefinition,
    QgsProject,
    QgsRectangle,
    QgsSettings,
)
from qgis.gui import QgsNewHttpConnection
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDockWidget,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface

FOLDER = Path(os.environ["PICTURES"])
PRODUCT = os.environ["PRODUCT"]
PLACE = QgsRectangle(*map(float, os.environ["PLACE"].split(",")))
SHOWN = "https://mapa.example.cz"
"""What pictures have in place of the product's address."""
NAME = "DMVS"
_DRAWN_MS = 15_000


def show_map() -> None:
    """The window with a theme that has just been added."""
    iface.newProject()
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:5514"))
    window = iface.mainWindow()
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() == "Layers")
    window.resizeDocks(window.findChildren(QDockWidget, "Layers"), [330], Qt.Horizontal)
    window.resize(1180, 720)
    project = QgsProject.instance()
    file = str(FOLDER / "theme.qlr")
    done, error = QgsLayerDefinition.loadLayerDefinition(file, project, project.layerTreeRoot())
    assert done, error
    after(2_000, draw)


def draw() -> None:
    """Once the window has its size."""
    iface.mapCanvas().setExtent(PLACE)
    iface.mapCanvas().refresh()
    after(_DRAWN_MS, take_map)


def take_map() -> None:
    grab(iface.mainWindow(), "map")
    settings = QgsSettings()
    settings.setValue(f"qgis/connections-wms/{NAME}/url", f"{PRODUCT}/ows/cadastre/wms")
    settings.setValue("qgis/connections-wms/selected", NAME)
    after(2_000, connect)  # before windows that wait for people
    iface.mainWindow().findChild(QAction, "mActionAddWmsLayer").trigger()


def connect() -> None:
    """The list of a service's layers."""
    window = shown(QTreeWidget, "lstLayers").window()
    window.resize(960, 560)
    after(5_000, take_service)
    shown(QPushButton, "btnConnect").click()


def take_service() -> None:
    tree = shown(QTreeWidget, "lstLayers")
    tree.expandAll()
    tree.resizeColumnToContents(1)
    grab(tree.window(), "service")
    dialog = QgsNewHttpConnection(iface.mainWindow(), QgsNewHttpConnection.ConnectionWfs)
    dialog.findChild(QLineEdit, "txtName").setText(NAME)
    dialog.findChild(QLineEdit, "txtUrl").setText(f"{SHOWN}/api/")
    dialog.resize(560, 640)
    dialog.show()
    grab(dialog, "connection")
    os._exit(0)


def shown(kind: type[QWidget], name: str) -> QWidget:
    """The one of that name that can be seen."""
    for window in QApplication.topLevelWidgets():
        for each in window.findChildren(kind, name):
            if each.isVisible():
                return each
    raise LookupError(name)


def grab(widget: QWidget, name: str) -> None:
    assert widget.grab().save(str(FOLDER / f"{name}.png")), name


def after(wait_ms: int, act: Callable[[], object]) -> None:
    """Without a screen nobody closes the window in which QGIS tells an error."""

    def acted() -> None:
        try:
            act()
        except Exception as exc:
            print(repr(exc), flush=True)
            os._exit(1)

    QTimer.singleShot(wait_ms, acted)


after(1_500, show_map)
