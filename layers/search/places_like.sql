-- What has a name like the text: layer, code, municipality, likeness. Streets also by that of street and municipality.
(SELECT 'address_street', fid, municipality_code,
   CASE WHEN own < 0.2 THEN own ELSE greatest(own, placed) END::float8 AS score
 FROM (
   SELECT fid, label, municipality_name, municipality_code FROM served.address_street
   ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT %(near)s
 ) streets, LATERAL (
   SELECT similarity(dmvs_fold(label), dmvs_fold(%(text)s)) AS own,
     similarity(
       dmvs_fold(label || ' ' || coalesce(municipality_name, '')), dmvs_fold(%(text)s)) AS placed
 ) s
 ORDER BY score DESC, fid LIMIT 100)
UNION ALL
(SELECT 'admin_municipality_part', fid, municipality_code,
   similarity(dmvs_fold(label), dmvs_fold(%(text)s))
 FROM served.admin_municipality_part ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT 10)
UNION ALL
(SELECT 'admin_municipality', fid, fid, similarity(dmvs_fold(label), dmvs_fold(%(text)s))
 FROM served.admin_municipality ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT 5)
UNION ALL
(SELECT 'admin_cadastral_unit', fid, municipality_code,
   similarity(dmvs_fold(label), dmvs_fold(%(text)s))
 FROM served.admin_cadastral_unit ORDER BY dmvs_fold(label) <-> dmvs_fold(%(text)s) LIMIT 8);
