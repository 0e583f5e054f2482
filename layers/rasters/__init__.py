"""Rasters: sheets of orthophotos, terrain and scanned maps, from strangers' files to the map."""
