"""Loading and looking up units. The data stand in ``registry.toml`` and ``counters.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files

from docstruct.errors import LexiconError
from docstruct.numerals import fold_width
from docstruct.records import Record


class Unit(Record):
    """A canonical unit.

    ``value * factor`` is the value in ``std_unit``; a unit that is its own standard has factor 1.
    """

    code: str
    name: str
    names: tuple[str, ...]
    dimension: str
    std_unit: str
    factor: Fraction


class UnitRegistry:
    """All units, by code and by name as written.

    Parameters
    ----------
    units : tuple of Unit
        Codes and names must be unique.

    Raises
    ------
    LexiconError
        A code or a name stands twice, or a standard unit is unknown.
    """

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._by_code: dict[str, Unit] = {}
        self._by_name: dict[str, Unit] = {}
        for unit in units:
            if unit.code in self._by_code:
                raise LexiconError(f"units: the code {unit.code!r} stands twice")
            self._by_code[unit.code] = unit
            for name in unit.names:
                if name in self._by_name:
                    raise LexiconError(
                        f"units: {name!r} names {self._by_name[name].code!r} and {unit.code!r}"
                    )
                self._by_name[name] = unit
        for unit in units:
            if unit.std_unit not in self._by_code:
                raise LexiconError(f"units: {unit.code!r} converts to the unknown unit {unit.std_unit!r}")

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Unit | None:
        """Return the unit of a canonical code, or None."""
        return self._by_code.get(code)

    def find(self, name: str) -> Unit | None:
        """Return the unit of a spelling, or compose a rate such as 微克/立方米.

        A composed unit has the code ``a/b`` of its parts and is its own standard unless a part converts.

        Examples
        --------
        >>> load_units().find("亩").std_unit
        'ha'
        >>> load_units().find("微克/立方米").code
        'ug/m3'
        """
        folded = fold_width(name)
        if folded in self._by_name:
            return self._by_name[folded]
        if name in self._by_name:
            return self._by_name[name]
        above, slash, below = folded.partition("/")
        if not slash:
            return None
        numerator, denominator = self.find(above), self.find(below)
        if numerator is None:
            return None
        code = f"{numerator.code}/{denominator.code if denominator else below}"
        return Unit(
            code=code,
            name=folded,
            names=(folded,),
            dimension=f"{numerator.dimension}_per_{denominator.dimension if denominator else below}",
            std_unit=code,
            factor=Fraction(1),
        )

    def names(self) -> tuple[str, ...]:
        """Every spelling, longest first: the order an alternation must try them in."""
        return tuple(sorted(self._by_name, key=lambda n: (-len(n), n)))


@cache
def load_units() -> UnitRegistry:
    """Read the registry that ships with docstruct.

    Raises
    ------
    LexiconError
        The data files contradict themselves.
    """
    folder = files("docstruct.units")
    with (folder / "registry.toml").open("rb") as handle:
        entries = tomllib.load(handle)["unit"]
    with (folder / "counters.toml").open("rb") as handle:
        counters = tomllib.load(handle)["counters"]
    units = [
        Unit(
            code=entry["code"],
            name=entry["names"][0],
            names=tuple(entry["names"]),
            dimension=entry["dimension"],
            std_unit=entry.get("std", entry["code"]),
            factor=Fraction(entry.get("factor", "1")),
        )
        for entry in entries
    ]
    taken = {name for unit in units for name in unit.names}
    variants: dict[str, list[str]] = {}
    for counter in counters:
        if counter not in taken:
            code = fold_width(counter).replace("個", "个")
            variants.setdefault(code, []).append(counter)
    units += [
        Unit(
            code=code,
            name=code,
            names=tuple(dict.fromkeys(names)),
            dimension="count",
            std_unit=code,
            factor=Fraction(1),
        )
        for code, names in variants.items()
    ]
    return UnitRegistry(tuple(units))
