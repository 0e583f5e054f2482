-- Buildings known now by id, time and geometry: from which a page chooses without a look-up of names.
CREATE VIEW served.cadastre_building_ground AS
SELECT r.code AS fid, r.valid, r.geom
FROM layers_building r
WHERE upper_inf(r.recorded);
