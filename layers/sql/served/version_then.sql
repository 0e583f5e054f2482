-- When the data changed, by each publish and by each rollback.
CREATE VIEW served.version_then AS
SELECT published_at FROM layers_importrun WHERE published_at IS NOT NULL;
