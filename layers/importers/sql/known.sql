-- How many staged records are known already, and how many of them a better source holds.
SELECT count(*), count(*) FILTER (WHERE cur.source = ANY(%(yields_to)s))
FROM {stage} s
JOIN {table} cur ON cur.code = s.code AND upper_inf(cur.recorded) {of_layer}
WHERE NOT s.deleted;
