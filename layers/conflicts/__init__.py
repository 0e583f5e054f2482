"""Conflicts: pairs of objects that rules find over the layers, kept by id, with their states."""
