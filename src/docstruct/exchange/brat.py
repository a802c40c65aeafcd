"""brat standoff: for each report a ``.txt`` and a ``.ann``, with the configuration that brat needs.

Closed vocabularies (kind, status …) are attributes, which brat edits with a click; the other fields and the id stand
in the note of an annotation, as JSON. What brat cannot say of a report stands in ``docstruct.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from docstruct.errors import ExchangeError
from docstruct.exchange.marks import QUANTITY, Mark, MarkedText
from docstruct.kb.vocabularies import BASIS, BOUND, ENTITY_LABEL, KIND, PRICE_BASIS, STATUS

_ATTRIBUTES = {
    "kind": KIND,
    "basis": BASIS,
    "price_basis": PRICE_BASIS,
    "bound": BOUND,
    "status": STATUS,
}
_META = "docstruct.json"


def write_brat(reports: Sequence[MarkedText], folder: Path) -> list[Path]:
    """Write a folder that brat opens as a collection."""
    written = [folder / "annotation.conf", folder / _META]
    written[0].write_text(_configure(), "utf-8")
    meta = {report.report_id: report.model_dump(mode="json", exclude={"text", "marks"}) for report in reports}
    written[1].write_text(json.dumps(meta, ensure_ascii=False, indent=1), "utf-8")
    for report in reports:
        text, notes = folder / f"{report.report_id}.txt", folder / f"{report.report_id}.ann"
        # As bytes: a newline must stay one character on every system.
        text.write_bytes(report.text.encode("utf-8"))
        notes.write_bytes("".join(f"{line}\n" for line in _list_lines(report)).encode("utf-8"))
        written += [text, notes]
    return written


def read_brat(path: Path) -> list[MarkedText]:
    """Read a folder of :func:`write_brat`, as brat left it.

    Raises
    ------
    ExchangeError
        A line is no annotation of brat's.
    """
    meta = json.loads((path / _META).read_text("utf-8"))
    return [
        MarkedText(
            text=(path / f"{name}.txt").read_bytes().decode("utf-8"),
            marks=_read_marks(path / f"{name}.ann"),
            **known,
        )
        for name, known in meta.items()
    ]


def _configure() -> str:
    attributes = "\n".join(f"{name}\tArg:{QUANTITY}, Value:{'|'.join(v)}" for name, v in _ATTRIBUTES.items())
    entities = "\n".join((QUANTITY, *ENTITY_LABEL))
    return f"[entities]\n{entities}\n\n[relations]\n\n[events]\n\n[attributes]\n{attributes}\n"


def _list_lines(report: MarkedText) -> Iterator[str]:
    attribute = 0
    for number, mark in enumerate(report.marks, 1):
        text = report.text[mark.start : mark.end]
        pieces = ";".join(f"{start} {end}" for start, end in _split_lines(text, mark.start))
        yield f"T{number}\t{mark.label} {pieces}\t{text.replace(chr(10), ' ')}"
        for name in _ATTRIBUTES:
            if mark.fields.get(name) is not None:
                attribute += 1
                yield f"A{attribute}\t{name} T{number} {mark.fields[name]}"
        rest = {key: value for key, value in mark.fields.items() if key not in _ATTRIBUTES}
        note = json.dumps({"id": mark.mark_id, **rest}, ensure_ascii=False)
        yield f"#{number}\tAnnotatorNotes T{number}\t{note}"


def _split_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Give the pieces of a stretch: brat wants one for each line that it runs over."""
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _read_marks(path: Path) -> tuple[Mark, ...]:
    spans: dict[str, tuple[str, int, int]] = {}
    attributes: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, object]] = {}
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        key, _, rest = line.partition("\t")
        head, _, tail = rest.partition("\t")
        if key.startswith("T"):
            label, _, places = head.partition(" ")
            ends = [int(place) for piece in places.split(";") for place in piece.split()]
            spans[key] = (label, min(ends), max(ends))
        elif key.startswith(("A", "M")):
            name, target, value = head.split(" ")
            attributes.setdefault(target, {})[name] = value
        elif key.startswith("#"):
            notes[head.partition(" ")[2]] = json.loads(tail)
        else:
            raise ExchangeError(
                f"{path.name}, line {number}: {line[:40]!r} is no text-bound annotation, attribute or note. "
                "Remove it in brat, or from the file."
            )
    marks = []
    for key, (label, start, end) in spans.items():
        note = dict(notes.get(key, {}))
        mark_id = note.pop("id", None)
        fields = note | attributes.get(key, {})
        marks.append(
            Mark.model_validate(
                {"mark_id": mark_id, "label": label, "start": start, "end": end, "fields": fields}
            )
        )
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label)))
