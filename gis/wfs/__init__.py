"""WFS 2.0 for clients that know nothing newer: features read by KVP and XML, as GML and GeoJSON."""
