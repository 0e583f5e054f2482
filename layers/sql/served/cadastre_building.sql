-- Buildings known now; the label is the house number.
CREATE VIEW served.cadastre_building AS
SELECT
  r.code AS fid,
  r.code,
  CASE r.building_type WHEN 1 THEN 'č.p. ' WHEN 2 THEN 'č.ev. ' ELSE '' END
    || coalesce(nullif(array_to_string(r.house_numbers, ', '), ''), 'bez čísla') AS label,
  r.building_type,
  r.building_use,
  r.house_numbers,
  r.parcel_code,
  r.cadastre_id,
  r.cadastral_unit_code,
  r.title_deed,
  r.completed_on,
  r.structure_code,
  r.flats,
  r.floors,
  r.built_up_area_m2,
  r.floor_area_m2,
  r.volume_m3,
  r.sewer_code,
  r.gas_code,
  r.water_code,
  r.lift_code,
  r.heating_code,
  r.protections,
  r.municipality_part_code,
  municipality_part.name AS municipality_part_name,
  r.municipality_code,
  municipality.name AS municipality_name,
  lower(r.valid) AS valid_from,
  r.valid,
  r.source,
  r.geom_kind,
  r.point,
  r.geom
FROM layers_building r
LEFT JOIN layers_municipalitypart municipality_part ON municipality_part.code = r.municipality_part_code AND upper_inf(municipality_part.recorded)
LEFT JOIN layers_municipality municipality ON municipality.code = r.municipality_code AND upper_inf(municipality.recorded)
WHERE upper_inf(r.recorded);
