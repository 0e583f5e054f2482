-- Changes of what is not known, but with all that makes an object.
UPDATE {stage} s
SET attributes = jsonb_strip_nulls(s.attributes - 'partial')
WHERE s.attributes ? 'partial';
