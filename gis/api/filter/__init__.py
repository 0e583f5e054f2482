"""Filters of clients (CQL2 text, CQL2 JSON, FES): one tree of pygeofilter, one way into SQL."""
