from __future__ import annotations

import json
import re

import pytest
from rich.text import Text

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.connection import open_kb
from docstruct.kb.page import render_page
from docstruct.kb.show import find_report, outline, read_report

from .builders import make_extraction


@pytest.fixture
def connection(store, publish):
    publish(make_extraction(year=2024), make_extraction(year=2025), make_extraction("310115", "乙区"))
    return open_kb(store.kb)


def view_of(connection, words="310114-2025"):
    return read_report(connection, find_report(connection, words))


@pytest.mark.parametrize("words", ["310115-2025-gwr", "310115", "乙区人民政府", "2025乙区.docx"])
def test_report_is_found_by_id_title_or_file(connection, words):
    assert find_report(connection, words) == "310115-2025-gwr"


def test_several_reports_are_listed(connection):
    with pytest.raises(KnowledgeBaseError, match="310114-2024-gwr.*310114-2025-gwr"):
        find_report(connection, "甲区")


def test_unknown_report_names_some_that_exist(connection):
    with pytest.raises(KnowledgeBaseError, match="310114-2024-gwr"):
        find_report(connection, "戊市")


def test_outline_puts_facts_and_names_under_their_section(connection):
    lines = Text.from_markup(outline(view_of(connection))).plain.splitlines()
    review, plan = (next(n for n, line in enumerate(lines) if word in line) for word in ("一、", "二、"))
    assert "回顾" in lines[review]
    assert any("5.2%" in line for line in lines[review:plan])
    assert any("晨光机械" in line for line in lines[review:plan])
    assert any("≈5%" in line for line in lines[plan:])


def test_page_loads_nothing_from_elsewhere(connection):
    page = render_page(view_of(connection))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?:""", page)


def test_page_holds_the_whole_text_once(connection):
    view = view_of(connection)
    main = re.search(r"<main>(.*)</main>", render_page(view), re.S).group(1)
    words = re.sub(r"<[^>]+>", "", main)
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", view.text)


def test_page_marks_quantity_indicator_and_entity(connection):
    page = render_page(view_of(connection))
    assert re.search(r'class="mark quantity actual growth" data-facts="0">5\.2%</span>', page)
    assert re.search(r'class="mark indicator" data-facts="0">生产总值</span>', page)
    assert re.search(
        r'class="mark name COMPANY" title="企业 · 晨光机械" data-names="\d+">晨光机械</span>', page
    )


def test_indicator_shared_by_two_facts_carries_both(store, publish):
    extraction = make_extraction()
    first, second, third = extraction.observations
    same = third.model_copy(
        update={"indicator_text": second.indicator_text, "indicator_start": second.indicator_start,
                "indicator_end": second.indicator_end}
    )  # fmt: skip
    publish(extraction.model_copy(update={"observations": (first, second, same)}))
    assert 'class="mark indicator" data-facts="1 2"' in render_page(view_of(open_kb(store.kb)))


def test_entity_inside_an_indicator_is_cut_out_of_it(store, publish):
    extraction = make_extraction()
    start = extraction.observations[0].indicator_start - 2
    wide = extraction.observations[0].model_copy(
        update={"indicator_text": "甲区生产总值", "indicator_start": start}
    )
    publish(extraction.model_copy(update={"observations": (wide, *extraction.observations[1:])}))
    page = render_page(view_of(open_kb(store.kb)))
    assert re.search(
        r'class="mark indicator name DISTRICT"[^>]*>甲区</span><span class="mark indicator"', page
    )


def test_division_shows_its_code_behind_its_name_and_all_else_on_hover(connection):
    page = render_page(view_of(connection))
    assert re.search(r'class="[^"]*DISTRICT" title="行政区 · 甲区 310114[^"]*" data-note="310114"', page)


def publish_with_entity(publish, **changed):
    extraction = make_extraction()
    entities = [
        entity.model_copy(update=changed) if entity.label == "DISTRICT" else entity
        for entity in extraction.entities
    ]
    publish(extraction.model_copy(update={"entities": tuple(entities)}))


def test_ambiguous_place_shows_its_candidates(store, publish):
    publish_with_entity(publish, adcode=None, level="county", candidates="320106|350102")
    page = render_page(view_of(open_kb(store.kb)))
    assert 'data-note="候选2"' in page
    assert "未定，候选 320106、350102" in page


def test_canonical_name_stands_behind_other_words_only(store, publish):
    publish_with_entity(publish, adcode=None, name="甲乙丙丁戊己庚辛壬癸区")
    page = render_page(view_of(open_kb(store.kb)))
    assert 'data-note="甲乙丙丁戊己庚辛壬…"' in page
    assert re.search(r'COMPANY" title="企业 · 晨光机械" data-names', page)


def test_legend_names_the_five_labels_with_their_counts(connection):
    legend = re.search(r'<form class="legend".*?</form>', render_page(view_of(connection)), re.S).group(0)
    labels = re.findall(r'swatch ([A-Z]+)">(\w+)</span>', legend)
    assert [label for label, _ in labels] == ["DISTRICT", "ZONE", "PROJECT", "COMPANY", "ORG"]
    assert re.search(r'企业</span><span class="count">\d+</span>', legend)


def test_report_text_is_escaped(store, publish):
    extraction = make_extraction(company="</script><b>甲")
    publish(extraction)
    page = render_page(view_of(open_kb(store.kb)))
    assert "<b>甲" not in page
    records = re.search(r'id="records">(.*?)</script>', page, re.S).group(1)
    assert json.loads(records)["names"][1]["text"] == "</script><b>甲"
