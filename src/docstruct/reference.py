"""Rows of the registries that every release carries; needs no model and no pipeline."""

from __future__ import annotations

from functools import cache

from docstruct.kb.rows import ReferenceTables
from docstruct.lexicon.indicators import load_indicators
from docstruct.lexicon.regions import load_regions
from docstruct.units import load_units


@cache
def reference_tables() -> ReferenceTables:
    """Rows of the tables of indicators, units and places, from the registries."""
    indicators = tuple(
        {
            "indicator_id": entry.id,
            "name": entry.name,
            "aliases": "|".join(entry.aliases),
            "dimension": entry.dimension,
            "kind": entry.kind,
            "definition": entry.definition,
            "headline": entry.headline,
        }
        for entry in load_indicators()
    )
    units = tuple(
        {
            "unit": u.code,
            "name": u.name,
            "dimension": u.dimension,
            "factor": float(u.factor),
            "std_unit": u.std_unit,
        }
        for u in load_units()
    )
    return ReferenceTables(indicators=indicators, units=units, regions=tuple(_list_regions()))


def _list_regions() -> list[dict[str, object]]:
    index = load_regions()
    rows: list[dict[str, object]] = []
    for adcode in sorted({region.adcode for region in index}):
        region = index.get(adcode)
        if region is None:
            continue
        around = {above.level: above.name for above in (*index.ancestors(adcode), region)}
        rows.append(
            {
                "ref_area": adcode,
                "name": region.name,
                "level": region.level,
                "parent_area": region.parent_adcode,
                "province": around.get("province"),
                "city": around.get("city"),
                "valid_from": region.valid_from,
                "valid_to": region.valid_to,
            }
        )
    return rows
