"""Files of the catalogue: YAML in UTF-8 that fits a schema; a mistake is named with its place."""

import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from layers.errors import CatalogueError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads the catalogue in a tenth of the time, which every command waits for."""


class Schema:
    """A JSON schema whose `$defs` describe kinds of files."""

    def __init__(self, path: Path) -> None:
        content = json.loads(path.read_text(encoding="utf-8"))
        self._id = content["$id"]
        self._registry: Registry[Any] = Registry().with_resource(
            self._id, Resource.from_contents(content)
        )

    def read(self, file: Path, kind: str) -> dict[str, Any]:
        """The content of a file of the kind; raises `CatalogueError`."""
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
        except (yaml.YAMLError, UnicodeDecodeError) as exc:
            raise CatalogueError(f"{file} is not YAML in UTF-8: {exc}") from exc
        validator = Draft202012Validator(
            {"$ref": f"{self._id}#/$defs/{kind}"}, registry=self._registry
        )
        if error := best_match(validator.iter_errors(content)):
            place = "/".join(map(str, error.absolute_path)) or "the whole file"
            raise CatalogueError(f"{file}, {place}: {error.message}")
        return dict(content)
