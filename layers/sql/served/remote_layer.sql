-- How the services behind remote layers answer: for the catalogue that clients read.
CREATE VIEW served.remote_layer AS
SELECT l.layer_id AS layer, s.title AS service, s.state, s.checked_at, s.last_ok_at, s.failing_since
FROM layers_remotelayer l
JOIN layers_remoteservice s ON s.id = l.service_id;
