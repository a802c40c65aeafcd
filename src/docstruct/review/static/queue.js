// The list on the left: filters, how many rows are left, one line a row.

import { fill, find, make } from "./dom.js";
import { goTo, loadQueue, state, tableOf } from "./store.js";
import { STATES } from "./words.js";

const STATE_FILTERS = { open: "待审", mine: "我审过的", all: "全部", ...STATES };
delete STATE_FILTERS.machine;

function select(name, label, options, value = "") {
  const entries = Array.isArray(options) ? options : Object.entries(options);
  return make("select", { name, "aria-label": label, title: label, change: apply },
    entries.map(([key, text]) => make("option", { value: key, selected: key === value }, text)));
}

/** Build the filters of the view. */
export function showFilters() {
  const { boot, filters } = state;
  const places = new Map(boot.reports.map((report) => [report.ref_area ?? "", report.ref_area_name]));
  const reports = boot.reports.map((report) => [report.report_id, report.title]);
  const facts = tableOf() === "observations";
  const either = state.view === "disputes" || state.view === "blind";
  fill(find("#filters"),
    either ? select("table", "事实或实体", { observations: "事实", mentions: "实体" }, tableOf()) : null,
    make("div.row", {},
      select("state", "审核状态", STATE_FILTERS, filters.state ?? "open"),
      select("order", "次序", { worth: "价值优先", text: "按原文" }, filters.order ?? "worth")),
    select("report", "报告", [["", "全部报告"], ...reports], filters.report ?? ""),
    make("div.row", {},
      select("place", "地区", [["", "全部地区"], ...places], filters.place ?? ""),
      facts
        ? select("indicator", "指标", [["", "全部指标"], ...boot.headline, ...extra(filters.indicator)], filters.indicator ?? "")
        : select("label", "实体类型", { "": "全部类型", ...boot.words.label }, filters.label ?? "")),
    facts ? make("div.row", {},
      select("kind", "类别", { "": "全部类别", ...boot.words.kind }, filters.kind ?? ""),
      select("status", "状态", { "": "全部状态", ...boot.words.status }, filters.status ?? "")) : null,
    make("input", { name: "find", type: "search", placeholder: "原句含有…   /", "aria-label": "原句含有", value: filters.find ?? "", maxLength: 100, change: apply }),
  );
}

// a series that is no headline series can be filtered by, too: from the record, with the key for it
function extra(indicator) {
  if (!indicator || state.boot.headline.some(([key]) => key === indicator)) return [];
  return [[indicator, state.filterName ?? indicator]];
}

function apply() {
  const form = new FormData(find("#filters"));
  const table = tableOf();
  state.filters = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  if (table !== tableOf()) showFilters();
  loadQueue();
}

export function setFilter(name, value, text = null) {
  state.filters = { ...state.filters, [name]: value };
  if (name === "indicator") state.filterName = text;
  showFilters();
  loadQueue();
}

function lineOf(line, place) {
  const { words } = state.boot;
  const label = words.kind[line.label] ?? words.label[line.label] ?? "";
  return make(`li.line.${line.state}`, { id: `line-${line.id}`, tabIndex: -1, click: () => goTo(state.lines.indexOf(line)), "aria-posinset": String(place + 1) },
    make("span.name", {}, line.name),
    make("span.figure", {}, line.figure),
    make("span.meta", {},
      line.severity ? make(`i.flag.${line.severity}`, { title: "有核查提示" }, "!") : null,
      `${line.place} ${line.year} · ${label}${line.status ? " · " + words.status[line.status] : ""}`),
    make("span.state", {}, line.state === "machine" ? "" : STATES[line.state]));
}

/** Show the list anew, or what was added to it. */
export function showLines({ fresh = false } = {}) {
  const list = find("#lines");
  if (fresh) list.replaceChildren();
  const from = list.children.length;
  list.append(...state.lines.slice(from).map((line, offset) => lineOf(line, from + offset)));
}

export function showLine(line) {
  const old = document.getElementById(`line-${line.id}`);
  if (!old) return;
  const place = state.lines.indexOf(line);
  const next = lineOf(line, place);
  if (place === state.at) next.classList.add("current");
  old.replaceWith(next);
}

export function showPlace() {
  find("#lines .current")?.classList.remove("current");
  const line = state.lines[state.at];
  const element = line && document.getElementById(`line-${line.id}`);
  element?.classList.add("current");
  element?.scrollIntoView({ block: "nearest" });
  showTally();
}

export function showTally() {
  const left = state.lines.filter((line) => line.state !== "machine").length;
  const open = (state.filters.state ?? "open") === "open";
  find("#tally").textContent = open
    ? `待审 ${(state.total - left).toLocaleString()} 条 · 本次已审 ${left}`
    : `共 ${state.total.toLocaleString()} 条`;
}

