-- What the feature servers serve: the fields that our API publishes of a parcel, and its outline.
-- A typed column, since they learn the system of a geometry from it.
CREATE SCHEMA IF NOT EXISTS bench;
GRANT USAGE ON SCHEMA bench TO dmvs_reader;
DROP VIEW IF EXISTS bench.cadastre_parcel;
CREATE VIEW bench.cadastre_parcel AS
SELECT
  fid, label, code, cadastral_unit_code, cadastral_unit_name, municipality_code,
  municipality_name, number, subdivision, series, area_m2, land_kind, land_use, source_class,
  title_deed, area_method, accuracy_m, map_date,
  soil_units, protections, valid_from, geom
FROM served.cadastre_parcel;
GRANT SELECT ON bench.cadastre_parcel TO dmvs_reader;
