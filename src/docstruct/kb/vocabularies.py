"""The closed vocabularies of the knowledge base, each word with its meaning."""

from __future__ import annotations

REPORT_TYPE = {
    "government_work_report": "政府工作报告",
    "plan_execution": "国民经济和社会发展计划执行情况的报告",
    "budget": "预算执行情况和预算草案的报告",
    "statistical_communique": "国民经济和社会发展统计公报",
    "other": "another report of a government",
}
REGION_LEVEL = {
    "nation": "the country",
    "province": "省, 自治区, 直辖市",
    "city": "地级市, 地区, 自治州, 盟",
    "county": "县, 县级市, 市辖区, 旗",
    "town": "乡, 镇, 街道",
    "village": "村, 社区, 嘎查",
}
ROLE = {
    "review": "looks back: work done, results",
    "plan": "looks ahead: targets, tasks",
    "problems": "difficulties and shortcomings",
    "preamble": "title, opening, formal address",
    "closing": "appeal at the end",
    "appendix": "notes, glossary, attached lists",
}
KIND = {
    "level": "an amount, a count, a rate that has a name",
    "growth": "a relative change (%, 倍, 翻番); a decline is negative",
    "delta": "an absolute change; a decline is negative",
    "share": "a part of a named whole",
    "gap": "a difference from another place or group; below it is negative",
    "rank": "a place in an order",
    "spec": "a figure that defines or filters a thing instead of measuring it",
}
BASIS = {
    "yoy": "against the same period of the year before (同比, 比上年)",
    "pop": "against the period before (环比)",
    "cagr": "yearly average over the period (年均)",
    "span": "over the whole period (五年增长, 累计增长)",
}
PRICE_BASIS = {"real": "at constant prices (可比, 不变价)", "nominal": "at current prices (名义)"}
BOUND = {
    "eq": "the figure itself",
    "approx": "about (左右, 约, 近)",
    "ge": "at least (以上, 不低于)",
    "gt": "more than (超, 突破, 多, 余)",
    "le": "at most (以内, 不超过)",
    "lt": "less than (不足, 低于 as a limit)",
}
STATUS = {
    "actual": "reported as having happened",
    "estimate": "预计, 初步核算 for a period that is over or ending",
    "target": "aimed at, planned, promised, arranged",
}
FREQ = {"A": "year", "S": "half year", "Q": "quarter", "M": "month"}
ENTITY_LABEL = {
    "DISTRICT": "an administrative division of any level",
    "ZONE": "a functional area that is not an administrative division",
    "PROJECT": "a named undertaking with a site or a works plan",
    "COMPANY": "a named enterprise",
    "ORG": "any other named institution",
}
INPUT_STATUS = {
    "published": "its report stands in the release",
    "superseded": "another file of the same report is used",
    "quarantined": "it did not become a report",
}
REVIEW_STATUS = {
    "machine": "as extracted; nobody has looked at it",
    "confirmed": "a person agreed",
    "corrected": "a person changed at least one field",
    "added": "a person added the row",
    "disputed": "people disagree; the last undisputed value stands",
}
EVENT_OP = {
    "accept": "agreed with the row",
    "fix": "set a field",
    "reject": "said that there is no such fact or name",
    "add": "gave a fact or name that was missed",
    "rule": "said what series a wording always means",
    "adjudicate": "decided where others differ",
    "undo": "took an event back",
}
EVENT_OUTCOME = {
    "applied": "the cell is as it is by this event",
    "agreed": "what is published is what the event says",
    "disputed": "people differ; the last undisputed value stands",
    "overruled": "a word of higher rank goes before it, or the row is rejected",
    "orphaned": "its words have no certain place in the present text",
}
SEVERITY = {"error": "cannot be right", "warning": "unlikely to be right", "info": "worth knowing"}
SIDE = {"target": "what was aimed at", "outcome": "what came of it, or is expected to have come"}
HARDNESS = {
    "hard": "确保, 不低于, 控制在, or a limit (以上, 以内)",
    "soft": "左右, a range, or 力争 or 预期 before a bare figure",
    "plain": "a bare figure without any such word",
}
RESULT = {
    "met": "on the right side of the target, or within what 左右 allows",
    "close": "missed by little",
    "missed": "missed by more",
}
REASON = {
    "repeated": "the same figure again",
    "rounded": "the chosen figure, rounded",
    "within_limit": "a limit or range that the chosen figure keeps, or the reverse",
    "overruled": "a person decided for the chosen one",
    "estimate": "an estimate; the chosen one is the outcome",
    "revised": "a later report gives another figure, within a tenth",
    "reset": "another year's report sets or recalls another target",
    "other_place": "another place's report says otherwise",
    "other_scope": "a count of a part or a stage under the same name (开工, 完工), or a rank elsewhere",
    "contradicts": "cannot be right if the chosen one is",
}
CHANGE = {"added": "new", "removed": "gone", "changed": "in both, with another value of a field"}
WHY = {
    "new_report": "its report is new",
    "report_gone": "its report left the base",
    "correction": "a person corrected it, or took a correction back",
    "new_version": "its report came in a new version",
    "new_program": "a new version of program, lexicons or model read the same file",
    "other": "none of these: other registries were given to the publication",
}

#: what people read in pages, tables and value labels, by column and word
CHINESE: dict[str, dict[str, str]] = {
    "role": {
        "review": "回顾",
        "plan": "部署",
        "problems": "问题",
        "preamble": "开头",
        "closing": "结尾",
        "appendix": "附录",
    },
    "kind": {
        "level": "水平",
        "growth": "增速",
        "delta": "增减量",
        "share": "占比",
        "gap": "差距",
        "rank": "位次",
        "spec": "限定",
    },
    "basis": {"yoy": "同比", "pop": "环比", "cagr": "年均", "span": "跨期"},
    "price_basis": {"real": "不变价", "nominal": "现价"},
    "bound": {"eq": "等于", "approx": "左右", "ge": "不低于", "gt": "超过", "le": "不高于", "lt": "低于"},
    "status": {"actual": "实际", "estimate": "预计", "target": "目标"},
    "label": {"DISTRICT": "行政区", "ZONE": "功能区", "PROJECT": "项目", "COMPANY": "企业", "ORG": "机构"},
    "review_status": {
        "machine": "机器提取",
        "confirmed": "已确认",
        "corrected": "已更正",
        "added": "人工增补",
        "disputed": "有争议",
    },
    "side": {"target": "目标", "outcome": "结果"},
    "hardness": {"hard": "硬约束", "soft": "软约束", "plain": "无修饰"},
    "result": {"met": "完成", "close": "接近", "missed": "未完成"},
    "reason": {
        "repeated": "重复",
        "rounded": "取整",
        "within_limit": "与限值相容",
        "overruled": "人工另定",
        "estimate": "预计数",
        "revised": "后有修订",
        "reset": "另有设定",
        "other_place": "他地引述",
        "other_scope": "口径不同",
        "contradicts": "矛盾",
    },
    "change": {"added": "新增", "removed": "移除", "changed": "改动"},
    "why": {
        "new_report": "新报告",
        "report_gone": "报告移除",
        "correction": "人工更正",
        "new_version": "报告新版",
        "new_program": "程序更新",
        "other": "其他",
    },
    "level": {
        "nation": "全国",
        "province": "省级",
        "city": "地级",
        "county": "县级",
        "town": "乡级",
        "village": "村级",
    },
}
