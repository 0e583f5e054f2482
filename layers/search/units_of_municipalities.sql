-- The cadastral units of municipalities, in the order in which these stand.
SELECT fid, municipality_code FROM served.admin_cadastral_unit
WHERE municipality_code = ANY(%(municipalities)s::bigint[])
ORDER BY array_position(%(municipalities)s::bigint[], municipality_code), fid
LIMIT %(near)s;
