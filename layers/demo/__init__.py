"""The demo region: invented land over real ground, written as files of RÚIAN's exchange format."""

from layers.demo.change import generate_change
from layers.demo.region import generate

__all__ = ["generate", "generate_change"]
