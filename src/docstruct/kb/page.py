"""A report as one self-contained HTML page: text with records highlighted in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from docstruct.kb.figures import format_figure
from docstruct.kb.show import ReportView, Row
from docstruct.kb.vocabularies import CHINESE

_MARKS = (
    ("quantity", "数量"),
    ("indicator", "指标"),
    *((label, name) for label, name in CHINESE["label"].items()),
)
_FACT_FIELDS = (
    "indicator_text", "indicator_id", "predicate", "kind", "basis", "price_basis", "base_text", "quantity_text",
    "unit", "std_unit", "bound", "status", "commitment", "time_period", "ref_area_name", "ref_area",
    "subject_entity_id", "evidence", "confidence", "method", "review_status", "correction_id", "obs_id",
)  # fmt: skip
_NAME_FIELDS = ("text", "label", "entity_id", "confidence", "method", "review_status", "mention_id")
_ENTITY_FIELDS = ("name", "aliases", "adcode", "level")
_LONGEST_NOTE = 10
_UNSPACED = str.maketrans("", "", '“”"「」『』 　')


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same records cover.

    ``note`` stands small behind the end of a named entity: its code, or its canonical name where that differs from
    the words. ``title`` says all of it on hover.
    """

    text: str
    marks: str
    facts: str
    names: str
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the canonical text, the section that begins with it, and the role of the section it stands in."""

    segments: list[Segment]
    section: Row | None
    role: str | None


def render_page(view: ReportView) -> str:
    """Return the page. It loads nothing from anywhere, and the report's text is escaped.

    Parameters
    ----------
    view : ReportView
        From :func:`docstruct.kb.show.read_report`.
    """
    loader = PackageLoader("docstruct.kb")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    roles = {section["section_id"]: section["role"] for section in view.sections}
    counts: dict[str | None, int] = {}
    labels = Counter(row["label"] for row in view.mentions)
    for row in view.observations:
        counts[row["section_id"]] = counts.get(row["section_id"], 0) + 1
    return environment.get_template("report.html").render(
        report=view.report,
        sections=[
            section
            | {
                "count": counts.get(section["section_id"], 0),
                "turns": section["role"] != roles.get(section["parent_id"]),
            }
            for section in view.sections
        ],
        paragraphs=cut_paragraphs(view),
        marks=_MARKS,
        words=CHINESE,
        totals={"facts": len(view.observations), "names": len(view.mentions)},
        labels=labels,
        style=Markup(loader.get_source(environment, "report.css")[0]),
        script=Markup(loader.get_source(environment, "report.js")[0]),
        records=Markup(_to_script_json(_list_records(view))),
    )


def cut_paragraphs(view: ReportView) -> list[Paragraph]:
    """Cut the text at line ends and wherever a record begins or ends, so that overlapping records can be marked."""
    text = view.text
    spans: list[tuple[int, int, str, str, int]] = []
    for number, row in enumerate(view.observations):
        spans.append(
            (row["char_start"], row["char_end"], f"quantity {row['status']} {row['kind']}", "fact", number)
        )
        if row["indicator_start"] is not None:
            spans.append((row["indicator_start"], row["indicator_end"], "indicator", "fact", number))
    notes: dict[int, str] = {}
    titles: dict[int, str] = {}
    for number, row in enumerate(view.mentions):
        spans.append((row["char_start"], row["char_end"], f"name {row['label']}", "name", number))
        entity = view.entities.get(row["entity_id"])
        titles[number] = describe(row, entity, view.places)
        notes[row["char_end"]] = _note(row, entity)
    cuts = sorted({0, len(text)} | {place for span in spans for place in span[:2]})
    starts = {section["char_start"]: section for section in reversed(view.sections)}
    paragraphs: list[Paragraph] = []
    line_start = 0
    for line in text.splitlines(keepends=True):
        line_end = line_start + len(line)
        inner = [place for place in cuts if line_start < place < line_end]
        over = [span for span in spans if span[0] < line_end and span[1] > line_start]
        edges = [line_start, *inner, line_end]
        segments = [
            _mark(
                text[a:b].rstrip("\r\n"),
                [span for span in over if span[0] < b and span[1] > a],
                notes.get(b, ""),
                titles,
            )
            for a, b in zip(edges, edges[1:], strict=False)
        ]
        section = next((starts[place] for place in range(line_start, line_end) if place in starts), None)
        around = [s for s in view.sections if s["char_start"] <= line_start < s["char_end"]]
        role = max(around, key=lambda s: s["level"])["role"] if around else None
        paragraphs.append(Paragraph([segment for segment in segments if segment.text], section, role))
        line_start = line_end
    return [paragraph for paragraph in paragraphs if paragraph.segments]


def describe(mention: Row, entity: Row | None, places: Mapping[str, str]) -> str:
    """One line on what a mention means: label, canonical name, code, level, where it lies, candidates.

    Parameters
    ----------
    mention, entity : dict
        A row of ``mentions``, and the row of ``entities`` that it leads to.
    places : mapping of str to str
        Names of codes.
    """
    parts = [CHINESE["label"][mention["label"]]]
    if entity is None:
        return parts[0]
    parts.append(" ".join(filter(None, (entity["name"], entity["adcode"]))))
    if entity["level"]:
        parts.append(CHINESE["level"][entity["level"]])
    if entity["parent_adcode"]:
        parts.append(f"属 {_name_place(entity['parent_adcode'], places)}")
    if entity["candidates"]:
        parts.append(f"未定，候选 {_name_candidates(entity, places)}")
    return " · ".join(parts)


def _name_candidates(entity: Row, places: Mapping[str, str]) -> str:
    return "、".join(_name_place(code, places) for code in entity["candidates"].split("|"))


def _name_place(code: str, places: Mapping[str, str]) -> str:
    return f"{places[code]} {code}" if code in places else code


def _note(mention: Row, entity: Row | None) -> str:
    if entity is None:
        return ""
    if entity["candidates"]:
        return f"候选{len(entity['candidates'].split('|'))}"
    if entity["adcode"]:
        return str(entity["adcode"])
    name = str(entity["name"])
    if name == mention["text"].translate(_UNSPACED):
        return ""
    return name if len(name) <= _LONGEST_NOTE else f"{name[: _LONGEST_NOTE - 1]}…"


def _mark(
    text: str, over: list[tuple[int, int, str, str, int]], note: str, titles: Mapping[int, str]
) -> Segment:
    def numbers(kind: str) -> str:
        return " ".join(dict.fromkeys(str(span[4]) for span in over if span[3] == kind))

    marks = " ".join(dict.fromkeys(word for span in over for word in span[2].split()))
    named = [span[4] for span in over if span[3] == "name"]
    title = "；".join(titles[number] for number in named)
    return Segment(text, marks, numbers("fact"), numbers("name"), note if named else "", title)


def _list_records(view: ReportView) -> dict[str, list[Row]]:
    return {
        "facts": [
            {"figure": format_figure(row | {"unit": row["unit_text"]})}
            | {name: row[name] for name in _FACT_FIELDS}
            | {"subject": _field(view.entities.get(row["subject_entity_id"]), "name")}
            for row in view.observations
        ],
        "names": [_name_record(row, view) for row in view.mentions],
    }


def _name_record(mention: Row, view: ReportView) -> Row:
    entity = view.entities.get(mention["entity_id"])
    parent, candidates = _field(entity, "parent_adcode"), _field(entity, "candidates")
    return (
        {name: mention[name] for name in _NAME_FIELDS}
        | {name: _field(entity, name) for name in _ENTITY_FIELDS}
        | {
            "parent": _name_place(parent, view.places) if parent else None,
            "candidates": _name_candidates(entity, view.places) if entity and candidates else None,
            "years": _years(entity),
        }
    )


def _field(entity: Row | None, name: str) -> str | None:
    return entity[name] if entity else None


def _years(entity: Row | None) -> str | None:
    if entity is None or not (entity["valid_from"] or entity["valid_to"]):
        return None
    return f"{entity['valid_from'] or ''}—{entity['valid_to'] or ''}"


def _to_script_json(value: object) -> str:
    """Return JSON that cannot end the script element around it."""
    return json.dumps(value, ensure_ascii=False, default=str).replace("<", "\\u003c")
