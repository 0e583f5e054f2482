-- What of each theme lies on a parcel and how much of it: the bare work of the database behind
-- an extract.
SELECT
  f.layer, f.fid, f.label, f.attributes, f.source,
  CASE ST_Dimension(f.geom)
    WHEN 2 THEN ST_Area(ST_Intersection(f.geom, p.geom))
    WHEN 1 THEN ST_Length(ST_Intersection(f.geom, p.geom))
    ELSE 1
  END
FROM served.cadastre_parcel p
CROSS JOIN unnest(%(layers)s::text[]) l(id)
JOIN served.feature f ON f.layer = l.id AND ST_Intersects(f.geom, p.geom)
WHERE p.fid = %(code)s
