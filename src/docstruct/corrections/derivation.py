"""What follows from the fields that people set: canonical units and values, dates, series ids, words in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_args

from docstruct.corrections.events import FIELDS, SPAN, Target
from docstruct.lexicon.regions import load_regions
from docstruct.normalise.observations import convert, normalise_observation
from docstruct.normalise.periods import bound_period
from docstruct.normalise.regions import resolve_place
from docstruct.records import Mention, Observation, Report
from docstruct.structure import Anchors, SectionMap
from docstruct.structure.sentences import split
from docstruct.units import load_units

#: what made a row that no rule or model found
PERSON = "person"

#: columns that follow from fields that people set
SOURCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("char_start", "char_end", "quantity_text", "text", "section_id", "evidence"), (SPAN,)),
    **dict.fromkeys(("indicator_start", "indicator_end"), ("indicator_text", SPAN)),
    **dict.fromkeys(("freq", "period_start", "period_end"), ("time_period",)),
    **dict.fromkeys(("unit", "std_unit"), ("unit", "unit_text")),
    **dict.fromkeys(("basis", "base_text"), ("kind",)),
    "std_value": ("value", "unit", "unit_text"),
    "indicator_id": ("indicator_text", "kind", "predicate", "unit_text", "unit"),
    "ref_area": ("ref_area_name",),
    "ref_area_name": ("ref_area",),
    "level": ("ref_area",),
    "entity_id": (SPAN, "label"),
}

_UNIT = frozenset({"unit_text", "unit"})
_WORDING = frozenset({"indicator_text", "kind", "predicate"}) | _UNIT
_IDS: dict[Target, str] = {"observations": "obs_id", "mentions": "mention_id"}


def recompute(
    row: Mapping[str, Any], changed: Collection[str], report: Report, *, table: Target = "observations"
) -> dict[str, Any]:
    """Bring the columns that follow from others in line with fields that were set.

    Parameters
    ----------
    row : mapping
        A row of ``observations`` or ``mentions``; fields in ``changed`` hold their new values.
    changed : collection of str
        Fields that were set, ``span`` among them. What was set itself is never derived.
    report : Report
        Where the row stands; text, sections, place and year are read.

    Returns
    -------
    dict
        Units and standard values follow from ``unit_text`` or ``unit``, the series from the wording, dates and
        frequency from ``time_period``, code and name of the place from each other, basis and base from ``kind``,
        words, sentence and section from the span.

    Examples
    --------
    >>> report = Report.model_construct(text="新造林7.4万亩。", sections=(), ref_area="310114", ref_area_name="嘉定区",
    ...                                 report_id="r", year=2024, time_period="2023", level="county")
    >>> row = complete_row({"indicator_text": "造林", "kind": "level", "value": 74000.0, "unit_text": "亩",
    ...                     "status": "actual"}, (3, 8), report)
    >>> row["quantity_text"], row["evidence"], round(row["std_value"], 1), row["std_unit"], row["period_end"]
    ('7.4万亩', '新造林7.4万亩。', 4933.3, 'ha', '2023-12-31')
    >>> recompute(row | {"time_period": "2024-H1"}, {"time_period"}, report)["period_end"]
    '2024-06-30'
    """
    new = dict(row)
    if not changed:
        return new
    if SPAN in changed:
        new["section_id"] = _find_section(report, new["char_start"])
    if table == "mentions":
        new["text"] = report.text[new["char_start"] : new["char_end"]]
        return new
    if SPAN in changed:
        new["quantity_text"] = report.text[new["char_start"] : new["char_end"]]
        start, end = _find_sentence(report.text, new["char_start"])
        new["evidence"] = report.text[start:end]
    if "indicator_text" in changed or (SPAN in changed and new["indicator_start"] is not None):
        new |= _place_wording(new, report.text)
    _derive_place(new, changed, report)
    if "kind" in changed:
        _derive_base(new, changed)
    _derive_codes(new, changed, report)
    return new


def recompute_report(report: Report, fields: Mapping[str, Any]) -> Report:
    """Set fields of a report, and bring in line the name and level of its place and the dates of its period."""
    update = dict(fields)
    area = update.get("ref_area")
    region = load_regions().get(area, year=report.year) if area else None
    if region is not None:
        update |= {"ref_area_name": region.name, "level": region.level}
    dates = bound_period(str(update["time_period"])) if "time_period" in update else None
    if dates is not None:
        update |= {"period_start": dates[0], "period_end": dates[1]}
    return report.model_copy(update=update)


def complete_row(
    fields: Mapping[str, Any],
    span: tuple[int, int],
    report: Report,
    *,
    table: Target = "observations",
    taken: Collection[str] = (),
) -> dict[str, Any]:
    """Make a whole row of what people gave of a fact or name that the machine does not give.

    Parameters
    ----------
    fields : mapping
        Fields as in ``payload.row`` of an event; others than those that a person sets are not read.
    span : tuple of int
        Where it stands.
    taken : collection of str
        Ids of other rows. The id is that which the machine would give to a row with these words.
    """
    start, end = span
    given = {name: fields[name] for name in FIELDS[table] if name in fields}
    row: dict[str, Any] = {
        "report_id": report.report_id,
        "char_start": start,
        "char_end": end,
        "confidence": 1.0,
        "method": PERSON,
    }
    if table == "mentions":
        row |= {"entity_id": None, **given}
    else:
        optional = {
            name
            for name, field in Observation.model_fields.items()
            if type(None) in get_args(field.annotation)
        }
        row |= dict.fromkeys(optional, None)
        row |= {"bound": "eq", "ref_area": report.ref_area, "ref_area_name": report.ref_area_name}
        row["time_period"] = str(report.year) if given.get("status") == "target" else report.time_period
        row |= given
        if "unit" in given and given["unit"] is None:
            del given["unit"]
    row[_IDS[table]] = _make_id(fields, report, span, table, row, taken)
    return recompute(row, {SPAN, *given, "time_period"}, report, table=table)


def is_complete(fields: Mapping[str, Any], table: Target) -> bool:
    """Tell whether fields are enough to make a row of."""
    models = {"observations": Observation, "mentions": Mention}
    needed = {
        "observations": ("indicator_text", "kind", "value", "unit_text", "status"),
        "mentions": ("label",),
    }
    return table in models and all(name in fields for name in needed[table])


def _make_id(
    fields: Mapping[str, Any],
    report: Report,
    span: tuple[int, int],
    table: Target,
    row: Mapping[str, Any],
    taken: Collection[str],
) -> str:
    former = fields.get(_IDS[table])
    if isinstance(former, str) and former not in taken:
        return former
    anchors = Anchors(report.report_id, report.text)
    kind = "observation" if table == "observations" else str(row["label"])
    made = anchors.make(*span, kind)
    while made in taken:
        made = anchors.make(*span, kind)
    return made


def _find_section(report: Report, at: int) -> str | None:
    section = SectionMap(report.sections).find(at)
    return section.section_id if section else None


def _find_sentence(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = (start, end if end >= 0 else len(text))
    return next((span for span in split(text, *line) if span[0] <= at < span[1]), line)


def _place_wording(row: Mapping[str, Any], text: str) -> dict[str, int | None]:
    """Find the wording in the sentence, before the figure first; composed wordings stand nowhere."""
    start, end = _find_sentence(text, row["char_start"])
    words = row["indicator_text"]
    at = text.rfind(words, start, row["char_start"]) if words else -1
    if at < 0 and words:
        at = text.find(words, row["char_end"], end)
    return {
        "indicator_start": at if at >= 0 else None,
        "indicator_end": at + len(words) if at >= 0 else None,
    }


def _derive_place(row: dict[str, Any], changed: Collection[str], report: Report) -> None:
    if "ref_area" in changed and "ref_area_name" not in changed:
        region = load_regions().get(row["ref_area"], year=report.year) if row["ref_area"] else None
        if region is not None:
            row["ref_area_name"] = region.name
    elif "ref_area_name" in changed and "ref_area" not in changed:
        row["ref_area"], row["ref_area_name"] = resolve_place(row["ref_area_name"], report)


def _derive_base(row: dict[str, Any], changed: Collection[str]) -> None:
    """A growth has a basis (that of the year before, where nothing says otherwise), a share or gap a base."""
    if "basis" not in changed:
        row["basis"] = (row["basis"] or "yoy") if row["kind"] == "growth" else None
    if "base_text" not in changed and row["kind"] not in ("share", "gap"):
        row["base_text"] = None


def _derive_codes(row: dict[str, Any], changed: Collection[str], report: Report) -> None:
    found = Observation.model_construct(**row)
    elsewhere = row["ref_area_name"] if row["ref_area"] != report.ref_area else ""
    derived = normalise_observation(found, report, region=elsewhere)
    if "unit" in changed:
        unit = load_units().get(row["unit"]) if row["unit"] else None
        row["std_value"] = convert(row["value"], unit)
        row["std_unit"] = unit.std_unit if unit else row["unit"]
    elif "value" in changed or "unit_text" in changed:
        row |= {name: getattr(derived, name) for name in ("unit", "std_value", "std_unit")}
    if "indicator_id" not in changed and _WORDING.intersection(changed):
        row["indicator_id"] = derived.indicator_id
    if "time_period" in changed:
        row |= {name: getattr(derived, name) for name in ("freq", "period_start", "period_end")}
