-- Since when the system knows anything: what was before can only be told of what lasted till then.
CREATE VIEW served.known_from AS
SELECT min(published_at) AS known_from FROM layers_importrun WHERE state = 'published';
