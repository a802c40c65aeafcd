"""W3C Web Annotation: one page of annotations a report, as JSON-LD.

A target has a position and a quote selector. Positions are code points, as the recommendation demands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docstruct.exchange.marks import Mark, MarkedText
from docstruct.settings import Settings

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"docstruct": "urn:docstruct:"}]
_ANNOTATION = "urn:docstruct:mark:"
_SUFFIX = ".jsonld"


def write_web_annotations(reports: Sequence[MarkedText], folder: Path) -> list[Path]:
    """Write one ``.jsonld`` a report: an AnnotationPage whose items are figures and names."""
    around = Settings().corrections.anchor.context_chars
    written = []
    for report in reports:
        page = {
            "@context": _CONTEXT,
            "id": f"urn:docstruct:page:{report.release_id}:{report.report_id}",
            "type": "AnnotationPage",
            "docstruct:meta": report.model_dump(mode="json", exclude={"text", "marks"}),
            "items": [_annotate(mark, number, report, around) for number, mark in enumerate(report.marks)],
        }
        path = folder / f"{report.report_id}{_SUFFIX}"
        path.write_text(json.dumps(page, ensure_ascii=False, indent=1), "utf-8")
        written.append(path)
    return written


def read_web_annotations(path: Path) -> list[MarkedText]:
    """Read a file of :func:`write_web_annotations`, or a folder of them. They do not carry the text."""
    files = sorted(path.glob(f"*{_SUFFIX}")) if path.is_dir() else [path]
    reports = []
    for file in files:
        page = json.loads(file.read_text("utf-8"))
        reports.append(
            MarkedText(
                text="", marks=tuple(_read_mark(item) for item in page["items"]), **page["docstruct:meta"]
            )
        )
    return reports


def _annotate(mark: Mark, number: int, report: MarkedText, around: int) -> dict[str, Any]:
    text = report.text
    return {
        "id": f"{_ANNOTATION}{mark.mark_id}" if mark.mark_id else f"urn:docstruct:new:{number}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": mark.label},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(mark.fields, ensure_ascii=False),
            },
        ],
        "target": {
            "source": f"urn:docstruct:report:{report.report_id}",
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[mark.start : mark.end],
                    "prefix": text[max(0, mark.start - around) : mark.start],
                    "suffix": text[mark.end : mark.end + around],
                },
            ],
        },
    }


def _read_mark(item: dict[str, Any]) -> Mark:
    bodies = {body["purpose"]: body["value"] for body in item["body"]}
    (position,) = [
        selector for selector in item["target"]["selector"] if selector["type"] == "TextPositionSelector"
    ]
    known = str(item.get("id", ""))
    return Mark(
        mark_id=known.removeprefix(_ANNOTATION) if known.startswith(_ANNOTATION) else None,
        label=bodies["classifying"],
        start=position["start"],
        end=position["end"],
        fields=json.loads(bodies.get("describing", "{}")),
    )
