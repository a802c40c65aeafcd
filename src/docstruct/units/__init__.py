"""The unit registry: names as written, dimension, canonical code and metric conversion."""

from docstruct.units.registry import Unit, UnitRegistry, load_units

__all__ = ["Unit", "UnitRegistry", "load_units"]
