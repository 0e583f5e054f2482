-- Parcels of ÚKM in units that have a map of the cadastre; they join the other bad records.
INSERT INTO bad
SELECT s.ctid, 'Katastrální území už má mapu katastru; účelová mapa (ÚKM) se v něm nepřijímá.'
FROM {stage} s
WHERE s.source_class = 'UKM' AND NOT s.deleted
  AND s.cadastral_unit_code IN (
    SELECT mapped.cadastral_unit_code
    FROM (SELECT DISTINCT cadastral_unit_code FROM {stage} WHERE source_class = 'UKM') mapped
    WHERE EXISTS (
      SELECT FROM layers_cadastralunit u
      WHERE u.code = mapped.cadastral_unit_code AND upper_inf(u.recorded)
        AND u.source_class IN ('DKM', 'KMD')
    ) OR EXISTS (
      SELECT FROM {table} cur
      WHERE cur.cadastral_unit_code = mapped.cadastral_unit_code AND upper_inf(cur.recorded)
        AND cur.geom_kind = 'outline' AND cur.source_class IS DISTINCT FROM 'UKM'
    )
  )
  AND NOT EXISTS (SELECT FROM bad WHERE bad.row_id = s.ctid);
