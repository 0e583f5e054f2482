"""Batches: extracts of up to five hundred parcels as one job and one file."""
