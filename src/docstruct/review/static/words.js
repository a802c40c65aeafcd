// What fields are called, how each is edited, and the key that opens it. Words of vocabularies come from the server.

export const FACT_FIELDS = [
  { name: "indicator_text", label: "指标原文", key: "q", edit: "text" },
  { name: "indicator_id", label: "指标系列", key: "i", edit: "search", of: "indicators" },
  { name: "value", label: "数值", key: "v", edit: "number" },
  { name: "value_high", label: "数值上限", key: "h", edit: "number", rare: true },
  { name: "unit_text", label: "单位", key: "w", edit: "search", of: "units", free: true },
  { name: "bound", label: "界限", key: "b", edit: "options" },
  { name: "kind", label: "类别", key: "c", edit: "options" },
  { name: "basis", label: "比较基期", key: "y", edit: "options", empty: true },
  { name: "price_basis", label: "价格口径", key: "g", edit: "options", empty: true, rare: true },
  { name: "status", label: "状态", key: "s", edit: "options" },
  { name: "commitment", label: "承诺用语", key: "m", edit: "text", rare: true },
  { name: "time_period", label: "时期", key: "t", edit: "period" },
  { name: "ref_area", label: "地区", key: "d", edit: "search", of: "places", also: "ref_area_name", free: true },
  { name: "predicate", label: "谓词", key: "p", edit: "text" },
  { name: "base_text", label: "基数原文", key: "e", edit: "text", rare: true },
  { name: "subject_entity_id", label: "主体", key: "z", edit: "search", of: "entities", rare: true },
];

export const NAME_FIELDS = [
  { name: "label", label: "实体类型", key: "c", edit: "options" },
  { name: "entity_id", label: "所指实体", key: "i", edit: "search", of: "entities" },
];

/** Why: goes with the next decision, and is shown beside it ever after. */
export const REASON = { name: "reason", label: "理由", key: "l", edit: "text", rare: true };

export const STATES = {
  machine: "待审", confirmed: "已确认", corrected: "已更正", added: "增补", rejected: "已剔除", disputed: "有争议",
};

export const OPS = {
  accept: "确认", fix: "更正", reject: "剔除", add: "增补", rule: "规则", adjudicate: "裁定", undo: "撤销",
};

export const CHECKS = {
  contradiction: "前后矛盾", level_growth: "增速与水平不符", future_actual: "时期未到", money_per_person: "人均异常",
  plausible_range: "超出常见范围",
};

export const SCOPES = { report: "本报告", place: "本地区各报告", all: "全部报告" };

/** How a value of a field is shown. */
export function tell(field, value, words, names = {}, also = null) {
  if (value === null || value === undefined || value === "") return "";
  if (field.name === "indicator_id") return names.indicator_id ?? value;
  if (field.name === "entity_id" || field.name === "subject_entity_id") return names[field.name] ?? value;
  if (field.name === "ref_area") return also ?? value;
  if (field.edit === "number") return tellNumber(value);
  return words[field.name]?.[value] ?? String(value);
}

/** A number with 万 and 亿, as Chinese readers read it. */
export function tellNumber(value) {
  if (typeof value === "string") return value;
  for (const [size, word] of [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]]) {
    if (Math.abs(value) >= size) return `${Number((value / size).toPrecision(12))}${word}`;
  }
  return String(value);
}
