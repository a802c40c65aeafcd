"""The views that researchers export, described like tables: one source for codebooks, labels and the dictionary page."""

from __future__ import annotations

import pyarrow as pa

from docstruct.kb import vocabularies as words
from docstruct.kb.schema import Column, Table
from docstruct.kb.tables import CORRECTIONS, OBSERVATIONS

# fmt: off
TEXT, SMALL, WIDE, NUMBER = pa.string(), pa.int16(), pa.int64(), pa.float64()


def _col(name: str, label: str, type_: pa.DataType, meaning: str, *, vocabulary: dict[str, str] | None = None,
         required: bool = False) -> Column:
    return Column(name=name, label=label, type=type_, meaning=meaning, vocabulary=vocabulary, required=required)


_PLACE = (
    _col("ref_area", "地区代码", TEXT, "Six-digit code of the place (GB/T 2260); 000000 is the country.", required=True),
    _col("province", "省份", TEXT, "The province-level division that the place is or lies in."),
    _col("city", "地市", TEXT, "The prefecture-level division that the place is or lies in."),
    _col("region", "地区", TEXT, "Name of the place.", required=True),
    _col("level", "行政层级", TEXT, "Administrative level of the place.", vocabulary=words.REGION_LEVEL),
    _col("year", "年份", SMALL, "Year in which time_period ends."),
    _col("time_period", "时期", TEXT, "Period that the figure is about.", required=True),
    _col("indicator_id", "指标编号", TEXT, "The series.", required=True),
    _col("indicator", "指标", TEXT, "Its name.", required=True),
    _col("kind", "类别", TEXT, "What sort of figure it is.", required=True, vocabulary=words.KIND),
    _col("basis", "比较基期", TEXT, "What a growth is measured against.", vocabulary=words.BASIS),
    _col("measure", "口径", TEXT, "What a count counts where it is not the stock: 新增, 开工, 竣工 …; null for headline series."),
    _col("base", "基数", TEXT, "The whole of a share, the other side of a gap, as written."),
)

_HARDNESS = _col("hardness", "软硬约束", TEXT, "How hard a target is worded; null for outcomes.", vocabulary=words.HARDNESS)

PANEL = Table(
    name="panel",
    meaning="One row a cell: the observation chosen for a series, place, period and side.",
    primary_key=(),
    order=("indicator_id", "ref_area", "time_period", "side"),
    by_report=False,
    columns=(
        *_PLACE,
        _col("side", "目标或结果", TEXT, "Target or outcome.", required=True, vocabulary=words.SIDE),
        _col("status", "状态", TEXT, "Outcome, estimate or target.", required=True, vocabulary=words.STATUS),
        _col("value", "数值", NUMBER, "The figure in unit; the lower end of a range.", required=True),
        _col("unit_name", "单位名称", TEXT, "Name of the unit.", required=True),
        _col("unit", "单位", TEXT, "Canonical code of the unit.", required=True),
        _col("low", "下限", NUMBER, "Lower end of what the wording allows; null where it is open (以内)."),
        _col("high", "上限", NUMBER, "Upper end of what the wording allows; null where it is open (以上)."),
        _col("bound", "界限", TEXT, "Whether the figure is exact, about, or a limit; of a decline, on its size.", required=True,
             vocabulary=words.BOUND),
        _col("commitment", "承诺用语", TEXT, "The word that commits to a target, as written."),
        _HARDNESS,
        _col("wording", "指标原文", TEXT, "What is measured, in the words of the report.", required=True),
        _col("quantity", "数量原文", TEXT, "Number and unit exactly as written.", required=True),
        _col("sentence", "原句", TEXT, "The sentence around it.", required=True),
        _col("report", "报告", TEXT, "Title of the report.", required=True),
        _col("report_year", "报告年份", SMALL, "Year in which the report was given.", required=True),
        _col("report_id", "报告编号", TEXT, "Identifier of the report.", required=True),
        _col("review_status", "审核状态", TEXT, "Whether a person has looked at the figure.", required=True,
             vocabulary=words.REVIEW_STATUS),
        _col("answers", "候选数", WIDE, "How many observations answer the cell; the view cells shows all.", required=True),
        _col("obs_id", "观测编号", TEXT, "The observation chosen.", required=True),
    ),
)

SCORECARD = Table(
    name="scorecard",
    meaning="One row a target: what became of it, and the target of the place above.",
    primary_key=(),
    order=("indicator_id", "ref_area", "time_period"),
    by_report=False,
    columns=(
        *_PLACE,
        _col("unit", "单位", TEXT, "Canonical code of the unit.", required=True),
        _col("unit_name", "单位名称", TEXT, "Name of the unit.", required=True),
        _col("target", "目标值", NUMBER, "The target; the lower end of a range.", required=True),
        _col("target_low", "目标下限", NUMBER, "Lower end of what the wording allows."),
        _col("target_high", "目标上限", NUMBER, "Upper end of what the wording allows."),
        _col("target_bound", "目标界限", TEXT, "Whether the target is exact, about, or a limit.", required=True,
             vocabulary=words.BOUND),
        _col("commitment", "承诺用语", TEXT, "The word that commits to the target, as written."),
        _HARDNESS,
        _col("outcome", "结果值", NUMBER, "What came of it, from whichever report gives it; null while unknown."),
        _col("outcome_bound", "结果界限", TEXT, "Whether the outcome is exact, about, or a limit.", vocabulary=words.BOUND),
        _col("outcome_status", "结果状态", TEXT, "Outcome or estimate.", vocabulary=words.STATUS),
        _col("gap", "差额", NUMBER, "Outcome less target, in unit."),
        _col("parent_area", "上级代码", TEXT, "The place above, where its target for the same series and period is known."),
        _col("parent_target", "上级目标值", NUMBER, "The target of the place above."),
        _col("parent_bound", "上级目标界限", TEXT, "Whether that is exact, about, or a limit.", vocabulary=words.BOUND),
        _col("step_up", "加码", NUMBER, "Target less that of the place above, for rates; above 0 is 层层加码."),
        _col("target_wording", "目标指标原文", TEXT, "What the target measures, in the words of the report.", required=True),
        _col("target_quantity", "目标原文", TEXT, "Number and unit of the target exactly as written.", required=True),
        _col("target_sentence", "目标原句", TEXT, "The sentence that sets the target.", required=True),
        _col("target_report", "目标报告", TEXT, "Identifier of its report.", required=True),
        _col("target_obs_id", "目标观测编号", TEXT, "The observation of the target.", required=True),
        _col("outcome_wording", "结果指标原文", TEXT, "What the outcome measures, in the words of the report."),
        _col("outcome_quantity", "结果原文", TEXT, "Number and unit of the outcome exactly as written."),
        _col("outcome_sentence", "结果原句", TEXT, "The sentence that gives the outcome."),
        _col("outcome_report", "结果报告", TEXT, "Identifier of its report."),
        _col("outcome_obs_id", "结果观测编号", TEXT, "The observation of the outcome."),
        _col("parent_obs_id", "上级观测编号", TEXT, "The observation of the target of the place above."),
        _col("result", "完成情况", TEXT, "Whether the outcome keeps the target; null while unknown.", vocabulary=words.RESULT),
    ),
)

TRIPLES = Table(
    name="triples",
    meaning="One row an observation, plainly: quantity, unit, indicator, and what makes them comparable.",
    primary_key=("obs_id",),
    order=("report_id", "obs_id"),
    by_report=False,
    columns=(
        _col("quantity", "数量原文", TEXT, "Number, magnitude and unit exactly as written.", required=True),
        _col("unit", "单位原文", TEXT, "Unit as written.", required=True),
        _col("indicator", "指标原文", TEXT, "What is measured, in the words of the report.", required=True),
        _col("region", "地区", TEXT, "Name of the place that the figure is about.", required=True),
        *(OBSERVATIONS.column(name) for name in (
            "time_period", "kind", "status", "bound", "value", "value_high", "indicator_id", "ref_area")),
        _col("report", "报告", TEXT, "Title of the report.", required=True),
        *(OBSERVATIONS.column(name) for name in ("evidence", "report_id", "obs_id")),
    ),
)

CORRECTED = Table(
    name="corrected",
    meaning="One row a corrected cell: the machine's value beside the human one, with the words they are about.",
    primary_key=(),
    order=("report_id", "row_id", "field", "correction_id"),
    by_report=False,
    columns=(
        CORRECTIONS.column("table_name"),
        _col("report", "报告", TEXT, "Title of the report.", required=True),
        CORRECTIONS.column("field"),
        CORRECTIONS.column("machine_value"),
        _col("human_value", "人工值", TEXT, "What the release holds by the word of a person, as text."),
        *(CORRECTIONS.column(name) for name in ("outcome", "op", "actor", "reason", "decided_at", "note")),
        _col("indicator", "指标原文", TEXT, "What is measured, of a figure."),
        _col("words", "原文", TEXT, "The figure or name as written; null for an orphan."),
        _col("sentence", "原句", TEXT, "The sentence around a figure."),
        *(CORRECTIONS.column(name) for name in ("report_id", "row_id", "correction_id")),
    ),
)
# fmt: on

#: views with a description; ``targets`` and ``outcomes`` are halves of ``panel``, ``cells`` is its workings
VIEW_TABLES: dict[str, Table] = {table.name: table for table in (TRIPLES, PANEL, SCORECARD, CORRECTED)}
