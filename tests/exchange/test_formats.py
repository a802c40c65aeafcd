"""Every format gives back what it was given: offsets in code points, also beside characters outside the BMP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docstruct.exchange.formats import FORMATS
from docstruct.exchange.marks import QUANTITY, Mark, MarkedText

from .builders import MARKS, TEXT, marked, submit_all

WHOLE = {
    "docbin": "reports.spacy",
    "jsonl": "reports.jsonl",
    "brat": "",
    "web-annotation": "",
}
LETTERS = st.sampled_from("产值增长亿元𬭸𠮷𫓧😀5８.%，。 \t\u3000")


@st.composite
def texts(draw: st.DrawFn, alphabet: st.SearchStrategy[str] = LETTERS) -> MarkedText:
    text = draw(st.text(alphabet, min_size=2, max_size=40))
    marks = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        label = draw(st.sampled_from([QUANTITY, "PROJECT", "ORG"]))
        kind = draw(st.sampled_from(["level", "growth"]))
        fields = {"kind": kind, "indicator_text": text[:start]} if label == QUANTITY else {}
        marks.append(Mark(mark_id=f"m{number}", label=label, start=start, end=end, fields=fields))
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.label))
    return marked(text=text).model_copy(update={"marks": tuple(ordered)})


def go_round(name: str, report: MarkedText, folder: Path) -> list[MarkedText]:
    folder.mkdir(exist_ok=True)
    FORMATS[name].write([report], folder)
    return FORMATS[name].read(folder / WHOLE[name])


def by_id(marks: tuple[Mark, ...]) -> list[tuple[str, int, int, str]]:
    return sorted((str(m.mark_id), m.start, m.end, m.label) for m in marks)


@pytest.mark.parametrize("name", WHOLE)
@given(report=texts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marks_come_back_as_they_went(name: str, report: MarkedText, tmp_path: Path) -> None:
    (back,) = go_round(name, report, tmp_path / name)
    assert sorted(back.marks, key=repr) == sorted(report.marks, key=repr)


@pytest.mark.parametrize("name", ["docbin", "jsonl", "brat"])
def test_text_comes_back_as_it_went(name: str, tmp_path: Path) -> None:
    assert go_round(name, marked(), tmp_path)[0].text == TEXT


@given(report=texts())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_label_studio_keeps_offsets(report: MarkedText, tmp_path: Path) -> None:
    FORMATS["label-studio"].write([report], tmp_path)
    submit_all(tmp_path / "tasks.json", tmp_path / "export.json")
    back = FORMATS["label-studio"].read(tmp_path / "export.json")
    assert by_id(tuple(mark for task in back for mark in task.marks)) == by_id(report.marks)


@pytest.fixture
def exported(tmp_path: Path) -> Callable[[object], list[MarkedText]]:
    def call(user: object = 1) -> list[MarkedText]:
        FORMATS["label-studio"].write([marked()], tmp_path)
        submit_all(tmp_path / "tasks.json", tmp_path / "export.json", user=user)
        return FORMATS["label-studio"].read(tmp_path / "export.json")

    return call


def test_a_task_is_a_paragraph_and_covers_it_alone(exported: Callable[..., list[MarkedText]]) -> None:
    lines = TEXT.split("\n")
    first = len(lines[0]) + 1
    second = first + len(lines[1]) + 1
    assert [task.covered for task in exported()] == [
        ((first, first + len(lines[1])),),
        ((second, len(TEXT)),),
    ]


@pytest.mark.parametrize(
    ("user", "name"), [(3, "label-studio:3"), ({"id": 4, "email": "li@example.org"}, "li@example.org")]
)
def test_annotators_are_named(exported: Callable[..., list[MarkedText]], user: object, name: str) -> None:
    assert {task.annotator for task in exported(user)} == {name}


def test_fields_of_a_region_come_back(exported: Callable[..., list[MarkedText]]) -> None:
    back = {mark.mark_id: mark.fields for task in exported() for mark in task.marks}
    shown = {name: value for name, value in back["f2"].items() if value is not None}
    assert shown == MARKS[1].fields


def test_skipped_annotations_decide_nothing(tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(
        '[{"data": {}, "annotations": [{"was_cancelled": true, "result": []}]}]', "utf-8"
    )
    assert FORMATS["label-studio"].read(tmp_path / "export.json") == []


def test_brat_splits_a_mark_at_a_line_break(tmp_path: Path) -> None:
    text = "产值\n增长"
    report = marked(Mark(mark_id="m", label="ORG", start=1, end=4), text=text)
    FORMATS["brat"].write([report], tmp_path)
    assert (tmp_path / "r1.ann").read_text("utf-8").startswith("T1\tORG 1 2;3 4\t值 增\n")


def test_brat_attributes_override_nothing_else(tmp_path: Path) -> None:
    FORMATS["brat"].write([marked()], tmp_path)
    path = tmp_path / "r1.ann"
    path.write_text(path.read_text("utf-8").replace("\tkind T1 level", "\tkind T1 share"), "utf-8")
    (back,) = FORMATS["brat"].read(tmp_path)
    assert back.marks[0].fields == MARKS[0].fields | {"kind": "share"}


def test_web_annotations_quote_their_words(tmp_path: Path) -> None:
    (path,) = FORMATS["web-annotation"].write([marked()], tmp_path)
    assert '"exact": "𠮷祥工业园"' in path.read_text("utf-8")
