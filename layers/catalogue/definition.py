"""What the catalogue consists of: themes, layers, fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from layers.catalogue.style import Style
from layers.territory import Territory

if TYPE_CHECKING:
    from layers.catalogue.codebook import Codebook, Known, Phenomenon

Geometry = Literal["point", "line", "polygon", "raster", "none"]
RasterKind = Literal["ortho", "terrain", "scan"]
FieldType = Literal["string", "integer", "number", "boolean", "date", "json"]
Level = Literal["public", "registered", "staff", "closed"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people, Czech and English."""

    cs: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.cs


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute that users see; `codes` maps stored codes to words.

    `refers` is the layer whose feature the value names.
    `access` is who may know it, where that is not the layer's. `within` is where the asker may
    know it: `layers.access` sets it.
    `provisional` is the title of negative values: codes of our own where the register has none.
    """

    name: str
    type: FieldType
    title: Text
    unit: str = ""
    codes: Mapping[str, Text] | None = None
    queryable: bool = True
    access: Level | None = None
    within: Territory | None = None
    provisional: Text | None = None
    refers: str = ""

    def title_of(self, value: object) -> Text:
        """What the value is called: a negative code may be no more than provisional."""
        below_zero = isinstance(value, int | float) and value < 0
        return self.provisional if self.provisional and below_zero else self.title

    def words(self, value: object, language: str = "cs") -> str | None:
        """The words of a code, or of each `code` in a list; None where there are no words for it.

        A code of a list that has no words stays among the others as it is.
        """
        codes = self.codes or {}
        if not isinstance(value, list):
            word = codes.get(str(value))
            return word.in_language(language) if word else None
        told = [str(part.get("code", "")) for part in value if isinstance(part, Mapping)]
        if not any(code in codes for code in told):
            return None
        named = (codes[one].in_language(language) if one in codes else one for one in told)
        return "; ".join(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Member:
    """One pass of a composed layer: a layer drawn in a style, in the order of the list."""

    layer: str
    style: Style


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """Another look of a layer, chosen by its id; the layer's own is called `default`."""

    id: str
    title: Text
    style: Style


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see the layer on the map, ask about its features, take them away."""

    see: Level
    query: Level
    download: Level


@dataclass(frozen=True, slots=True)
class Cascade:
    """A layer whose pictures come from a service of others and are kept for so many minutes.

    `technical` is what requests are made of (`layers/remote/ask.py`), `login` what
    `layers/remote/login.py` opens.
    """

    kind: Literal["wms", "wmts"]
    technical: Mapping[str, Any]
    keep_minutes: int
    login: str = ""

    @property
    def place(self) -> str:
        """What is asked; requests to one place wait for each other."""
        return str(self.technical["url"] or self.technical["template"])

    @property
    def answers(self) -> bool:
        """Whether it can be asked what lies at a place."""
        return bool(self.technical["info_format"])


@dataclass(frozen=True, slots=True)
class LayerDef:
    """One layer. Scales are denominators: it is drawn where min_scale ≤ 1 : n ≤ max_scale.

    `law` is the legal basis of what it shows, where there is one. `topic` is its topic category by
    ISO 19115, `inspire` the code of its INSPIRE theme; `contact` is the provider's e-mail address,
    `source_scale` the denominator of the maps that it was surveyed or drawn for. `styles` are looks
    beside its own; `harmonised` is the name that INSPIRE has for such a layer.

    `register` names the table of a typed register; without it the layer's rows are thematic
    features. A composed layer has `members` and no rows of its own. Rows of a `raster` layer are
    its sheets: the outline is where a sheet lies, the picture a file beside the database. What a
    `cascade` layer shows is asked from a service of others. A layer computed from others names its
    `sources`: who may not ask about all of them does not see it.

    As `layers.access` hands it out, `fields` are those that the asker may know, and `within` is
    where: rows beyond it are not his, and those over its border are cut. `view` tells two such
    views of a layer apart.
    """

    id: str
    theme: str
    title: Text
    abstract: Text
    geometry: Geometry
    register: str | None
    members: tuple[Member, ...]
    min_scale: float | None
    max_scale: float | None
    generalized_from: float | None
    provider: str
    attribution: str
    licence: str
    access: Access
    visible: bool
    opacity: float
    mapped: bool
    fields: tuple[Field, ...]
    style: Style
    raster: RasterKind | None = None
    law: str = ""
    topic: str = "planningCadastre"
    inspire: str = ""
    contact: str = ""
    source_scale: int | None = None
    cascade: Cascade | None = None
    styles: tuple[NamedStyle, ...] = ()
    harmonised: str = ""
    sources: tuple[str, ...] = ()
    within: Territory | None = None
    view: str = ""

    @property
    def composed(self) -> bool:
        return bool(self.members)

    @property
    def has_rows(self) -> bool:
        """Whether its objects are here: those of composed and cascaded layers are elsewhere."""
        return not self.members and self.cascade is None

    @property
    def answers(self) -> bool:
        """Whether the map services can be asked what of it lies at a place."""
        return self.has_rows or (self.cascade is not None and self.cascade.answers)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def pictures(self) -> "dict[str, LayerDef]":
        """The layer by what maps are drawn and kept under: its id, and `id.style` for each style.

        Each is the layer with that look as its own.
        """
        own = {self.id: self}
        return own | {
            f"{self.id}.{each.id}": replace(self, style=replace(each.style, id=self.id))
            for each in self.styles
        }


@dataclass(frozen=True, slots=True)
class Theme:
    """A branch of the layer tree."""

    id: str
    title: Text
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All themes and layers in the order of the tree; `version` changes with any of the files.

    `pictures` are the layers in each of their looks, `harmonised` the ids by INSPIRE's names,
    `allowed` what `layers.access` has found of it so far.
    """

    version: str
    themes: tuple[Theme, ...]
    layers: Mapping[str, LayerDef]
    codebooks: "Mapping[str, Codebook]" = field(default_factory=dict)
    pictures: dict[str, LayerDef] = field(default_factory=dict, repr=False)
    harmonised: dict[str, str] = field(default_factory=dict, repr=False)
    allowed: "dict[object, tuple[LayerDef, ...]]" = field(
        default_factory=dict, repr=False, compare=False
    )
    _phenomena: "dict[str, tuple[Codebook, Phenomenon]]" = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for layer in self.layers.values():
            self.pictures.update(layer.pictures)
            if layer.harmonised:
                self.harmonised[layer.harmonised] = layer.id
        for book in self.codebooks.values():
            for each in book.phenomena:
                self._phenomena.update((layer, (book, each)) for layer in each.layers)

    def known_by(self, layer: str, day: date) -> "Known | None":
        """What the decree in force on the day calls a layer's phenomenon; None if it is none."""
        found = self._phenomena.get(layer)
        return found[0].known_by(found[1], day) if found else None
