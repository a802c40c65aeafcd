"""Administrative divisions of China since 1980, with validity years, successors and short names."""

from docstruct.lexicon.regions.index import NATION, Region, RegionIndex, load_regions
from docstruct.lexicon.regions.namesakes import PlaceName, Resolver

__all__ = ["NATION", "PlaceName", "Region", "RegionIndex", "Resolver", "load_regions"]
