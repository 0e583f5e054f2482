"""The map on paper: sheets at a true scale, one or a series, set as PDF by Typst."""
