"""The components as spaCy sees them."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

from docstruct.extraction import load
from docstruct.pipes.frames import Fact
from docstruct.pipes.pipeline import COMPONENTS, build_pipeline

TEXT = "2023年地区生产总值完成2865.4亿元、增长5.6%。城乡居民人均可支配收入分别增长5.1%和6.7%。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def read_facts(nlp: Language, text: str) -> list[Fact]:
    doc = nlp(text)
    return [span._.fact for span in doc.spans["facts"]]


def test_components_run_in_their_order(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == COMPONENTS


def test_matching_alone_changes_nothing(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    for name in COMPONENTS:
        spans, fact = {key: list(group) for key, group in doc.spans.items()}, doc._.facts
        component = nlp.get_pipe(name)
        component.match(doc)
        assert {key: list(group) for key, group in doc.spans.items()} == spans
        assert doc._.facts is fact
        doc = component(doc)


def test_running_twice_gives_the_same_facts(nlp: Language) -> None:
    assert read_facts(nlp, TEXT) == read_facts(nlp, TEXT)


def test_two_pipelines_do_not_share_state() -> None:
    one, other = build_pipeline(), build_pipeline()
    one("全市新增公园120座。")
    assert [fact.frame.quantity.text for fact in read_facts(other, TEXT)] == [
        "2865.4亿元",
        "5.6%",
        "5.1%",
        "6.7%",
    ]


def test_bare_text_takes_the_year_it_names(nlp: Language) -> None:
    assert {fact.period for fact in read_facts(nlp, TEXT)} == {"2023"}


def test_bare_text_without_a_year_has_no_period(nlp: Language) -> None:
    assert [fact.period for fact in read_facts(nlp, "新增公园120座，增长5.6%。")] == ["", ""]


@pytest.mark.parametrize("text", ["", " ", "\n", "各项工作稳步推进。"])
def test_text_without_figures_has_no_facts(nlp: Language, text: str) -> None:
    assert read_facts(nlp, text) == []


@pytest.mark.xfail(strict=True, reason="pyproject.toml names docstruct_entities only")
def test_any_project_can_add_a_component_by_name(root: Path) -> None:
    # read from pyproject.toml: an editable install may be older than it
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    points = project["entry-points"]["spacy_factories"]
    for name, target in points.items():
        module, _, function = target.partition(":")
        assert callable(getattr(importlib.import_module(module), function)), name
    assert set(points) == set(COMPONENTS)
