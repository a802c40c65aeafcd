"""The whole way of a report, and that nothing a report may hold stops it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.errors import NotAReport
from docstruct.extraction import extract, extract_file, load
from docstruct.records import Extraction
from docstruct.settings import Settings
from marking import FIVE_YEARS, HALF_YEAR, PLAN, REVIEW, Context, observe

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "samples").iterdir())

REPORT = """江苏省2025年政府工作报告
——2025年1月19日在江苏省人民代表大会会议上
各位代表：
现在，我代表省人民政府作工作报告，请予审议。
一、2024年工作回顾
过去一年，全省上下团结一心。地区生产总值增长5.8%，规上工业增加值增长7.7%。新建高标准农田298万亩，城镇新增就业143.02万人。
二、2025年主要目标
全年努力做到：城镇调查失业率控制在5%以内，地区生产总值增长5.5%以上，新增城镇就业不少于110万人。
三、2025年重点工作
扎实做好各项工作，让人民群众有更多获得感。各位代表，让我们携手并肩、开拓进取，为全省高质量发展作出新的贡献，奋力谱写现代化建设新篇章。
"""


@pytest.fixture(scope="module", params=SAMPLES, ids=[p.suffix[1:] + p.name[:5] for p in SAMPLES])
def sample(request: pytest.FixtureRequest) -> Extraction:
    return extract_file(request.param, Settings())


def test_every_figure_of_a_sample_is_the_words_at_its_place(sample: Extraction) -> None:
    text = sample.report.text
    assert [text[o.char_start : o.char_end] for o in sample.observations] == [
        o.quantity_text for o in sample.observations
    ]


def test_every_mention_of_a_sample_is_the_words_at_its_place(sample: Extraction) -> None:
    text = sample.report.text
    assert [text[m.char_start : m.char_end] for m in sample.mentions] == [m.text for m in sample.mentions]


def test_figures_of_a_sample_come_in_order_without_overlap(sample: Extraction) -> None:
    ends = [0] + [o.char_end for o in sample.observations]
    assert all(o.char_start >= end for o, end in zip(sample.observations, ends, strict=False))


def test_ids_of_a_sample_are_unique(sample: Extraction) -> None:
    for ids in ([o.obs_id for o in sample.observations], [m.mention_id for m in sample.mentions]):
        assert len(set(ids)) == len(ids)


def test_figures_of_a_sample_stand_in_its_sections(sample: Extraction) -> None:
    known = {section.section_id for section in sample.report.sections}
    assert {o.section_id for o in sample.observations} <= known


def test_figures_of_a_sample_are_held_by_their_evidence(sample: Extraction) -> None:
    assert [o.quantity_text for o in sample.observations if o.quantity_text not in o.evidence] == []


def test_figures_of_a_sample_are_about_a_period(sample: Extraction) -> None:
    scored = [o for o in sample.observations if o.kind not in ("spec", "rank")]
    assert [o.quantity_text for o in scored if o.period_start is None] == []


def test_named_subjects_of_a_sample_are_its_entities(sample: Extraction) -> None:
    known = {entity.entity_id for entity in sample.entities}
    assert {o.subject_entity_id for o in sample.observations} - {None} <= known
    assert {m.entity_id for m in sample.mentions} - {None} <= known


def test_text_becomes_an_extraction() -> None:
    extraction = extract(REPORT)
    assert (extraction.report.ref_area, extraction.report.year) == ("320000", 2025)
    assert [(o.indicator_id, o.kind, o.status, o.time_period, o.value) for o in extraction.observations] == [
        ("gdp", "growth", "actual", "2024", 5.8),
        ("industrial_va", "growth", "actual", "2024", 7.7),
        ("high_standard_farmland", "level", "actual", "2024", 2_980_000),
        ("new_urban_jobs", "level", "actual", "2024", 1_430_200),
        ("urban_unemployment", "level", "target", "2025", 5),
        ("gdp", "growth", "target", "2025", 5.5),
        ("new_urban_jobs", "level", "target", "2025", 1_100_000),
    ]


def test_the_same_text_gives_the_same_extraction() -> None:
    assert extract(REPORT) == extract(REPORT)


def test_the_file_name_may_tell_what_the_text_does_not() -> None:
    nameless = REPORT.split("\n", 2)[2].replace("2024年", "").replace("2025年", "")
    assert extract(nameless, source_name="2023年江苏省政府工作报告.txt").report.year == 2023


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(NotAReport):
        extract("今天天气晴朗，适合到公园散步。" * 40)


def test_the_pipeline_is_built_once() -> None:
    assert load(Settings()) is load(Settings())


# --- nothing stops it ---------------------------------------------------------------------------------------

FRAGMENTS = (
    "地区生产总值", "一般公共预算收入", "城乡居民人均可支配收入", "一、二、三产增加值", "粮食", "、", "和", "其中", "分别", "均", "各", "由", "从",
    "增至", "降到", "提高", "下降", "增长", "新增", "完成", "占", "比重", "高于全国", "比上年", "比2020年", "同比", "年均", "五年累计", "“十四五”以来",
    "上半年", "到2027年", "2025年", "1—11月", "去年", "预计", "力争", "确保", "控制在", "不低于", "超过", "约", "左右", "以上", "以内", "的", "等",
    "5%", "12.5％", "3.2个百分点", "2.2个", "1.5倍", "1312.1亿元", "10.6万", "３万平方公里", "3至5个", "5%—6%", "2.04∶1", "4.0∶37.7∶58.3",
    "三成", "过半", "翻番", "两位数", "三分之二", "第4位", "首位", "9金", "65岁", "15分钟", "亿元以上项目", "千余家", "上百场", "家", "万人次",
    "南疆", "浦东新区", "临港新片区", "全国", "苏州市", "联影二期", "“", "”", "（", "）", "《", "：", "；", "，", "。", "\n", "　", "!", "?", "-",
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40).map("".join),
    st.sampled_from([REVIEW, PLAN, HALF_YEAR, FIVE_YEARS]),
)
def test_any_mixture_of_the_genre_is_read(text: str, context: Context) -> None:
    for found in observe(text, context):
        assert text[found.char_start : found.char_end] == found.quantity_text
        assert 0 <= found.confidence <= 1


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for found in observe(text):
        assert text[found.char_start : found.char_end] == found.quantity_text


@pytest.mark.parametrize(
    "text",
    [
        "、" * 3000,
        "（" * 3000,
        "“" * 3000,
        "增长5%、" * 600,
        "分别增长" + "5%、" * 600,
        "由5亿元增至" * 400,
        "其中" * 1000 + "5家",
        "产值" + "9" * 300 + "元。",
        "a" * 3000,
    ],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert len(observe(text)) <= len(text)


def test_a_number_too_large_to_be_real_is_left() -> None:
    # Beyond 10^308 a number is infinite, which no fraction of a hectare is.
    assert observe("新增耕地" + "9" * 400 + "亩。") == ()
