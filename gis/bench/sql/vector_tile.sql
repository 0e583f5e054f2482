-- One vector tile of parcels: the bare work of the database behind `/tiles`.
SELECT ST_AsMVT(t, 'cadastre_parcel', 4096, 'geom')
FROM (
  SELECT
    ST_AsMVTGeom(ST_Transform(r.geom, 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64) AS geom,
    r.label, r.code, r.cadastral_unit_code, r.cadastral_unit_name, r.municipality_code,
    r.municipality_name, r.number, r.subdivision, r.series, r.area_m2, r.land_kind, r.land_use,
    r.source_class, r.title_deed, r.area_method, r.accuracy_m, r.map_date,
    r.valid_from
  FROM bench.cadastre_parcel r
  WHERE r.geom && ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 64.0 / 4096), 5514)
) t
WHERE t.geom IS NOT NULL
