"""Registries completed by what reports bring: units, series outside the registry, entities.

All are functions of the rows of a release. Where little changed they are worked out from the former registry, and all
rows are read only where something may have been used for the last time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.entities import agrees, merge_forms
from docstruct.kb.rows import Row, to_table
from docstruct.kb.tables import TABLES
from docstruct.lexicon.indicators import DERIVED_PREFIX
from docstruct.normalise.indicators import normalise_key

_COMPOSED = "composed"


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows that come and rows that go, by table; ``scan`` reads columns of a table over the whole next release."""

    new: Mapping[str, pa.Table]
    gone: Mapping[str, pa.Table]
    scan: Callable[[str, list[str]], Iterator[pa.Table]]


def complete_units(units: pa.Table, former: pa.Table, changes: Changes) -> pa.Table:
    """Add the composed units (``ug/m3``) that observations use to the registry."""
    known = set(units.column("unit").to_pylist())
    is_composed = pc.equal(former.column("dimension"), _COMPOSED)
    composed = set(former.filter(is_composed).column("unit").to_pylist())
    registered = set(former.column("unit").to_pylist()) - composed
    columns = ["unit", "std_unit"]
    used = _collect(changes.new["observations"].select(columns))
    lost = _collect(changes.gone["observations"].select(columns)) - used
    if registered - known or composed & lost:
        # a code may have lost its entry in the registry, or its last use
        for rows in changes.scan("observations", columns):
            used |= _collect(rows)
    else:
        used |= composed
    return pa.concat_tables([units, to_table(_compose_units(used - known), TABLES["units"])])


def complete_indicators(indicators: pa.Table, former: pa.Table, changes: Changes) -> pa.Table:
    """Add the series outside the registry that observations name, each under its derived id."""
    derived = pc.starts_with(former.column("indicator_id"), DERIVED_PREFIX)
    columns = ["indicator_id", "indicator_text"]
    used = _collect_derived(changes.new["observations"].select(columns))
    gone = _collect_derived(changes.gone["observations"].select(columns))
    kept = {str(row["indicator_id"]): str(row["name"]) for row in former.filter(derived).to_pylist()}
    if gone.keys() - used.keys() or any(used.get(key, name) != name for key, name in gone.items()):
        # a series may have lost its last use, or the wording that its name was taken from
        kept = {}
        for rows in changes.scan("observations", columns):
            _fold_names(kept, _collect_derived(rows))
    _fold_names(kept, used)
    rows = [
        {
            "indicator_id": key,
            "name": name,
            "aliases": "",
            "dimension": None,
            "kind": None,
            "definition": "",
            "headline": False,
        }
        for key, name in sorted(kept.items())
    ]
    return pa.concat_tables([indicators, to_table(rows, TABLES["indicators"])])


def merge_entities(former: pa.Table, changes: Changes) -> pa.Table:
    """Merge anew the entities of which reports now say something else; all others stay as they are."""
    table, names = TABLES["entities"], [column.name for column in TABLES["entity_forms"].columns]
    before, now = (
        {tuple(row.values()): row for row in rows.to_pylist()}
        for rows in (changes.gone["entity_forms"], changes.new["entity_forms"])
    )
    lost = {str(before[form]["entity_id"]) for form in before.keys() - now.keys()}
    added: dict[str, list[Row]] = {}
    for form in now.keys() - before.keys():
        added.setdefault(str(now[form]["entity_id"]), []).append(now[form])
    known = former.filter(
        pc.is_in(former.column("entity_id"), value_set=pa.array(sorted(added), pa.string()))
    )
    held = {row["entity_id"]: row for row in known.to_pylist()}
    # what was never named before, or is named as before, needs no look at other reports
    fresh = [form for name in added.keys() - held.keys() - lost for form in added[name]]
    changed = {
        name
        for name in added.keys() & held.keys()
        if not all(agrees(form, held[name]) for form in added[name])
    } | lost
    if changed:
        wanted = pa.array(sorted(changed), pa.string())
        for rows in changes.scan("entity_forms", names):
            fresh += rows.filter(pc.is_in(rows.column("entity_id"), value_set=wanted)).to_pylist()
    merged = to_table(merge_forms(fresh), table)
    replaced = pc.is_in(former.column("entity_id"), value_set=pa.array(sorted(changed), pa.string()))
    return pa.concat_tables([former.filter(pc.invert(replaced)), merged])


def _collect(rows: pa.Table) -> set[str]:
    found = {value for column in rows.columns for value in pc.unique(column).to_pylist()}
    return {value for value in found if value is not None}


def _compose_units(codes: Iterable[str]) -> list[Row]:
    return [
        {"unit": code, "name": code, "dimension": _COMPOSED, "factor": 1.0, "std_unit": code}
        for code in sorted(codes)
    ]


def _collect_derived(rows: pa.Table) -> dict[str, str]:
    """Names of the series outside the registry that some observations give, by id."""
    derived = rows.filter(pc.fill_null(pc.starts_with(rows.column("indicator_id"), DERIVED_PREFIX), False))
    names: dict[str, str] = {}
    for row in derived.group_by(["indicator_id", "indicator_text"]).aggregate([]).to_pylist():
        _fold_names(names, {str(row["indicator_id"]): normalise_key(str(row["indicator_text"]))})
    return names


def _fold_names(names: dict[str, str], more: Mapping[str, str]) -> None:
    """Keep the first name of each series in code-point order, whatever the order of reports."""
    for key, name in more.items():
        names[key] = min(name, names.get(key, name))
