"""Qualifiers: kind, basis, bound, status, period and commitment of each figure."""
