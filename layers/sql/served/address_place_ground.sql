-- Address places known now by id, time and geometry: from which a page chooses its rows.
CREATE VIEW served.address_place_ground AS
SELECT r.code AS fid, r.valid, r.geom
FROM layers_addressplace r
WHERE upper_inf(r.recorded);
