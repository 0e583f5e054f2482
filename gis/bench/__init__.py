"""Measures the product's figures, each beside a peer that does the same with the same data."""
