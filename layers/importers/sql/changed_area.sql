-- Where the map changed: a box for each object, or for all in one cell when they are many.
INSERT INTO layers_changedarea (run_id, layer, box)
SELECT %(run)s, %(layer)s, ST_SetSRID(ST_Envelope(ST_Buffer(ST_Extent(geom)::geometry, 0.01)), 5514)
FROM (
  SELECT geom FROM {table} cur WHERE opened_by_id = %(run)s AND geom IS NOT NULL {of_layer}
  UNION ALL
  SELECT geom FROM {table} cur WHERE closed_by_id = %(run)s AND geom IS NOT NULL {of_layer}
) touched
GROUP BY floor(ST_XMin(geom) / %(cell_m)s), floor(ST_YMin(geom) / %(cell_m)s);
