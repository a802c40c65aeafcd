"""spaCy's DocBin: figures and names as span groups of a :class:`spacy.tokens.Doc`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docstruct.exchange.marks import QUANTITY, Mark, MarkedText
from docstruct.pipes.packing import PackedDoc, PackedSpan, pack, unpack

_NAME = "reports.spacy"


def write_docbin(reports: Sequence[MarkedText], folder: Path) -> list[Path]:
    """Write ``reports.spacy``, for ``spacy.tokens.DocBin().from_disk``; each report is one doc of characters."""
    path = folder / _NAME
    path.write_bytes(pack(_doc(report) for report in reports))
    return [path]


def read_docbin(path: Path) -> list[MarkedText]:
    """Read what :func:`write_docbin` wrote; a span without an id is a new one."""
    return [
        MarkedText.model_validate(
            {
                **doc.meta,
                "text": doc.text,
                "marks": [
                    Mark(
                        mark_id=span.key or None,
                        label=span.label,
                        start=span.start,
                        end=span.end,
                        fields=span.fields,
                    )
                    for span in doc.spans
                ],
            }
        )
        for doc in unpack(path.read_bytes())
    ]


def _doc(report: MarkedText) -> PackedDoc:
    return PackedDoc(
        text=report.text,
        meta=report.model_dump(mode="json", exclude={"text", "marks"}),
        spans=[
            PackedSpan(
                group="facts" if mark.label == QUANTITY else "entities",
                key=mark.mark_id or "",
                label=mark.label,
                start=mark.start,
                end=mark.end,
                fields=mark.fields,
            )
            for mark in report.marks
        ],
    )
