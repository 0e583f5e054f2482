-- Records with the ID of an earlier one; only the last is taken.
SELECT s.code, s.place, s.attributes ->> 'object_type_name', 'ID se v souboru opakuje',
  count(*) OVER ()
FROM {stage} s
WHERE EXISTS (SELECT FROM {stage} other WHERE other.code = s.code AND other.ctid < s.ctid)
ORDER BY s.ctid
LIMIT %(limit)s
