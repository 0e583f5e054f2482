"""The demo region: invented land over real ground, written as files of RÚIAN's exchange format."""

from layers.demo.region import generate

__all__ = ["generate"]
