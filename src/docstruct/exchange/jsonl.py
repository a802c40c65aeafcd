"""JSON Lines as spaCy's trainers and Prodigy read them: one report a line, ``text`` with ``spans``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from docstruct.exchange.marks import Mark, MarkedText

_NAME = "reports.jsonl"


def write_jsonl(reports: Sequence[MarkedText], folder: Path) -> list[Path]:
    """Write ``reports.jsonl``; offsets are code points, as Python counts them."""
    path = folder / _NAME
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for report in reports:
            line = {
                "text": report.text,
                "spans": [
                    {
                        "start": mark.start,
                        "end": mark.end,
                        "label": mark.label,
                        "id": mark.mark_id,
                        "fields": mark.fields,
                    }
                    for mark in report.marks
                ],
                "meta": report.model_dump(mode="json", exclude={"text", "marks"}),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return [path]


def read_jsonl(path: Path) -> list[MarkedText]:
    """Read what :func:`write_jsonl` wrote, edited or not; a span without an id is a new one."""
    reports = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        given = json.loads(line)
        marks = tuple(
            Mark(
                mark_id=span.get("id"),
                label=span["label"],
                start=span["start"],
                end=span["end"],
                fields=span.get("fields", {}),
            )
            for span in given["spans"]
        )
        reports.append(MarkedText(text=given["text"], marks=marks, **given["meta"]))
    return reports
