"""The data of the map: registers, thematic features, catalogue, imports, access."""
