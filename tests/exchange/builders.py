"""Marked texts, and what another tool gives back."""

from __future__ import annotations

import json
from pathlib import Path

from docstruct.exchange.marks import QUANTITY, Mark, MarkedText

TEXT = "一、工作回顾\n𬭸材料产值达到120亿元，增长8.5%，𠮷祥工业园新增企业40家。\n粮食总产量35万吨。"


def mark(words: str, label: str, mark_id: str | None, **fields: object) -> Mark:
    start = TEXT.index(words)
    return Mark.model_validate(
        {"mark_id": mark_id, "label": label, "start": start, "end": start + len(words), "fields": fields}
    )


def fact(words: str, mark_id: str | None, **fields: object) -> Mark:
    given = {
        "indicator_text": "𬭸材料产值",
        "kind": "level",
        "status": "actual",
        "bound": "eq",
        "value": 120e8,
    }
    return mark(words, QUANTITY, mark_id, **{**given, "unit_text": "元", "time_period": "2024", **fields})


MARKS = (
    fact("120亿元", "f1"),
    fact("8.5%", "f2", kind="growth", value=8.5, unit_text="%", basis="yoy"),
    mark("𠮷祥工业园", "ZONE", "m1", entity_id="zone:𠮷祥工业园"),
    fact("40家", "f3", indicator_text="企业", value=40.0, unit_text="家"),
)


def marked(*marks: Mark, text: str = TEXT) -> MarkedText:
    return MarkedText(
        release_id="rel",
        report_id="r1",
        title="某县政府工作报告",
        sha256="aa",
        text=text,
        covered=((0, len(text)),),
        marks=marks or MARKS,
    )


def submit_all(tasks: Path, export: Path, *, user: object = 1) -> None:
    """What Label Studio exports when every task is submitted as predicted: predictions by number only."""
    exported = [
        {
            "data": task["data"],
            "predictions": [7],
            "annotations": [
                {"completed_by": user, "was_cancelled": False, "result": task["predictions"][0]["result"]}
            ],
        }
        for task in json.loads(tasks.read_text("utf-8"))
    ]
    export.write_text(json.dumps(exported, ensure_ascii=False), "utf-8")
