"""Observations as found to observations that compare: units, periods, places, indicator ids."""

from __future__ import annotations

from fractions import Fraction

from docstruct.lexicon.indicators import DERIVED_PREFIX
from docstruct.normalise.indicators import identify
from docstruct.normalise.periods import bound_period, find_frequency
from docstruct.normalise.regions import resolve_place
from docstruct.records import Observation, Report
from docstruct.units import Unit, load_units


def normalise_observation(
    observation: Observation, report: Report, *, region: str = "", subject: str | None = None
) -> Observation:
    """Fill the canonical columns of an observation.

    Parameters
    ----------
    observation : Observation
        With ``value``, ``unit_text``, ``kind``, ``indicator_text`` and ``time_period`` as found.
    report : Report
        Where it stands.
    region : str
        The place it is about as written, empty for the report's own.
    subject : str, optional
        Entity that the figure is about.

    Returns
    -------
    Observation
        With ``unit``, ``std_value``, ``std_unit``, ``indicator_id``, ``ref_area``, dates and frequency.
    """
    unit = _find_unit(observation)
    indicator_id = _identify(
        observation,
        unit.dimension if unit is not None else None,
        region or None,
        national=report.level == "nation" and not region,
    )
    dates = bound_period(observation.time_period)
    area, area_name = resolve_place(region, report) if region else (report.ref_area, report.ref_area_name)
    return observation.model_copy(
        update={
            "unit": unit.code if unit is not None else None,
            "std_value": convert(observation.value, unit),
            "std_unit": unit.std_unit if unit is not None else None,
            "indicator_id": indicator_id,
            "ref_area": area,
            "ref_area_name": area_name,
            "subject_entity_id": subject,
            "freq": find_frequency(observation.time_period),
            "period_start": dates[0] if dates else None,
            "period_end": dates[1] if dates else None,
        }
    )


def _find_unit(observation: Observation) -> Unit | None:
    """Unit as the registry has it; the 位 of a rank counts no persons."""
    if observation.kind == "rank":
        return load_units().get("rank")
    return load_units().find(observation.unit_text) if observation.unit_text else None


def _identify(
    observation: Observation, dimension: str | None, region: str | None, *, national: bool
) -> str | None:
    """Registry id of the wording, with its verb or its whole where only both together name a series.

    新增 + 城镇就业; 研发经费支出 + 占GDP比重.
    """
    names = [observation.indicator_text]
    if observation.predicate is not None and observation.predicate.startswith("新增"):
        names.insert(0, f"新增{observation.indicator_text}")
    if observation.kind == "share" and observation.base_text is not None:
        names.insert(0, f"{observation.indicator_text}占{observation.base_text}比重")
    found = [
        identify(name, unit_dimension=dimension, kind=observation.kind, region=region, national=national)[0]
        for name in names
    ]
    registered = (key for key in found if key is not None and not key.startswith(DERIVED_PREFIX))
    return next(registered, found[-1])


def convert(value: float | None, unit: Unit | None) -> float | None:
    """Return a value in the standard unit of its unit."""
    if value is None or unit is None:
        return value
    return value if unit.factor == 1 else float(Fraction(value) * unit.factor)
