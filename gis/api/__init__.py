"""The HTTP API: OGC API Features, vector tiles, catalogue, identify, search."""
