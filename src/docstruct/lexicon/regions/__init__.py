"""Administrative divisions of China since 1980, with validity years, successors and short names."""

from docstruct.lexicon.regions.index import NATION, Region, RegionIndex, load_regions

__all__ = ["NATION", "Region", "RegionIndex", "load_regions"]
