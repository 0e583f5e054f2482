-- So many objects of each thematic layer over the land of the parcels, the same in every run:
-- areas from 10 m to 2 km across, lines of up to 4 km, points.
INSERT INTO layers_feature (
  layer, code, attributes, valid, recorded, source, opened_by_id, content_hash, geom, geom_kind
)
SELECT
  l.id, 'bench-' || n, jsonb_build_object('label', 'Jev ' || n), '[2020-01-01,)',
  tstzrange(now(), NULL), 'bench', land.run, md5(l.id || n)::uuid,
  CASE l.kind
    WHEN 'point' THEN place.geom
    WHEN 'line' THEN ST_MakeLine(place.geom, ST_Translate(place.geom, size_m, size_m * lot.turn))
    ELSE ST_Buffer(place.geom, size_m / 2)
  END,
  'outline'
FROM (
  SELECT ST_Extent(geom) AS box, min(opened_by_id) AS run
  FROM layers_parcel
  WHERE upper_inf(recorded)
) land
CROSS JOIN unnest(%(layers)s::text[], %(kinds)s::text[]) l(id, kind)
CROSS JOIN generate_series(1, %(each)s) n
CROSS JOIN LATERAL (
  SELECT
    (hashtextextended(l.id, 4 * n) & 65535) / 65536.0 AS across,
    (hashtextextended(l.id, 4 * n + 1) & 65535) / 65536.0 AS up,
    (hashtextextended(l.id, 4 * n + 2) & 65535) / 65536.0 AS size,
    (hashtextextended(l.id, 4 * n + 3) & 65535) / 65536.0 AS turn
) lot
CROSS JOIN LATERAL (
  SELECT
    10 * 200 ^ lot.size AS size_m,
    ST_SetSRID(ST_MakePoint(
      ST_XMin(land.box) + lot.across * (ST_XMax(land.box) - ST_XMin(land.box)),
      ST_YMin(land.box) + lot.up * (ST_YMax(land.box) - ST_YMin(land.box))
    ), 5514) AS geom
) place
ON CONFLICT DO NOTHING
