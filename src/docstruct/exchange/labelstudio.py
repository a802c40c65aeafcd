"""Label Studio: a task for each paragraph that holds a figure or a name, what the machine found as predictions.

``labels.xml`` is the labelling configuration. Label Studio counts code points, as Python does. Fields of closed
vocabularies are choices of a region, the others are text areas of a region.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pydantic import JsonValue, TypeAdapter

from docstruct.exchange.marks import QUANTITY, Mark, MarkedText
from docstruct.kb.vocabularies import BASIS, BOUND, CHINESE, KIND, STATUS

_TASKS, _CONFIG = "tasks.json", "labels.xml"
_CHOICES = {"kind": KIND, "status": STATUS, "bound": BOUND, "basis": BASIS}
_AREAS = {
    "indicator_text": "指标（原文用语）",
    "indicator_id": "指标代码",
    "value": "数值",
    "value_high": "数值上限",
    "unit_text": "单位（原文）",
    "time_period": "时期",
    "ref_area_name": "地区",
    "base_text": "比较基准",
}
_NUMBERS = ("value", "value_high")
_COLORS = {
    QUANTITY: "#b45309",
    "DISTRICT": "#15803d",
    "ZONE": "#0e7490",
    "PROJECT": "#7c3aed",
    "COMPANY": "#be123c",
    "ORG": "#475569",
}
_NAMES = {QUANTITY: "数值事实", **CHINESE["label"]}
_FIELDS: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


def write_label_studio(reports: Sequence[MarkedText], folder: Path) -> list[Path]:
    """Write ``tasks.json`` for Label Studio's import and ``labels.xml`` for its labelling interface."""
    tasks = [task for report in reports for task in _make_tasks(report)]
    written = [folder / _TASKS, folder / _CONFIG]
    written[0].write_text(json.dumps(tasks, ensure_ascii=False, indent=1), "utf-8")
    written[1].write_text(_configure(), "utf-8")
    return written


def read_label_studio(path: Path) -> list[MarkedText]:
    """Read an export of Label Studio (JSON): one marked text for each annotation that was submitted.

    Cancelled (skipped) annotations and tasks without one are left out. ``annotator`` is the address, or else the
    number, of the user who made an annotation. Regions hold some of the fields only; the others stay as they were,
    so marks carry only what the configuration asks for.
    """
    return [
        _read_annotation(task, annotation)
        for task in json.loads(path.read_text("utf-8"))
        for annotation in task.get("annotations", [])
        if not annotation.get("was_cancelled")
    ]


def _configure() -> str:
    """Return the labelling configuration; a colour for each label, controls that follow the chosen region."""
    labels = "\n".join(
        f'    <Label value="{label}" alias="{label}" html={quoteattr(_NAMES[label])} background="{color}"/>'
        for label, color in _COLORS.items()
    )
    choices = "\n".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{QUANTITY}" '
        'showInline="true">\n'
        + "\n".join(
            f'    <Choice value="{value}" html={quoteattr(CHINESE[name][value])}/>' for value in values
        )
        + "\n  </Choices>"
        for name, values in _CHOICES.items()
    )
    areas = "\n".join(
        f'  <TextArea name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{QUANTITY}" '
        f'maxSubmissions="1" editable="true" rows="1" placeholder={quoteattr(words)}/>'
        for name, words in _AREAS.items()
    )
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        f'  <Text name="text" value="$text" granularity="symbol"/>\n{choices}\n{areas}\n</View>\n'
    )


def _make_tasks(report: MarkedText) -> Iterator[dict[str, Any]]:
    start = 0
    for line in report.text.split("\n"):
        end = start + len(line)
        marks = [mark for mark in report.marks if start <= mark.start and mark.end <= end]
        if marks or any(char.isdigit() for char in line):
            meta = report.model_dump(mode="json", exclude={"text", "marks", "covered", "annotator"})
            yield {
                "data": {"text": line, "start": start, **meta},
                "predictions": [
                    {
                        "model_version": report.release_id,
                        "result": [item for mark in marks for item in _list_regions(mark, line, start)],
                    }
                ],
            }
        start = end + 1


def _list_regions(mark: Mark, line: str, offset: int) -> Iterator[dict[str, Any]]:
    place = {"start": mark.start - offset, "end": mark.end - offset}
    common = {"id": mark.mark_id, "to_name": "text"}
    text = line[place["start"] : place["end"]]
    yield common | {
        "from_name": "label",
        "type": "labels",
        "value": place | {"text": text, "labels": [mark.label]},
    }
    for name in _CHOICES:
        if mark.fields.get(name) is not None:
            value = place | {"text": text, "choices": [mark.fields[name]]}
            yield common | {"from_name": name, "type": "choices", "value": value}
    for name in _AREAS:
        if mark.fields.get(name) is not None:
            # What a person would type: 5.2 and 1312, not 1312.0
            given = mark.fields[name]
            words = f"{given:.15g}" if isinstance(given, float) else str(given)
            yield common | {"from_name": name, "type": "textarea", "value": place | {"text": [words]}}


def _read_annotation(task: dict[str, Any], annotation: dict[str, Any]) -> MarkedText:
    data = task["data"]
    regions: dict[str, dict[str, Any]] = {}
    for item in annotation["result"]:
        # Relations between regions have no value; they say nothing that a fact has a field for.
        if "value" in item:
            regions.setdefault(item["id"], {})[item["from_name"]] = item["value"]
    marks = [_read_region(key, values, data["start"]) for key, values in regions.items() if "label" in values]
    end = data["start"] + len(data["text"])
    meta = {name: data[name] for name in ("release_id", "report_id", "title", "sha256")}
    return MarkedText(
        text="",
        covered=((data["start"], end),),
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label))),
        annotator=_name_annotator(annotation.get("completed_by")),
        **meta,
    )


def _read_region(key: str, values: dict[str, Any], offset: int) -> Mark:
    place = values["label"]
    label = place["labels"][0]
    fields: dict[str, Any] = {}
    if label == QUANTITY:
        fields |= {name: values[name]["choices"][0] if name in values else None for name in _CHOICES}
        fields |= {
            name: _read_words(name, values[name]["text"]) if name in values else None for name in _AREAS
        }
    return Mark(
        mark_id=key,
        label=label,
        start=offset + place["start"],
        end=offset + place["end"],
        fields=_FIELDS.validate_python(fields),
    )


def _read_words(name: str, words: Any) -> object:
    text = "".join(words) if isinstance(words, list) else str(words)
    return float(text) if name in _NUMBERS else text


def _name_annotator(user: Any) -> str | None:
    if isinstance(user, dict):
        return str(user.get("email") or f"label-studio:{user['id']}")
    return None if user is None else f"label-studio:{user}"
