"""The WFS."""
