-- Versions of parcels that are known no more, by what they are found by: the number, the place, the run that ended them.
-- What a rollback closed was never so, and is left out.
CREATE VIEW served.cadastre_parcel_ended AS
SELECT
  r.code,
  r.label,
  r.number,
  r.subdivision,
  r.series,
  r.cadastral_unit_code,
  r.source,
  run.id AS run,
  coalesce(run.data_date, upper(r.recorded))::date AS until,
  upper(r.recorded) AS ended_at,
  r.geom
FROM layers_parcel r
JOIN layers_importrun run ON run.id = r.closed_by_id
WHERE NOT upper_inf(r.recorded) AND run.rollback_of_id IS NULL;
