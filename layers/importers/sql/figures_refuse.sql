-- Figures that cannot be true; they join the other bad records. Without a register of
-- municipalities there is nothing to compare their codes with.
INSERT INTO bad
SELECT judged.row_id, judged.reason
FROM (
  SELECT
    s.ctid AS row_id,
    CASE
      WHEN s.value < 0 AND s.indicator <> ALL(%(balances)s)
        THEN 'Hodnota ukazatele je záporná.'
      WHEN s.value IN ('NaN', 'Infinity', '-Infinity') THEN 'Hodnota ukazatele není číslo.'
      WHEN s.year NOT BETWEEN 1850 AND 2100 THEN 'Rok ukazatele není možný.'
      WHEN known.any_at_all AND NOT EXISTS (
        SELECT FROM layers_municipality m
        WHERE m.code = s.municipality_code AND upper_inf(m.recorded)
      ) THEN 'Obec není v registru.'
    END AS reason
  FROM {stage} s
  CROSS JOIN (
    SELECT EXISTS (SELECT FROM layers_municipality WHERE upper_inf(recorded)) AS any_at_all
  ) known
  WHERE NOT s.deleted
) judged
WHERE judged.reason IS NOT NULL AND NOT EXISTS (SELECT FROM bad WHERE bad.row_id = judged.row_id);
