"""The reader of any table of features or attributes (SHP, GPKG, GeoJSON, CSV) by a mapping."""
