-- What has exactly one of the names: layer, code, municipality, and a likeness below the name itself.
(SELECT 'address_street', fid, municipality_code, 0.8::float8
 FROM served.address_street
 WHERE dmvs_fold(label) = ANY(%(swapped)s::text[]) LIMIT %(near)s)
UNION ALL
(SELECT 'admin_municipality_part', fid, municipality_code, 0.8::float8
 FROM served.admin_municipality_part
 WHERE dmvs_fold(label) = ANY(%(swapped)s::text[]) LIMIT %(near)s)
UNION ALL
(SELECT 'admin_municipality', fid, fid, 0.8::float8
 FROM served.admin_municipality
 WHERE dmvs_fold(label) = ANY(%(swapped)s::text[]) LIMIT %(near)s)
UNION ALL
(SELECT 'admin_cadastral_unit', fid, municipality_code, 0.8::float8
 FROM served.admin_cadastral_unit
 WHERE dmvs_fold(label) = ANY(%(swapped)s::text[]) LIMIT %(near)s);
