"""The one place that imports pycsw, with what it looks for and does not need.

pycsw 2.6 asks `pkg_resources` for its own version alone, and imports `cgi` without a use: newer
setuptools and Pythons have neither. Both stand there only while it is loaded.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

_PACKAGES = ModuleType("pkg_resources")
_PACKAGES.require = lambda name: [SimpleNamespace(version=version(name))]  # type: ignore[attr-defined]
_STAND_INS = {"pkg_resources": _PACKAGES, "cgi": ModuleType("cgi")}


def _loaded() -> Any:
    kept = {name: sys.modules.get(name) for name in _STAND_INS}
    sys.modules.update(_STAND_INS)
    try:
        import pycsw.core.config  # noqa: PLC0415
        import pycsw.plugins.profiles.apiso.apiso  # noqa: PLC0415
        import pycsw.server  # noqa: PLC0415

        profile = Path(pycsw.plugins.profiles.apiso.apiso.__file__).parent
        return pycsw.server.Csw, pycsw.core.config.StaticContext, profile / "schemas"
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


Csw, StaticContext, SCHEMAS = _loaded()
"""The server, its model of records, and the folder of the schemas of ISO."""
