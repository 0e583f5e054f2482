-- Cadastral units known now by id, time and geometry, without the names of the units above.
CREATE VIEW served.admin_cadastral_unit_ground AS
SELECT r.code AS fid, r.valid, r.geom
FROM layers_cadastralunit r
WHERE upper_inf(r.recorded);
