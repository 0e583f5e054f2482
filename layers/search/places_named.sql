-- What has exactly this name (score 1), or a name that begins with the whole text (score 0).
(SELECT 'address_street', fid, municipality_code,
   (dmvs_fold(label) = dmvs_fold(%(text)s))::int::float8
 FROM served.address_street
 WHERE dmvs_fold(label) = dmvs_fold(%(text)s) OR dmvs_fold(label) LIKE dmvs_fold(%(prefix)s)
 LIMIT %(near)s)
UNION ALL
(SELECT 'admin_municipality_part', fid, municipality_code,
   (dmvs_fold(label) = dmvs_fold(%(text)s))::int::float8
 FROM served.admin_municipality_part
 WHERE dmvs_fold(label) = dmvs_fold(%(text)s) OR dmvs_fold(label) LIKE dmvs_fold(%(prefix)s)
 LIMIT %(near)s)
UNION ALL
(SELECT 'admin_municipality', fid, fid,
   (dmvs_fold(label) = dmvs_fold(%(text)s))::int::float8
 FROM served.admin_municipality
 WHERE dmvs_fold(label) = dmvs_fold(%(text)s) OR dmvs_fold(label) LIKE dmvs_fold(%(prefix)s)
 LIMIT %(near)s)
UNION ALL
(SELECT 'admin_cadastral_unit', fid, municipality_code,
   (dmvs_fold(label) = dmvs_fold(%(text)s))::int::float8
 FROM served.admin_cadastral_unit
 WHERE dmvs_fold(label) = dmvs_fold(%(text)s) OR dmvs_fold(label) LIKE dmvs_fold(%(prefix)s)
 LIMIT %(near)s);
