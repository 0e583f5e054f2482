"""Maps and tiles: Mapnik draws what the catalogue says, MapProxy serves it."""
