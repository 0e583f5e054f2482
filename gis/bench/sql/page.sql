-- A page of parcels as GeoJSON texts: the bare work of the database behind `/items`.
SELECT concat(
  '{"type":"Feature","id":', to_json(r.fid),
  ',"geometry":', ST_AsGeoJSON(ST_Transform(r.geom, 4326), 7),
  ',"properties":', row_to_json(p), '}'
)
FROM (
  SELECT * FROM bench.cadastre_parcel
  WHERE ST_Intersects(geom, ST_Transform(ST_MakeEnvelope(%s, %s, %s, %s, 4326), 5514))
  ORDER BY fid LIMIT 1001
) r
CROSS JOIN LATERAL (
  SELECT
    r.label, r.code, r.cadastral_unit_code, r.cadastral_unit_name, r.municipality_code,
    r.municipality_name, r.number, r.subdivision, r.series, r.area_m2, r.land_kind, r.land_use,
    r.source_class, r.title_deed, r.area_method, r.accuracy_m, r.map_date,
    r.soil_units, r.protections, r.valid_from
) p
ORDER BY r.fid
