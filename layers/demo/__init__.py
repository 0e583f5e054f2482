"""The demo region: invented land over real ground, written as files of RÚIAN's exchange format."""

from layers.demo.change import generate_change
from layers.demo.region import generate, generate_one_file
from layers.demo.vfk import generate_vfk

__all__ = ["generate", "generate_change", "generate_one_file", "generate_vfk"]
