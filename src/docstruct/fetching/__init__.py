"""Reports from the addresses where they are published: asked for politely, kept as they came."""

from docstruct.fetching.catalogue import Source, load_catalogue
from docstruct.fetching.collecting import Collected, collect

__all__ = ["Collected", "Source", "collect", "load_catalogue"]
