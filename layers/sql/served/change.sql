-- When each version of each object was opened and closed, and where it lay: what changed since a
-- moment is asked of it, also what is gone.
CREATE VIEW served.change AS
SELECT layer, code::text AS fid, lower(recorded) AS opened_at, upper(recorded) AS closed_at, geom FROM layers_feature
UNION ALL SELECT 'admin_region', code::text, lower(recorded), upper(recorded), geom FROM layers_region
UNION ALL SELECT 'admin_district', code::text, lower(recorded), upper(recorded), geom FROM layers_district
UNION ALL SELECT 'admin_orp', code::text, lower(recorded), upper(recorded), geom FROM layers_orp
UNION ALL SELECT 'admin_pou', code::text, lower(recorded), upper(recorded), geom FROM layers_pou
UNION ALL SELECT 'admin_municipality', code::text, lower(recorded), upper(recorded), geom FROM layers_municipality
UNION ALL SELECT 'admin_municipality_part', code::text, lower(recorded), upper(recorded), geom FROM layers_municipalitypart
UNION ALL SELECT 'admin_cadastral_unit', code::text, lower(recorded), upper(recorded), geom FROM layers_cadastralunit
UNION ALL SELECT 'admin_settlement_unit', code::text, lower(recorded), upper(recorded), geom FROM layers_settlementunit
UNION ALL SELECT 'address_street', code::text, lower(recorded), upper(recorded), geom FROM layers_street
UNION ALL SELECT 'address_place', code::text, lower(recorded), upper(recorded), geom FROM layers_addressplace
UNION ALL SELECT 'cadastre_parcel', code::text, lower(recorded), upper(recorded), geom FROM layers_parcel
UNION ALL SELECT 'cadastre_building', code::text, lower(recorded), upper(recorded), geom FROM layers_building
UNION ALL SELECT 'stat_municipality', code::text, lower(recorded), upper(recorded), geom FROM layers_statistic;
