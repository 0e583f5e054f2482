-- Units whose ÚKM the file brings: m² of the unit without a parcel, of parcels beyond its border,
-- of parcels over each other, and of parcels over those of the neighbours.
SELECT
  concat_ws(' ', u.code, u.name),
  ST_Area(ST_Difference(u.geom, own.geom)),
  ST_Area(ST_Difference(own.geom, u.geom)),
  own.total - ST_Area(own.geom),
  (
    SELECT coalesce(sum(ST_Area(ST_Intersection(cur.geom, own.geom))), 0)
    FROM {table} cur
    WHERE cur.geom && own.geom AND upper_inf(cur.recorded) AND cur.geom_kind = 'outline'
      AND cur.cadastral_unit_code <> u.code AND ST_Intersects(cur.geom, own.geom)
  )
FROM layers_cadastralunit u
CROSS JOIN LATERAL (
  SELECT ST_UnaryUnion(ST_Collect(cur.geom)) AS geom, sum(ST_Area(cur.geom)) AS total
  FROM {table} cur
  WHERE cur.cadastral_unit_code = u.code AND upper_inf(cur.recorded)
    AND cur.geom_kind = 'outline' AND cur.source_class = 'UKM'
) own
WHERE upper_inf(u.recorded) AND u.geom_kind = 'outline' AND own.geom IS NOT NULL
  AND u.code IN (SELECT s.cadastral_unit_code FROM {stage} s WHERE s.source_class = 'UKM')
ORDER BY u.code;
