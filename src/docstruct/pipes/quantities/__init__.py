"""Quantities: numeral, magnitude and unit, with the bound words beside them."""
