"""The tables of the knowledge base: every column with type, meaning, unit and vocabulary.

Names are ``snake_case``; where SDMX has a term (``ref_area``, ``time_period``, ``freq``) it is used.
"""

from __future__ import annotations

import pyarrow as pa

from docstruct.kb import vocabularies as words
from docstruct.kb.schema import Column, Table, digest_schema

# fmt: off
TEXT, FLAG, DATE = pa.string(), pa.bool_(), pa.date32()
OFFSET, SMALL, NUMBER = pa.int32(), pa.int16(), pa.float64()
MOMENT = pa.timestamp("us", tz="UTC")


def _col(
    name: str,
    label: str,
    type_: pa.DataType,
    meaning: str,
    *,
    vocabulary: dict[str, str] | None = None,
    required: bool = False,
    unit: str | None = None,
    references: str | None = None,
    distinct: bool = False,
) -> Column:
    return Column(
        name=name,
        label=label,
        type=type_,
        meaning=meaning,
        vocabulary=vocabulary,
        required=required,
        unit=unit,
        references=references,
        distinct=distinct,
    )


def _report(meaning: str = "The report that the row was taken from.") -> Column:
    return _col("report_id", "报告编号", TEXT, meaning, required=True, references="reports.report_id")


_SECTION = _col("section_id", "章节编号", TEXT, "The innermost section around the span.",
     references="sections.section_id")
_REVIEW = _col("review_status", "审核状态", TEXT, "Whether a person has looked at the row.", required=True,
     vocabulary=words.REVIEW_STATUS)


def _span(what: str) -> tuple[Column, Column]:
    return (
        _col("char_start", "起始位置", OFFSET, f"Start of {what} in documents.text, counted from 0.",
             required=True, unit="code point"),
        _col("char_end", "结束位置", OFFSET, f"End of {what} in documents.text, exclusive.", required=True,
             unit="code point"),
    )


def _trust() -> tuple[Column, Column]:
    return (
        _col("confidence", "置信度", NUMBER, "How sure the rule or model is, from 0 to 1.", required=True),
        _col("method", "提取方法", TEXT, "The rule or model that made the row.", required=True),
    )


DOCUMENTS = Table(
    name="documents",
    meaning="The canonical text of each report, and the file it came from.",
    primary_key=("report_id",),
    order=("report_id",),
    reports_per_part=64,
    columns=(
        _report("The report that the text belongs to."),
        _col("text", "正文", TEXT, "Canonical text, page furniture removed; all offsets point into it.",
             required=True),
        _col("source_name", "来源名称", TEXT, "Name of the file or page as first taken in.", required=True),
        _col("source_uri", "来源地址", TEXT, "Where the file or page was found.", required=True),
        _col("sha256", "文件摘要", TEXT, "SHA-256 of the original bytes, hexadecimal.", required=True),
        _col("media_type", "文件类型", TEXT, "Media type of the original.", required=True),
    ),
)

REPORTS = Table(
    name="reports",
    meaning="One row a report: what it is, who issued it, which place and period it is about.",
    primary_key=("report_id",),
    reports_per_part=2048,
    order=("report_id",),
    columns=(
        _col("report_id", "报告编号", TEXT,
             "Stable identifier of the report, whatever its file is called.", required=True),
        _col("title", "标题", TEXT, "Title as written.", required=True),
        _col("report_type", "报告类型", TEXT, "Genre of the report.", required=True,
             vocabulary=words.REPORT_TYPE),
        _col("issuer", "发布机关", TEXT, "The body that gives the report.", required=True),
        _col("ref_area", "地区代码", TEXT, "Six-digit code of the place (GB/T 2260); 000000 is the country."),
        _col("ref_area_name", "地区", TEXT, "Name of the place.", required=True),
        _col("level", "行政层级", TEXT, "Administrative level of the place.", vocabulary=words.REGION_LEVEL),
        _col("year", "报告年份", SMALL, "Year in which the report was given.", required=True),
        _col("time_period", "报告期", TEXT,
             "The period that the report looks back on: 2024, 2024-H1, 2021/2025.", required=True),
        _col("period_start", "报告期起", DATE, "First day of time_period.", required=True),
        _col("period_end", "报告期止", DATE, "Last day of time_period.", required=True),
        _col("presented_on", "报告日期", DATE, "Day on which the report was presented."),
        _col("ingested_at", "入库时间", MOMENT,
             "The as-of time that the caller gave to the publishing run, if any; wall-clock time stands in manifest.json."),
        _col("run_id", "运行编号", TEXT, "Digest of the pipeline version and of the report's bytes.",
             required=True),
        _col("pipeline_version", "流程版本", TEXT, "Fingerprint of code, rules and models.", required=True),
    ),
)

SECTIONS = Table(
    name="sections",
    meaning="The section tree of each report.",
    primary_key=("section_id",),
    reports_per_part=512,
    order=("report_id", "char_start", "level", "section_id"),
    columns=(
        _col("section_id", "章节编号", TEXT, "Identifier of the section, unique in the base.", required=True,
             distinct=True),
        _report(),
        _col("parent_id", "上级章节", TEXT, "The section around it; null at the top.",
             references="sections.section_id"),
        _col("ordinal", "序号", OFFSET, "Place among its siblings.", required=True),
        _col("level", "层次", SMALL, "Depth in the tree; 1 is the top.", required=True),
        _col("heading", "标题", TEXT, "Heading as written; empty where there is none.", required=True),
        _col("role", "时间角色", TEXT, "What the section does: looks back, plans, names problems.",
             required=True, vocabulary=words.ROLE),
        *_span("the section, heading included,"),
    ),
)

OBSERVATIONS = Table(
    name="observations",
    meaning="One row a fact: a quantity, what it measures, and what makes it comparable.",
    primary_key=("obs_id",),
    order=("indicator_id", "ref_area", "report_id", "char_start", "obs_id"),
    reports_per_part=512,
    columns=(
        _col("obs_id", "观测编号", TEXT, "Hash of the content anchor; the same fact keeps it across runs.",
             required=True, distinct=True),
        _report(),
        _SECTION,
        _col("role", "时间角色", TEXT, "What that section does; null outside all sections.", vocabulary=words.ROLE),
        _col("ref_area", "地区代码", TEXT,
             "Code of the place that the figure is about; 000000 is the country."),
        _col("ref_area_name", "地区", TEXT, "Name of that place.", required=True),
        _col("indicator_id", "指标编号", TEXT,
             "Registered series; null where the wording is not in the registry.",
             references="indicators.indicator_id"),
        _col("indicator_text", "指标原文", TEXT, "The shortest noun phrase that says what is measured.",
             required=True),
        _col("predicate", "谓词", TEXT, "The verb between indicator and quantity (完成, 新增), as written."),
        _col("kind", "类别", TEXT, "What sort of figure it is.", required=True, vocabulary=words.KIND),
        _col("basis", "比较基期", TEXT, "What a growth is measured against.", vocabulary=words.BASIS),
        _col("price_basis", "价格口径", TEXT, "Constant or current prices, where stated.",
             vocabulary=words.PRICE_BASIS),
        _col("base_text", "基数原文", TEXT, "The whole of a share, or the other side of a gap, as written."),
        _col("quantity_text", "数量原文", TEXT, "Number, magnitude and unit exactly as written.",
             required=True),
        _col("value", "数值", NUMBER,
             "The number with 万 and 亿 multiplied out, in the unit as written; the lower end of a range."),
        _col("value_high", "数值上限", NUMBER, "The upper end of a range; null otherwise."),
        _col("unit_text", "单位原文", TEXT, "Unit as written, without magnitude words.", required=True),
        _col("unit", "单位", TEXT, "Canonical unit code.", references="units.unit"),
        _col("std_value", "标准值", NUMBER, "value in std_unit."),
        _col("std_unit", "标准单位", TEXT, "Metric standard unit (亩 → 公顷, 斤 → 千克).",
             references="units.unit"),
        _col("bound", "界限", TEXT, "Whether the figure is exact, about, or a limit.", required=True,
             vocabulary=words.BOUND),
        _col("status", "状态", TEXT, "Outcome, estimate or target.", required=True, vocabulary=words.STATUS),
        _col("commitment", "承诺用语", TEXT,
             "The word that commits to a target (确保, 力争, 预期), as written."),
        _col("time_period", "时期", TEXT,
             "Period that the figure is about: 2024, 2024-H1, 2024-Q3, 2024-01, 2021/2025.", required=True),
        _col("freq", "频率", TEXT, "Length of the period, where it is a standard one.",
             vocabulary=words.FREQ),
        _col("period_start", "时期起", DATE, "First day of time_period."),
        _col("period_end", "时期止", DATE, "Last day of time_period."),
        _col("subject_entity_id", "主体编号", TEXT,
             "The entity that the figure is about, where it is not a place.",
             references="entities.entity_id"),
        *_span("quantity_text"),
        _col("indicator_start", "指标起始", OFFSET,
             "Start of indicator_text in documents.text; null when the wording was composed.",
             unit="code point"),
        _col("indicator_end", "指标结束", OFFSET, "End of indicator_text, exclusive; null when composed.",
             unit="code point"),
        _col("evidence", "原句", TEXT, "The sentence around the quantity.", required=True, distinct=True),
        *_trust(),
        _REVIEW,
        _col("correction_id", "更正编号", TEXT, "The last correction event that changed the row."),
    ),
)

MENTIONS = Table(
    name="mentions",
    meaning="One row a named entity in place.",
    primary_key=("mention_id",),
    order=("report_id", "char_start", "char_end", "mention_id"),
    columns=(
        _col("mention_id", "提及编号", TEXT, "Hash of the content anchor.", required=True, distinct=True),
        _report(),
        _SECTION,
        _col("entity_id", "实体编号", TEXT, "The entity meant; null where it could not be told.",
             references="entities.entity_id"),
        _col("label", "实体类型", TEXT, "Kind of entity.", required=True, vocabulary=words.ENTITY_LABEL),
        _col("text", "原文", TEXT, "The name as written.", required=True),
        *_span("the name"),
        *_trust(),
        _REVIEW,
        _col("correction_id", "更正编号", TEXT, "The last correction event that changed the row."),
    ),
)

_ENTITY = (
    _col("label", "实体类型", TEXT, "Kind of entity.", required=True, vocabulary=words.ENTITY_LABEL),
    _col("name", "名称", TEXT,
         "Canonical name: the one that most reports give; then the longest, then the first in code point order.",
         required=True),
    _col("aliases", "别名", TEXT, "All other names and spellings, sorted, joined by |; empty if none.",
         required=True),
    _col("adcode", "行政区划代码", TEXT, "Six-digit code, for administrative divisions."),
    _col("candidates", "候选代码", TEXT,
         "Codes of the divisions of the name, joined by |, where nothing decides between them; else null."),
    _col("level", "级别", TEXT, "Level of a place; null for what is none.", vocabulary=words.REGION_LEVEL),
    _col("parent_adcode", "上级代码", TEXT, "Code of the division around it."),
    _col("valid_from", "生效", TEXT, "First year or day of validity."),
    _col("valid_to", "失效", TEXT, "Last year or day of validity; null while in force."),
)

ENTITIES = Table(
    name="entities",
    meaning="One row a thing across mentions and reports, merged from entity_forms.",
    primary_key=("entity_id",),
    order=("entity_id",),
    by_report=False,
    columns=(_col("entity_id", "实体编号", TEXT, "Identifier of the entity.", required=True), *_ENTITY),
)

ENTITY_FORMS = Table(
    name="entity_forms",
    meaning="What each report says of an entity; the rows that entities is merged from.",
    primary_key=("report_id", "entity_id"),
    order=("report_id", "entity_id"),
    columns=(
        _report(),
        _col("entity_id", "实体编号", TEXT, "The entity.", required=True, references="entities.entity_id"),
        *(
            column
            if column.name != "name"
            else _col("name", "名称", TEXT, "Canonical name as this report gives it.", required=True)
            for column in _ENTITY
        ),
    ),
)

INDICATORS = Table(
    name="indicators",
    meaning="The registry of series.",
    primary_key=("indicator_id",),
    order=("indicator_id",),
    by_report=False,
    columns=(
        _col("indicator_id", "指标编号", TEXT, "Identifier of the series.", required=True),
        _col("name", "指标名称", TEXT, "Canonical Chinese name.", required=True),
        _col("aliases", "别名", TEXT, "Other wordings, joined by |; empty if none.", required=True),
        _col("dimension", "量纲", TEXT, "Dimension of the unit of its level; null where any counter fits."),
        _col("kind", "常见类别", TEXT, "The kind that its figures usually take.", vocabulary=words.KIND),
        _col("definition", "定义", TEXT, "What the series measures.", required=True),
        _col("headline", "核心指标", FLAG, "Whether it is one of the series that everyone compares.",
             required=True),
    ),
)

UNITS = Table(
    name="units",
    meaning="The registry of units, completed by the composed units that observations use.",
    primary_key=("unit",),
    order=("unit",),
    by_report=False,
    columns=(
        _col("unit", "单位", TEXT, "Canonical code.", required=True),
        _col("name", "单位名称", TEXT, "Name as usually written.", required=True),
        _col("dimension", "量纲", TEXT, "What the unit measures; composed for one made of two units.",
             required=True),
        _col("factor", "换算系数", NUMBER, "value × factor is the value in std_unit.", required=True),
        _col("std_unit", "标准单位", TEXT, "The unit it converts to; itself if it is a standard.",
             required=True, references="units.unit"),
    ),
)

REGIONS = Table(
    name="regions",
    meaning="The register of places: codes of GB/T 2260, dissolved ones included, and a few of our own.",
    primary_key=("ref_area",),
    order=("ref_area",),
    by_report=False,
    columns=(
        _col("ref_area", "地区代码", TEXT, "Code of the place; 000000 is the country.", required=True),
        _col("name", "名称", TEXT, "Its latest full name.", required=True),
        _col("level", "行政层级", TEXT, "Administrative level.", required=True, vocabulary=words.REGION_LEVEL),
        _col("parent_area", "上级代码", TEXT, "The division around it; null for the country.",
             references="regions.ref_area"),
        _col("province", "省份", TEXT, "Name of the province-level division that it is or lies in."),
        _col("city", "地市", TEXT, "Name of the prefecture-level division that it is or lies in."),
        _col("valid_from", "设立年份", SMALL, "Year from which the name was in use; null before 1981."),
        _col("valid_to", "撤销年份", SMALL, "Year to which it was in use; null while in force."),
    ),
)

ISSUES = Table(
    name="issues",
    meaning="What the consistency checks found.",
    primary_key=(),
    order=("report_id", "check", "obs_id", "message", "severity"),
    columns=(
        _report("The report concerned."),
        _col("obs_id", "观测编号", TEXT, "The observation concerned, if one.",
             references="observations.obs_id"),
        _col("check", "检查", TEXT, "Name of the check.", required=True),
        _col("message", "说明", TEXT, "What was found, and what was expected.", required=True),
        _col("severity", "严重程度", TEXT, "How bad it is.", required=True, vocabulary=words.SEVERITY),
    ),
)

CORRECTIONS = Table(
    name="corrections",
    meaning="What people changed: one row a cell, with the machine's value beside the published one.",
    primary_key=(),
    order=("report_id", "table_name", "row_id", "field", "correction_id"),
    columns=(
        _col("correction_id", "更正编号", TEXT, "The event of the correction log.", required=True),
        _report(),
        _col("table_name", "表", TEXT, "The table that the cell is of.", required=True),
        _col("row_id", "行编号", TEXT, "Key of the row there; null where the event found no place."),
        _col("field", "字段", TEXT,
             "Column of the cell; exists: the whole row, as JSON; null: the event changed no cell of the row."),
        _col("machine_value", "机器值", TEXT, "What the machine gives, as text."),
        _col("published_value", "发布值", TEXT, "What this release holds, as text."),
        _col("op", "操作", TEXT, "What the person did.", required=True, vocabulary=words.EVENT_OP),
        _col("outcome", "结果", TEXT, "What became of it.", required=True, vocabulary=words.EVENT_OUTCOME),
        _col("actor", "更正人", TEXT, "Who did it.", required=True),
        _col("reason", "理由", TEXT, "Why, in their words; empty if they gave none.", required=True),
        _col("decided_at", "更正时间", MOMENT, "When, by the clock of the person.", required=True),
        _col("note", "备注", TEXT, "Why an orphan has no place; what a disputed or overruled event asks for."),
    ),
)

INPUTS = Table(
    name="inputs",
    meaning="Every document that was offered, and what became of it; also those that did not become reports.",
    primary_key=("input_key",),
    order=("input_key",),
    by_report=False,
    columns=(
        _col("input_key", "文件键", TEXT, "SHA-256 of the bytes; the address where they could not be read.", required=True),
        _col("sha256", "文件摘要", TEXT, "SHA-256 of the bytes, hexadecimal; null where they could not be read."),
        _col("source_name", "来源名称", TEXT, "Name of the file or page.", required=True),
        _col("source_uri", "来源地址", TEXT, "Where it was found.", required=True),
        _col("status", "处理结果", TEXT, "What became of it.", required=True, vocabulary=words.INPUT_STATUS),
        _col("fingerprint", "流程版本", TEXT, "The version of code, rules and models that decided.", required=True),
        _col("report_id", "报告编号", TEXT, "The report that it holds; null for what is none."),
        _col("year", "报告年份", SMALL, "Year in which the report was given."),
        _col("code", "原因代码", TEXT, "Why it was quarantined, as one word."),
        _col("reason", "原因", TEXT, "Why it was quarantined."),
        _col("action", "处理办法", TEXT, "What to do about it."),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        REPORTS,
        SECTIONS,
        OBSERVATIONS,
        MENTIONS,
        ENTITIES,
        ENTITY_FORMS,
        INDICATORS,
        UNITS,
        REGIONS,
        ISSUES,
        CORRECTIONS,
        INPUTS,
    )
}
# fmt: on

#: tables whose rows belong to one report each
BY_REPORT: tuple[Table, ...] = tuple(table for table in TABLES.values() if table.by_report)

SCHEMA_DIGEST = digest_schema(TABLES)
