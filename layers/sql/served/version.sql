-- When the data last changed, by a publish or by a rollback.
CREATE VIEW served.version AS
SELECT max(published_at) AS published_at FROM layers_importrun;
