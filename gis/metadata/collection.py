"""The table of records of an asker, made once for each view of the data and kept for a while.

Rights decide what is in it: who sees other layers has another table. So nothing is to be rebuilt
by a publish, and no answer has to hide rows of a common one.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from gis.api.data_state import data_version
from gis.metadata.columns import COLUMNS
from gis.metadata.holdings import data_sets, title
from gis.metadata.row import data_set_row, service_row
from gis.metadata.services import services
from gis.metadata.table import Table
from layers.access import User, allowed_layers
from layers.catalogue import catalogue

_MOST_VIEWS = 32
_kept: OrderedDict[Hashable, Table] = OrderedDict()
_making = Lock()


def table_for(user: User, root: str) -> Table:
    """The records that the user may know, with addresses below `root`."""
    version = data_version()
    view = tuple((layer.id, layer.view) for layer in allowed_layers(user, "see"))
    key = catalogue().version, version, root, view
    with _making:
        if key not in _kept:
            _kept[key] = _made(user, version, root)
            if len(_kept) > _MOST_VIEWS:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _made(user: User, version: str, root: str) -> Table:
    found = list(data_sets(user, version=version, root=root))
    offered = services(root, title(version), found) if found else ()
    rows = [*map(data_set_row, found), *map(service_row, offered)]
    return Table(rows, COLUMNS)
