// How far the work is, and who did what.

import { fill, find, make, say, tellTime } from "./dom.js";
import { read } from "./net.js";
import { decide, state } from "./store.js";
import { FACT_FIELDS, NAME_FIELDS, OPS, STATES, tell } from "./words.js";

const FIELDS = new Map([...FACT_FIELDS, ...NAME_FIELDS].map((field) => [field.name, field]));

const LABELS = { status: "状态", kind: "类别", label: "类型" };

const percent = (done, total) => (total ? (done / total) * 100 : 0);

function bar(done, total) {
  return make("progress", { max: Math.max(total, 1), value: done });
}

/** Fill the page of progress. */
export async function showProgress() {
  const page = find("#report");
  const [progress, feed] = await Promise.all([read("progress"), read("feed")]);
  fill(page, make("div.progress", {},
    make("section.totals", {}, make("h2", {}, "进度"),
      make("p.big", {}, `${progress.done.toLocaleString()} / ${progress.total.toLocaleString()}`, make("small", {}, ` 条事实已审（${percent(progress.done, progress.total).toFixed(1)}%）`)),
      bar(progress.done, progress.total),
      make("p", {}, Object.entries(progress.states).filter(([name]) => name !== "machine").map(([name, count]) => make(`em.tag.state.${name}`, {}, `${STATES[name]} ${count}`))),
      make("h3", {}, "各人"),
      make("table", {}, make("thead", {}, make("tr", {}, ["姓名", "合计", ...Object.values(OPS)].map((text) => make("th", {}, text)))),
        make("tbody", {}, progress.people.map((person) => make("tr", {}, make("td", {}, person.name), make("td", {}, String(person.total)), Object.keys(OPS).map((op) => make("td", {}, String(person[op] ?? ""))))))),
      progress.agreement.length ? [make("h3", {}, "一致性（盲评）"), make("table", {}, make("thead", {}, make("tr", {}, ["两人", "共评", "κ", "起止 F1"].map((text) => make("th", {}, text)))),
        make("tbody", {}, progress.agreement.map((pair) => make("tr", {}, make("td", {}, `${pair.first} · ${pair.second}`), make("td", {}, String(pair.judged)),
          make("td", {}, Object.entries(pair.kappa).map(([name, kappa]) => `${LABELS[name] ?? name} ${kappa === null ? "—" : kappa.toFixed(2)}`).join("，")), make("td", {}, pair.span_f1 === null ? "—" : pair.span_f1.toFixed(2))))))] : null),
    make("section.reports", {}, make("h2", {}, "各报告"),
      make("table", {}, make("tbody", {}, progress.reports.map((report) => make("tr", {}, make("td", {}, report.title), make("td", {}, bar(report.done, report.total)), make("td.number", {}, `${report.done} / ${report.total}`)))))),
    make("section.feed", {}, make("h2", {}, "谁做了什么"),
      make("ol", {}, feed.map((entry) => make(entry.undone ? "li.undone" : "li", {},
        make("time", { datetime: entry.time }, tellTime(entry.time)), make("b", {}, entry.actor), make(`em.tag.op.${entry.op}`, {}, OPS[entry.op]),
        make("span", {}, describe(entry)), entry.reason ? make("q", {}, entry.reason) : null,
        entry.actor === state.boot.user.name && entry.op !== "undo" && !entry.undone ? make("button.plain", { type: "button", click: () => takeBack(entry) }, "撤销") : null)))),
  ));
}

function takeBack(entry) {
  state.undoable = state.undoable.filter((known) => known.decision_id !== entry.event_ids[0]);
  decide("retractions", { undoes: entry.event_ids[0] }, { row_id: entry.row_id, op: "undo" })
    .then(showProgress).catch((error) => say(error.message, { bad: true }));
}

function describe(entry) {
  if (entry.op === "rule") return `“${entry.payload.wording}” → ${entry.payload.indicator_id}`;
  if (entry.table === "entities") return `${entry.changes[0][1]} → ${entry.changes[0][2]}`;
  const what = [entry.name, entry.quote].filter(Boolean).join(" ");
  const { words } = state.boot;
  const changes = entry.changes.map(([name, before, after]) => {
    const field = FIELDS.get(name) ?? { name, label: name };
    return `${field.label} ${tell(field, before, words) || "—"} → ${tell(field, after, words) || "—"}`;
  });
  return changes.length ? `${what}：${changes.join("；")}` : what;
}
