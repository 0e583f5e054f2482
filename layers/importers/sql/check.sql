-- The staged records of one layer that may not be published, with the reason for a clerk.
-- Of records with the same code the last one in the file counts.
CREATE TEMP TABLE bad ON COMMIT PRESERVE ROWS AS
SELECT s.ctid AS row_id, judged.reason
FROM {stage} s
LEFT JOIN (
  SELECT code, max(ctid) AS last FROM {stage} GROUP BY code HAVING count(*) > 1
) twins ON twins.code = s.code
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN s.code IS NULL THEN 'Záznam nemá kód.'
    WHEN s.ctid < twins.last THEN 'Kód je v souboru vícekrát; platí poslední záznam.'
    WHEN s.deleted THEN NULL
    WHEN {missing} THEN 'Chybí povinný údaj.'
    WHEN s.valid_to < s.valid_from THEN 'Platnost končí dříve, než začíná.'
    WHEN NOT ({country} ~ coalesce(s.outline, {country}))
      OR NOT ({country} ~ coalesce(s.generalized, {country}))
      OR NOT ({country} ~ coalesce(s.point, {country}))
      THEN 'Souřadnice leží mimo území České republiky.'
    WHEN ST_IsEmpty(s.outline) THEN 'Geometrie je prázdná.'
    WHEN NOT ST_IsValid(s.outline) THEN 'Neplatný obrys.'
    WHEN NOT ST_IsValid(s.generalized) THEN 'Neplatná generalizovaná hranice.'
  END AS reason
) judged
WHERE judged.reason IS NOT NULL;
