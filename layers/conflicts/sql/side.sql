-- The objects of one side of a rule, in force today: sound, of the layer's own dimension, in pieces
-- of few points, so that large outlines are not compared whole with everything in their box.
CREATE TEMP TABLE {table} AS
SELECT side.fid, side.label, side.whole, piece.number, piece.geom
FROM (
  SELECT r.fid::text AS fid, {label} AS label, sound.geom,
    CASE {dimension} WHEN 2 THEN ST_Area(sound.geom) WHEN 1 THEN ST_Length(sound.geom) END AS whole
  FROM {source}
  CROSS JOIN LATERAL (
    SELECT CASE WHEN ST_IsValid(r.geom) THEN r.geom
      ELSE ST_CollectionExtract(ST_MakeValid(r.geom), {dimension} + 1) END AS geom
  ) sound
  WHERE {conditions} AND r.geom IS NOT NULL AND ST_Dimension(r.geom) = {dimension}
    AND r.valid @> current_date AND NOT ST_IsEmpty(sound.geom)
) side
CROSS JOIN LATERAL {pieces} WITH ORDINALITY AS piece (geom, number)
