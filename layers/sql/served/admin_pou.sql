-- Areas of POU known now, with the name of their ORP.
CREATE VIEW served.admin_pou AS
SELECT
  r.code AS fid,
  r.code,
  r.name AS label,
  r.seat_municipality_code,
  r.orp_code,
  orp.name AS orp_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.generalized,
  r.point,
  r.geom
FROM layers_pou r
LEFT JOIN layers_orp orp ON orp.code = r.orp_code AND upper_inf(orp.recorded)
WHERE upper_inf(r.recorded);
