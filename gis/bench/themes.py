"""Objects of all thematic layers, beside the parcels of the bench."""

from pathlib import Path

from gis.bench.database import Database
from layers.catalogue import LayerDef, catalogue

OBJECTS = 300_000
_SQL = Path(__file__).parent / "sql" / "themes.sql"
_DRAWN = ("polygon", "line", "point")


def thematic_layers() -> list[LayerDef]:
    """The layers whose rows are thematic features and lie somewhere, conflicts not among them."""
    return [
        layer
        for layer in catalogue().layers.values()
        if layer.register is None and not layer.view and layer.geometry in _DRAWN
    ]


def ensure(database: Database) -> None:
    """So many objects over all layers; made once and kept."""
    layers = thematic_layers()
    parameters = {
        "layers": [layer.id for layer in layers],
        "kinds": [layer.geometry for layer in layers],
        "each": OBJECTS // len(layers),
    }
    with database.cursor() as cursor:
        cursor.execute("SELECT FROM layers_feature WHERE source = 'bench' LIMIT 1")
        if cursor.rowcount:
            return
        cursor.execute(_SQL.read_text(encoding="utf-8"), parameters)
        cursor.execute("VACUUM ANALYZE layers_feature")
