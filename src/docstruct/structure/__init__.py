"""Raw text to a :class:`~docstruct.records.Report`: canonical text, identity, sections with roles, sentences."""

from docstruct.structure.parsing import parse

__all__ = ["parse"]
