-- Closes the parcels of ÚKM in units of which the file brings outlines from the cadastre.
WITH ended AS (
  UPDATE {table} cur
  SET recorded = tstzrange(lower(cur.recorded), %(moment)s), closed_by_id = %(run)s
  WHERE upper_inf(cur.recorded) AND cur.source_class = 'UKM'
    AND cur.cadastral_unit_code IN (
      SELECT s.cadastral_unit_code FROM {stage} s
      WHERE s.outline IS NOT NULL AND s.source_class IS DISTINCT FROM 'UKM' AND NOT s.deleted
    )
  RETURNING cur.cadastral_unit_code
)
SELECT concat_ws(' ', ended.cadastral_unit_code, u.name), count(*)
FROM ended
LEFT JOIN layers_cadastralunit u ON u.code = ended.cadastral_unit_code AND upper_inf(u.recorded)
GROUP BY 1 ORDER BY 1;
