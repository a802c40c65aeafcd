"""Chinese and Arabic numerals to :class:`decimal.Decimal`. Pure: no other room is imported."""

from docstruct.numerals.arabic import fold_width, parse_arabic
from docstruct.numerals.chinese import parse_chinese
from docstruct.numerals.magnitude import MAGNITUDES, magnitude_factor

__all__ = ["MAGNITUDES", "fold_width", "magnitude_factor", "parse_arabic", "parse_chinese"]
