"""The extract as PDF: maps at a true scale, a legend of just what occurs, set by Typst."""
