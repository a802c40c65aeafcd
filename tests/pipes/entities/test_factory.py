import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from docstruct.pipes.attributes import ensure_attributes
from docstruct.pipes.entities import factory  # noqa: F401  (registers the component)
from docstruct.pipes.entities.logic import find_entities
from tests.pipes.entities.marked import report

PIECES = [
    "嘉定区",
    "法雷奥",
    "、",
    "等项目",
    "沪苏湖高铁",
    "推进",
    "的",
    "“北虹之云”",
    "14号线",
    "上汽大众",
    "，",
    "（嘉定）",
    "研究院",
    "镇",
    "X",
    "3",
]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("docstruct_entities")
    return pipeline


def test_component_sets_labelled_spans_with_their_tag(nlp: spacy.Language) -> None:
    doc = nlp("推动嘉定区与上汽大众合作")
    assert [(span.text, span.label_, span._.entity.adcode) for span in doc.spans["entities"]] == [
        ("嘉定区", "DISTRICT", "310114"),
        ("上汽大众", "COMPANY", None),
    ]


def test_component_reads_the_report_of_the_document(nlp: spacy.Language) -> None:
    ensure_attributes()
    doc = nlp.make_doc("支持鼓楼区发展")
    doc._.report = report("320100").model_copy(update={"text": doc.text})
    assert nlp(doc).spans["entities"][0]._.entity.adcode == "320106"


@pytest.mark.parametrize("text", ["", "\n", "（）", "、、等", "“”"])
def test_odd_texts_pass(nlp: spacy.Language, text: str) -> None:
    assert list(nlp(text).spans["entities"]) == []


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_entities_are_ordered_disjoint_and_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    ends = [0]
    for found in find_entities(text, report()):
        assert ends[-1] <= found.start < found.end <= len(text)
        ends.append(found.end)
