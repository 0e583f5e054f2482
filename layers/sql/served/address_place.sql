-- Address places known now; the label is street and numbers.
CREATE VIEW served.address_place AS
SELECT
  r.code AS fid,
  r.code,
  coalesce(street.name || ' ', 'č.p. ') || coalesce(r.house_number::text, '')
    || coalesce('/' || r.orientation_number || coalesce(r.orientation_letter, ''), '') AS label,
  r.house_number,
  r.orientation_number,
  r.orientation_letter,
  r.postcode,
  r.building_code,
  r.polling_district_code,
  r.street_code,
  street.name AS street_name,
  r.municipality_part_code,
  municipality_part.name AS municipality_part_name,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.geom
FROM layers_addressplace r
LEFT JOIN layers_street street ON street.code = r.street_code AND upper_inf(street.recorded)
LEFT JOIN layers_municipalitypart municipality_part ON municipality_part.code = r.municipality_part_code AND upper_inf(municipality_part.recorded)
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
