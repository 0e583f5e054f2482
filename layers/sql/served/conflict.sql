-- Conflicts as they are now or were last, each once: since when it is known, until when it was
-- there (NULL: it is), and what was decided of it.
CREATE VIEW served.conflict AS
SELECT
  r.layer,
  r.fid,
  r.attributes,
  r.municipality_code,
  r.geom,
  r.geom_kind,
  r.gone_at,
  r.first_seen,
  coalesce(decided.state, 'open') AS state,
  decided.decided_at
FROM (
  SELECT DISTINCT ON (f.layer, f.code)
    f.layer, f.code AS fid, f.attributes, (f.attributes ->> 'municipality')::bigint AS municipality_code,
    f.geom, f.geom_kind,
    upper(f.recorded) AS gone_at,
    min(lower(f.recorded)) OVER (PARTITION BY f.layer, f.code) AS first_seen
  FROM layers_feature f
  WHERE f.layer LIKE 'conflict\_%'
  ORDER BY f.layer, f.code, lower(f.recorded) DESC
) r
LEFT JOIN LATERAL (
  SELECT d.state, d.decided_at FROM layers_conflictdecision d
  WHERE d.conflict = r.fid ORDER BY d.id DESC LIMIT 1
) decided ON true;
