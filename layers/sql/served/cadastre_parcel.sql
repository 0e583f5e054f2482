-- Parcels known now; the kind of map is that of the unit where the parcel has none.
-- outline_crs84 is the geometry as GeoJSON in degrees, where it is written already.
CREATE VIEW served.cadastre_parcel AS
SELECT
  r.code AS fid,
  r.code,
  r.label AS label,
  r.number,
  r.subdivision,
  r.series,
  r.area_m2,
  r.land_kind,
  r.land_use,
  coalesce(r.source_class, cadastral_unit.source_class) AS source_class,
  r.soil_units,
  r.protections,
  r.title_deed,
  r.area_method,
  r.accuracy_m,
  r.map_date,
  r.cadastral_unit_code,
  cadastral_unit.name AS cadastral_unit_name,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.point,
  outline.geojson AS outline_crs84,
  r.geom
FROM layers_parcel r
LEFT JOIN layers_cadastralunit cadastral_unit ON cadastral_unit.code = r.cadastral_unit_code AND upper_inf(cadastral_unit.recorded)
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
LEFT JOIN layers_parceloutline outline ON outline.parcel_id = r.id
WHERE upper_inf(r.recorded);
