"""Documents on paper: set by Typst in the fonts of the maps, as PDF/A-2a and PDF/UA-1."""
