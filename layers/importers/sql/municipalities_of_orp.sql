-- The municipalities of an ORP, named by its code or by its name.
SELECT m.code
FROM layers_municipality m
JOIN layers_orp o ON o.code = m.orp_code AND upper_inf(o.recorded)
WHERE upper_inf(m.recorded) AND (o.code::text = %(orp)s OR lower(o.name) = lower(%(orp)s))
ORDER BY m.code
