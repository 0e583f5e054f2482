"""How good the data are, a layer and source at a time."""
