"""From the annotated document to records: ids, places in the text, signs, sections."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.assemble import assemble_mentions, assemble_observations
from docstruct.extraction import annotate, load
from docstruct.records import Mention, Observation, Report, Section
from docstruct.structure import Anchors
from marking import REVIEW, Context, make_report, observe

TEXT = (
    "全市地区生产总值完成2865.4亿元、可比增长5.6%。\n"
    "规上工业增加值增长７．１％，电信诈骗案件数减少12.7%。\n"
    "城乡居民人均可支配收入分别增长5.1%和6.7%，建设样板3至5个。"
)


def assemble(text: str, context: Context = REVIEW) -> tuple[Observation, ...]:
    report = make_report(text, context)
    return tuple(found.observation for found in assemble_observations(annotate(report, load()), report))


def mention(report: Report) -> tuple[Mention, ...]:
    return assemble_mentions(annotate(report, load()), report)


def test_each_figure_is_the_words_at_its_place() -> None:
    found = assemble(TEXT)
    assert [TEXT[o.char_start : o.char_end] for o in found] == [o.quantity_text for o in found]
    assert [o.quantity_text for o in found] == [
        "2865.4亿元",
        "5.6%",
        "７．１％",
        "12.7%",
        "5.1%",
        "6.7%",
        "3至5个",
    ]


def test_an_indicator_that_stands_in_the_text_has_its_place() -> None:
    placed = [o for o in assemble(TEXT) if o.indicator_start is not None]
    assert [TEXT[o.indicator_start : o.indicator_end] for o in placed] == [o.indicator_text for o in placed]
    assert placed


def test_a_composed_indicator_has_no_place() -> None:
    (_, _, _, _, urban, _, _) = assemble(TEXT)
    assert (urban.indicator_text, urban.indicator_start, urban.indicator_end) == (
        "城镇居民人均可支配收入",
        None,
        None,
    )


def test_an_indicator_keeps_the_width_of_the_report() -> None:
    (users,) = assemble("５Ｇ用户普及率达到65%。")
    assert users.indicator_text == "５Ｇ用户普及率"


@pytest.mark.parametrize(
    ("text", "value", "high"),
    [
        ("电信诈骗案件数减少12.7%。", -12.7, None),
        ("打造特色样板3至5个。", 3.0, 5.0),
        ("单位生产总值能耗下降2%—3%。", -2.0, -3.0),
    ],
)
def test_declines_are_negative_and_ranges_have_two_ends(text: str, value: float, high: float | None) -> None:
    (found,) = assemble(text)
    assert (found.value, found.value_high) == (value, high)


def test_the_evidence_is_the_sentence_around_the_figure() -> None:
    sentences = TEXT.split("\n")
    assert [o.evidence for o in assemble(TEXT)] == [sentences[i] for i in (0, 0, 1, 1, 2, 2, 2)]


def test_a_figure_belongs_to_the_deepest_section() -> None:
    heading = "（一）工业"
    text = f"一、工作回顾\n{heading}\n规上工业增加值增长7.1%。"
    report = make_report(text)
    inner = Section(
        section_id="1.1",
        parent_id="1",
        ordinal=1,
        level=2,
        heading=heading,
        role="review",
        char_start=text.index(heading),
        char_end=len(text),
    )
    report = report.model_copy(update={"sections": (*report.sections, inner)})
    (found,) = assemble_observations(annotate(report, load()), report)
    assert found.observation.section_id == "1.1"


def test_the_place_of_a_figure_is_told_as_written() -> None:
    report = make_report("南疆固定资产投资增长6.3%。", Context(ref_area="650000", place="新疆维吾尔自治区"))
    (found,) = assemble_observations(annotate(report, load()), report)
    assert found.region == "南疆"


# --- ids ----------------------------------------------------------------------------------------------------


def test_an_id_hangs_on_the_words_around_and_not_on_the_place() -> None:
    opening = "过去的一年，全市上下团结奋斗，各项事业取得了新的进展，主要情况如下。\n"
    before = "会议听取了各方面的意见建议，讨论了下一阶段的工作部署和要求。\n"
    assert [o.obs_id for o in observe(before + opening + TEXT)] == [o.obs_id for o in observe(opening + TEXT)]


def test_white_space_does_not_change_an_id() -> None:
    assert [o.obs_id for o in observe(TEXT.replace("\n", "\n\n  "))] == [o.obs_id for o in observe(TEXT)]


def test_two_reports_never_share_an_id() -> None:
    report = make_report(TEXT)
    other = report.model_copy(update={"report_id": "other"})
    ids = [
        {f.observation.obs_id for f in assemble_observations(annotate(r, load()), r)} for r in (report, other)
    ]
    assert ids[0] & ids[1] == set()


def test_repeated_sentences_have_ids_of_their_own() -> None:
    found = observe("新增公园120座。\n" * 40)
    assert len(found) == 40
    assert len({o.obs_id for o in found}) == 40


@settings(deadline=None)
@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=20),
)
def test_anchors_are_unique_whatever_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    anchors = Anchors("report", text)
    ids = [anchors.make(start, start + size, "observation") for start, size in spans]
    assert len(set(ids)) == len(ids)


def test_a_figure_and_a_mention_of_one_span_have_different_ids() -> None:
    assert Anchors("r", "甲乙").make(0, 1, "observation") != Anchors("r", "甲乙").make(0, 1, "ORG")


# --- mentions -----------------------------------------------------------------------------------------------


def test_a_mention_is_the_words_at_its_place() -> None:
    report = make_report("苏州市、无锡市经济总量居前，南京市城镇新增就业28.5万人。")
    found = mention(report)
    assert [report.text[m.char_start : m.char_end] for m in found] == [m.text for m in found]
    assert {"苏州市", "无锡市", "南京市"} <= {m.text for m in found if m.label == "DISTRICT"}
