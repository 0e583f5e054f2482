-- Closes the parcels of ÚKM in units whose map is digital now.
WITH ended AS (
  UPDATE layers_parcel cur
  SET recorded = tstzrange(lower(cur.recorded), %(moment)s), closed_by_id = %(run)s
  FROM {table} u
  WHERE upper_inf(cur.recorded) AND cur.source_class = 'UKM'
    AND u.code = cur.cadastral_unit_code AND upper_inf(u.recorded)
    AND u.source_class IN ('DKM', 'KMD')
  RETURNING cur.cadastral_unit_code, u.name
)
SELECT concat_ws(' ', cadastral_unit_code, name), count(*) FROM ended GROUP BY 1 ORDER BY 1;
