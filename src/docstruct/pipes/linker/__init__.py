"""Linker: each figure of a sentence gets its indicator, place and confidence."""
