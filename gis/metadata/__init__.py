"""Metadata of layers and services: ISO 19139 records, the catalogue service, download feeds."""
