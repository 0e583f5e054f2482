"""One side of a rule as a temporary table: the objects of a layer that its condition picks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers import rows
from layers.catalogue import LayerDef, catalogue
from layers.conflicts.dimension import dimension_of
from layers.models import ConflictRule

_SIDE = SQL((Path(__file__).parent / "sql" / "side.sql").read_text(encoding="utf-8"))
_PIECE_POINTS = 128
_PIECES = SQL("ST_Subdivide(side.geom, {})").format(Literal(_PIECE_POINTS))
_WHOLE = SQL("unnest(ARRAY[side.geom])")
_BY_PIECES = {ConflictRule.Relation.INTERSECTS, ConflictRule.Relation.NEAR}
_VALUE = "(to_jsonb({}) #>> '{{}}')"


@dataclass(frozen=True, slots=True)
class Side:
    """The layer, and which of its objects; whole where the relation is one of whole objects."""

    layer_id: str
    field: str
    values: tuple[str, ...]
    starts: bool
    whole: bool

    @classmethod
    def of(cls, rule: ConflictRule, name: str) -> "Side":
        return cls(
            layer_id=getattr(rule, f"layer_{name}"),
            field=getattr(rule, f"field_{name}"),
            values=tuple(getattr(rule, f"values_{name}")),
            starts=getattr(rule, f"starts_{name}"),
            whole=rule.relation not in _BY_PIECES,
        )

    @property
    def layer(self) -> LayerDef:
        return catalogue().layers[self.layer_id]

    @property
    def condition(self) -> Composable:
        """Whether a row belongs to it; a field that has a level of its own picks nothing."""
        if not self.field:
            return SQL("TRUE")
        found = self.layer.field(self.field)
        if found is None or found.access is not None:
            return SQL("FALSE")
        value = SQL(_VALUE).format(rows.column(self.layer, self.field))
        if self.starts:
            return SQL("EXISTS (SELECT FROM unnest({}::text[]) v WHERE starts_with({}, v))").format(
                Literal(list(self.values)), value
            )
        return SQL("{} = ANY({}::text[])").format(value, Literal(list(self.values)))

    @property
    def label(self) -> Composable:
        """The name, where all may know it who may ask about the layer."""
        found = self.layer.field("label")
        if found is None or found.access is not None:
            return SQL("NULL::text")
        return SQL(_VALUE).format(rows.column(self.layer, "label"))


class Tables:
    """The temporary tables of one computation; a whole side serves all rules that share it."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._whole: dict[Side, Identifier] = {}
        self._names: list[Identifier] = []

    def whole(self, side: Side) -> Identifier:
        """All objects of the side."""
        if side not in self._whole:
            self._whole[side] = self._make(side, SQL("TRUE"))
        return self._whole[side]

    def only(self, side: Side, fids: list[str]) -> Identifier:
        """The objects of these ids alone."""
        return self._make(side, SQL("r.fid::text = ANY({}::text[])").format(Literal(fids)))

    def near(self, side: Side, other: Identifier, distance_m: float) -> Identifier:
        """The objects in whose box, and so far around it, any of the other table lies."""
        return self._make(
            side,
            SQL("EXISTS (SELECT FROM {} o WHERE o.geom && ST_Expand(r.geom, {}))").format(
                other, Literal(distance_m)
            ),
        )

    def drop(self) -> None:
        for name in self._names:
            self._cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(name))
        self._names, self._whole = [], {}

    def _make(self, side: Side, condition: Composable) -> Identifier:
        name = Identifier(f"conflict_side_{len(self._names)}")
        self._names.append(name)
        self._cursor.execute(SQL("DROP TABLE IF EXISTS {}").format(name))
        statement = _SIDE.format(
            table=name,
            label=side.label,
            dimension=Literal(dimension_of(side.layer)),
            source=rows.source(side.layer),
            conditions=SQL(" AND ").join([*rows.of_layer(side.layer), side.condition, condition]),
            pieces=_WHOLE if side.whole else _PIECES,
        )
        self._cursor.execute(statement)
        self._cursor.execute(SQL("CREATE INDEX ON {} USING gist (geom)").format(name))
        self._cursor.execute(SQL("ANALYZE {}").format(name))
        return name
