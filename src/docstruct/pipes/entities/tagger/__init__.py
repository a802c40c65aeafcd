"""The entity tagger: any model of HanLP behind one interface, our own by default."""

from docstruct.pipes.entities.tagger.adapter import Tagged, Tagger, load_tagger
from docstruct.pipes.entities.tagger.places import digest_model

__all__ = ["Tagged", "Tagger", "digest_model", "load_tagger"]
