"""The two entrances: all checks within a report, and all checks between reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docstruct.lexicon.regions import load_regions
from docstruct.normalise.consistency.figures import Figure, Titled, compared_indicators, place_of
from docstruct.normalise.consistency.limits import check_limits
from docstruct.normalise.consistency.ratios import check_ratios
from docstruct.normalise.consistency.repeats import check_repeats, check_restatements
from docstruct.normalise.consistency.series import check_growth, check_magnitudes, check_parents
from docstruct.normalise.consistency.sums import check_sums
from docstruct.records import Finding, Observation, Report
from docstruct.settings import ConsistencySettings, Settings


def check_report(
    observations: Sequence[Observation], report: Report, *, settings: ConsistencySettings | None = None
) -> tuple[Finding, ...]:
    """Check the observations of one report against each other and against what is possible.

    Parameters
    ----------
    observations : sequence of Observation
        Normalised, all of this report, in any order.
    report : Report
        Where they stand.
    settings : ConsistencySettings, optional
        Thresholds.

    Returns
    -------
    tuple of Finding
        Each once, in the order of the checks.

    Examples
    --------
    >>> from docstruct.records import Observation, Report
    >>> report = Report.model_construct(
    ...     report_id="r", title="某市政府工作报告", text="工业废水达标率103%", presented_on=None, period_end="")
    >>> rate = Observation.model_construct(
    ...     obs_id="o", report_id="r", ref_area="310000", ref_area_name="上海市", indicator_id=None,
    ...     indicator_text="工业废水达标率", kind="level", quantity_text="103%", value=103.0, value_high=None,
    ...     std_value=103.0, std_unit="%", unit="%", unit_text="%", bound="eq", status="actual", commitment=None,
    ...     basis=None, price_basis=None, base_text=None, time_period="2024", char_start=7, char_end=11,
    ...     evidence="工业废水达标率103%")
    >>> [finding.check for finding in check_report([rate], report)]
    ['rate_over_hundred']
    """
    limits = settings or Settings().consistency
    ordered = sorted(observations, key=lambda figure: (figure.char_start, figure.char_end))
    measured = [figure for figure in ordered if figure.kind not in ("spec", "rank")]
    titled = {report.report_id: report}
    findings = [
        *check_limits(ordered, report, limits),
        *check_sums(measured, report, limits),
        *check_ratios(measured, report, limits),
        *check_repeats(measured, report, limits),
        *check_growth(measured, titled, limits, across=False),
        *check_magnitudes(measured, titled, limits, across=False),
    ]
    return tuple(dict.fromkeys(findings))


def check_across(
    observations: Iterable[Figure], reports: Iterable[Titled], *, settings: ConsistencySettings | None = None
) -> tuple[Finding, ...]:
    """Check the figures of several reports against each other: years of one place, and a place against wider ones.

    Parameters
    ----------
    observations : iterable of Observation or ComparedFigure
        Of all reports that may bear on each other. Series outside `compared_indicators` are passed over.
    reports : iterable of Report or of rows with ``report_id``, ``title`` and ``year``
        The reports that the observations stand in.
    settings : ConsistencySettings, optional
        Thresholds.

    Returns
    -------
    tuple of Finding
        Each names the report and observation concerned, of two reports the later one; independent of the order of
        the input.
    """
    limits = settings or Settings().consistency
    titled = {report.report_id: report for report in reports}
    compared = frozenset(compared_indicators())
    ordered = sorted(
        (f for f in observations if f.indicator_id in compared and f.kind not in ("spec", "rank")),
        key=lambda figure: (
            titled[figure.report_id].year,
            figure.report_id,
            figure.char_start,
            figure.obs_id,
        ),
    )
    findings = [
        *check_restatements(ordered, titled, limits),
        *check_growth(ordered, titled, limits, across=True),
        *check_magnitudes(ordered, titled, limits, across=True),
        *check_parents(ordered, _wider_places(ordered), titled, limits),
    ]
    return tuple(dict.fromkeys(findings))


def _wider_places(figures: Iterable[Figure]) -> dict[str, tuple[str, ...]]:
    regions = load_regions()
    places = {place_of(figure) for figure in figures if figure.ref_area}
    return {place: tuple(region.adcode for region in regions.ancestors(place)) for place in places}
