"""The extract: for a piece of land, each theme of the catalogue in one of four states."""
