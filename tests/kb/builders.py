"""Made-up reports for tests of the knowledge base: a few sentences in our own words."""

from __future__ import annotations

import hashlib

import pyarrow.parquet as pq

from docstruct.kb.rows import ReferenceTables
from docstruct.records import Entity, Extraction, Finding, Mention, Observation, Quarantined, Report, Section

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

INDICATORS = [
    {
        "indicator_id": "gdp",
        "name": "地区生产总值",
        "aliases": "GDP|生产总值",
        "dimension": "currency",
        "kind": "growth",
        "definition": "Value added of all resident units.",
        "headline": True,
    },
    {
        "indicator_id": "new_urban_jobs",
        "name": "城镇新增就业",
        "aliases": "新增城镇就业|城镇就业",
        "dimension": "count",
        "kind": "level",
        "definition": "Persons newly employed in towns.",
        "headline": True,
    },
    {
        "indicator_id": "parks",
        "name": "公园",
        "aliases": "",
        "dimension": "count",
        "kind": "level",
        "definition": "Public parks.",
        "headline": False,
    },
]
UNITS = [
    {"unit": "%", "name": "%", "dimension": "ratio", "factor": 1.0, "std_unit": "%"},
    {"unit": "人", "name": "人", "dimension": "count", "factor": 1.0, "std_unit": "人"},
]
REGIONS = [
    {
        "ref_area": code,
        "name": name,
        "level": level,
        "parent_area": parent,
        "province": province,
        "city": None,
        "valid_from": None,
        "valid_to": None,
    }
    for code, name, level, parent, province in (
        ("000000", "全国", "nation", None, None),
        ("310000", "某市", "province", "000000", "某市"),
        ("310114", "甲区", "county", "310000", "某市"),
        ("310115", "乙区", "county", "310000", "某市"),
    )
]


def make_reference() -> ReferenceTables:
    return ReferenceTables(indicators=INDICATORS, units=UNITS, regions=REGIONS)


def make_hash(*words: object) -> str:
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()


def make_extraction(
    area: str = "310114",
    place: str = "甲区",
    year: int = 2025,
    growth: str = "5.2",
    target: str = "5",
    jobs: str = "3",
    *,
    media_type: str = DOCX,
    company: str = "晨光机械",
    bytes_of: str = "",
) -> Extraction:
    """A report with a GDP outcome, a GDP target, a count of jobs, a place and a company."""
    report_id = f"{area}-{year}-gwr"
    lines = [
        f"{place}人民政府工作报告",
        "一、过去一年的工作",
        f"{place}生产总值增长{growth}%。{company}新厂投产。",
        "二、今年的打算",
        f"生产总值增长{target}%左右，城镇就业{jobs}万人以上。",
    ]
    text = "\n".join(lines)
    review, plan = text.index("一、"), text.index("二、")
    sections = (
        _section(report_id, 1, "review", lines[1], review, plan),
        _section(report_id, 2, "plan", lines[3], plan, len(text)),
    )
    entity = Entity(
        entity_id=f"adcode:{area}",
        label="DISTRICT",
        name=place,
        aliases="",
        adcode=area,
        parent_adcode="310000",
    )
    firm = Entity(entity_id=f"company:{company}", label="COMPANY", name=company, aliases="")
    base = {"report_id": report_id, "ref_area": area, "ref_area_name": place}
    growth_now = _observe(text, f"{growth}%", 0, sections[0], base, kind="growth", basis="yoy", status="actual",
                          value=float(growth), unit="%", period=str(year - 1), indicator=("gdp", "生产总值"))  # fmt: skip
    growth_next = _observe(text, f"{target}%", plan, sections[1], base, kind="growth", basis="yoy", status="target",
                           value=float(target), unit="%", period=str(year), indicator=("gdp", "生产总值"),
                           bound="approx")  # fmt: skip
    jobs_next = _observe(text, f"{jobs}万人", plan, sections[1], base, kind="level", status="target",
                         value=float(jobs) * 10_000, unit="人", period=str(year), bound="ge",
                         indicator=("new_urban_jobs", "城镇就业"))  # fmt: skip
    report = Report(
        report_id=report_id,
        title=lines[0],
        report_type="government_work_report",
        issuer=f"{place}人民政府",
        ref_area=area,
        ref_area_name=place,
        level="county",
        year=year,
        time_period=str(year - 1),
        plan_period=str(year),
        period_start=f"{year - 1}-01-01",
        period_end=f"{year - 1}-12-31",
        presented_on=f"{year}-01-08",
        text=text,
        sections=sections,
        sentences=tuple(_sentences(text)),
        source_name=f"{year}{place}.docx",
        source_uri=f"reports/{year}{place}.docx",
        sha256=make_hash(report_id, growth, target, jobs, media_type, bytes_of),
        media_type=media_type,
    )
    return Extraction(
        report=report,
        observations=(growth_now, growth_next, jobs_next),
        mentions=(
            _mention(text, place, text.index(lines[2]), sections[0], report_id, entity),
            _mention(text, company, 0, sections[0], report_id, firm),
        ),
        entities=(entity, firm),
        findings=(
            Finding(
                report_id=report_id,
                obs_id=growth_next.obs_id,
                check="plausible_range",
                message="target below outcome",
                severity="info",
            ),
        ),
    )


def make_quarantined(name: str = "空白.docx", sha256: str | None = "0" * 64) -> Quarantined:
    return Quarantined(
        source_name=name,
        source_uri=f"reports/{name}",
        sha256=sha256,
        code="empty",
        reason="it holds no text",
        action="save it again",
    )


def _section(report_id: str, ordinal: int, role: str, heading: str, start: int, end: int) -> Section:
    return Section(
        section_id=f"{report_id}-s{ordinal}",
        parent_id=None,
        ordinal=ordinal,
        level=1,
        heading=heading,
        role=role,
        char_start=start,
        char_end=end,
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for place, char in enumerate(text):
        if char in "。\n":
            found.append((start, place + 1))
            start = place + 1
    return found


def _observe(text, quantity, after, section, base, *, kind, status, value, unit, period, indicator, bound="eq",
             basis=None):  # fmt: skip
    start = text.index(quantity, after)
    named = text.rindex(indicator[1], 0, start)
    sentence = next(text[a:b].strip() for a, b in _sentences(text + "\n") if a <= start < b)
    return Observation(
        obs_id=make_hash(base["report_id"], quantity, start)[:16],
        section_id=section.section_id,
        indicator_id=indicator[0],
        indicator_text=indicator[1],
        predicate=None,
        kind=kind,
        basis=basis,
        price_basis=None,
        base_text=None,
        quantity_text=quantity,
        value=value,
        value_high=None,
        unit_text=unit,
        unit=unit,
        std_value=value,
        std_unit=unit,
        bound=bound,
        status=status,
        commitment=None,
        time_period=period,
        freq="A",
        period_start=f"{period}-01-01",
        period_end=f"{period}-12-31",
        subject_entity_id=None,
        char_start=start,
        char_end=start + len(quantity),
        indicator_start=named,
        indicator_end=named + len(indicator[1]),
        evidence=sentence,
        confidence=0.9,
        method="rule:test",
        **base,
    )


def _mention(text: str, name: str, after: int, section: Section, report_id: str, entity: Entity) -> Mention:
    start = text.index(name, after)
    return Mention(
        mention_id=make_hash(report_id, name, start)[:16],
        report_id=report_id,
        section_id=section.section_id,
        entity_id=entity.entity_id,
        label=entity.label,
        text=name,
        char_start=start,
        char_end=start + len(name),
        confidence=0.9,
        method="rule:test",
    )


def read_table(store, name, columns=None):
    """Rows of a table of the current release."""
    release = store.current()
    return [
        row for path in release.part_paths(name) for row in pq.read_table(path, columns=columns).to_pylist()
    ]
