"""What the consistency checks find between the reports of two years running, for the places that a publication touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from docstruct.kb.rows import Row, build_issues
from docstruct.lexicon.regions import load_regions
from docstruct.normalise.consistency import COMPARED_COLUMNS, ComparedFigure, ReportName, check_across
from docstruct.settings import ConsistencySettings

PLACE_COLUMNS = ("ref_area", "ref_area_name")
REPORT_COLUMNS = ("report_id", "title", "year")


def find_places(figures: pa.Table) -> pa.ChunkedArray:
    """Return what each figure is about: the code of its place, the name where it has none."""
    return pc.coalesce(figures.column("ref_area"), figures.column("ref_area_name"))


def list_concerned(held: Iterable[pa.ChunkedArray], changed: Collection[str]) -> set[str]:
    """Return the places whose findings may differ: those that changed, and those that lie in one that did.

    Parameters
    ----------
    held : iterable of pyarrow.ChunkedArray
        What the figures of the base are about, from :func:`find_places`.
    changed : collection of str
        Places of figures that came or went.
    """
    regions, wanted = load_regions(), set(changed)
    # mostly a county changes, which has no place within it
    uppers = wanted & {region.parent_adcode for region in regions}
    return {
        place
        for places in held
        for place in pc.unique(places).to_pylist()
        if place in wanted or uppers and any(above.adcode in uppers for above in regions.ancestors(place))
    }


def list_around(places: Collection[str]) -> set[str]:
    """Return some places and all that they lie in: their figures are held against each other."""
    regions = load_regions()
    return {above.adcode for place in places for above in regions.ancestors(place)} | set(places)


def find_across(
    figures: pa.Table,
    reports: pa.Table,
    *,
    year: int,
    concerned: Collection[str],
    settings: ConsistencySettings,
) -> list[Row]:
    """Return rows of ``issues`` about the reports of one year.

    Parameters
    ----------
    figures : pyarrow.Table
        Observations of the year and of the year before that are about the places concerned or one around them, with
        :data:`COMPARED_COLUMNS`.
    reports : pyarrow.Table
        Their reports, with :data:`REPORT_COLUMNS`.
    year : int
        Findings that name a report of another year are left out.
    concerned : collection of str
        Findings about other places are left out.
    settings : ConsistencySettings
        Thresholds.
    """
    giving = reports.filter(
        pc.is_in(reports.column("report_id"), value_set=pc.unique(figures.column("report_id")))
    )
    named = {row["report_id"]: ReportName(**row) for row in giving.select(REPORT_COLUMNS).to_pylist()}
    found = check_across(
        (ComparedFigure(**row) for row in figures.select(COMPARED_COLUMNS).to_pylist()),
        named.values(),
        settings=settings,
    )
    places = dict(zip(figures.column("obs_id").to_pylist(), find_places(figures).to_pylist(), strict=True))
    return build_issues(
        finding
        for finding in found
        if named[finding.report_id].year == year and places.get(finding.obs_id or "") in concerned
    )
