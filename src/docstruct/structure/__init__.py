"""Raw text to a :class:`~docstruct.records.Report`: canonical text, identity, sections with roles, sentences."""

from docstruct.structure.identifiers import Anchors
from docstruct.structure.lookup import SectionMap
from docstruct.structure.parsing import parse
from docstruct.structure.terms import section_periods
from docstruct.structure.twins import is_same_report

__all__ = ["Anchors", "SectionMap", "is_same_report", "parse", "section_periods"]
