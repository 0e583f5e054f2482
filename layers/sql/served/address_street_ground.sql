-- Streets known now by id, time and geometry, without the names of the units above.
CREATE VIEW served.address_street_ground AS
SELECT r.code AS fid, r.valid, r.geom
FROM layers_street r
WHERE upper_inf(r.recorded);
