// Dialogs: a rule with its preview, the merging of two names, the whole report, the keys.

import { beginAdding } from "./adding.js";
import { closeDialog, find, make, openDialog, say } from "./dom.js";
import { editSearch } from "./editors.js";
import { read } from "./net.js";
import { showPaper, showSegments } from "./paper.js";
import { draft, showRecord } from "./record.js";
import { decide, openRow, state } from "./store.js";
import { SCOPES } from "./words.js";

/** "This wording always means that series", with everything it would change. */
export function openRule() {
  const item = state.current;
  if (!item || item.table !== "observations") return;
  const rule = {
    wording: draft.fields.indicator_text ?? item.fields.indicator_text,
    indicator_id: draft.fields.indicator_id ?? item.fields.indicator_id,
    name: draft.names.indicator_id ?? item.names.indicator_id ?? "",
    scope: "report",
  };
  const body = make("div.body");
  const target = make("div.target-series");
  const preview = make("div.preview", { "aria-live": "polite" });
  const scopes = Object.entries(SCOPES).map(([scope, text], number) =>
    make("button.option", { type: "button", "data-scope": scope, click: () => { rule.scope = scope; show(); } }, make("kbd", {}, String(number + 1)), text));
  let ready = null;
  const wording = make("input", { type: "text", value: rule.wording, "aria-label": "原文写法", maxLength: 100, input: () => { rule.wording = wording.value.trim(); show(); } });
  const chooseSeries = () => {
    target.replaceChildren(editSearch({ name: "indicator_id", label: "指标系列", of: "indicators" }, {}, (values) => {
      if (values) Object.assign(rule, { indicator_id: values.indicator_id, name: values.$name });
      showSeries();
      show();
      dialog().focus();
    }));
    target.querySelector("input").focus();
  };
  const showSeries = () => target.replaceChildren(make("button.option", { type: "button", click: chooseSeries }, make("kbd", {}, "i"), rule.name || "选择指标"));
  const dialog = () => find("#dialog");
  const show = async () => {
    for (const button of scopes) button.setAttribute("aria-pressed", String(button.dataset.scope === rule.scope));
    ready = null;
    if (!rule.wording || !rule.indicator_id) return;
    const asked = { ...rule };
    const found = await read("preview", { wording: rule.wording, indicator_id: rule.indicator_id, scope: rule.scope, row_id: item.id });
    if (asked.wording !== rule.wording || asked.indicator_id !== rule.indicator_id || asked.scope !== rule.scope) return;
    ready = found;
    Object.assign(preview.dataset, { series: rule.indicator_id, scope: rule.scope });
    preview.replaceChildren(
      make("p", {}, make("b", {}, `将改动 ${found.changes} 条`), `，涉及 ${found.reports} 份报告；另有 ${found.same} 条已是这个指标。`),
      make("table", {}, make("tbody", {}, found.rows.map((row) => make("tr", {},
        make("td", {}, row.title), make("td.figure", {}, row.figure), make("td", {}, make("s", {}, row.before), ` → ${found.indicator}`), make("td.faint", {}, row.evidence))))));
  };
  const confirm = () => {
    if (!ready) return;
    const { wording: words, indicator_id, scope } = rule;
    closeDialog();
    decide("rules", { wording: words, indicator_id, scope, row_id: item.id }, { op: "rule" })
      .then(() => say(`规则已记下，下次发布时改动 ${ready.changes} 条`)).catch((error) => say(error.message, { bad: true }));
  };
  body.append(
    make("h2", {}, "规则：这个写法总是指这个指标"),
    make("div.grid", {}, make("label", {}, "原文写法", make("kbd", {}, "w")), wording, make("label", {}, "指标系列"), target, make("label", {}, "适用范围"), make("div.options", {}, scopes)),
    preview,
    make("footer.actions", {}, make("button.primary", { type: "button", click: confirm }, "记下规则", make("kbd", {}, "Enter")), make("button.plain", { type: "button", click: closeDialog }, "放弃", make("kbd", {}, "Esc"))));
  dialog().onkeydown = (event) => {
    if (event.isComposing) return;
    const typing = event.target.matches("input");
    if (event.key === "Enter" && (!typing || event.target === wording)) {
      event.preventDefault();
      if (typing) dialog().focus();
      else confirm();
    } else if (!typing && event.key === "i") {
      event.preventDefault();
      chooseSeries();
    } else if (!typing && event.key === "w") {
      event.preventDefault();
      wording.focus();
    } else if (!typing) {
      scopes[Number(event.key) - 1]?.click();
    }
  };
  openDialog("rule", body).then(() => { dialog().onkeydown = null; });
  dialog().tabIndex = -1;
  dialog().focus();
  showSeries();
  show();
}

/** Two names of one thing. */
export function openMerge() {
  const item = state.current;
  if (!item || item.table !== "mentions" || !item.fields.entity_id) return;
  const gone = item.fields.entity_id;
  const search = editSearch({ name: "entity_id", label: "实体", of: "entities" }, {}, (values) => {
    closeDialog();
    if (!values) return;
    if (values.entity_id === gone) return say("这就是它自己", { bad: true });
    decide("mergings", { gone, stays: values.entity_id }, { op: "fix" })
      .then(() => say(`“${item.names.entity_id ?? item.text}”并入“${values.$name}”`)).catch((error) => say(error.message, { bad: true }));
  });
  openDialog("merge", make("div.body", {}, make("h2", {}, `“${item.names.entity_id ?? item.text}”就是…`), make("p.faint", {}, "选定后，它的所有提及都归到选定的实体；可以撤销。"), search));
  search.querySelector("input").focus();
}

/** The whole report, to read around. */
export async function openReport() {
  const item = state.current;
  const report_id = item?.report.report_id ?? state.filters.report ?? state.boot.reports[0]?.report_id;
  if (!report_id) return;
  const { report, paragraphs } = await read("reading", { report_id });
  const body = make("article", { tabIndex: -1 });
  for (const { level, segments } of paragraphs) {
    const element = make(level ? `p.level${level}` : "p", {}, showSegments(segments));
    element.segments = segments;
    body.append(element);
  }
  body.addEventListener("dblclick", (event) => {
    const id = event.target.dataset?.row;
    if (id) { closeDialog(); openRow(id); }
  });
  const here = item && body.querySelector(`[data-row="${CSS.escape(item.id)}"]`);
  here?.classList.add("here");
  let at = here?.closest("p") ?? body.firstElementChild;
  const place = (element, block = "nearest") => {
    if (!element) return;
    at.classList.remove("at");
    at = element;
    at.classList.add("at");
    at.scrollIntoView({ block });
  };
  openDialog("reading", make("header", {}, make("b", {}, report.title), make("span.faint", {}, "j k 逐段 · n 在本段增补 · 双击一处转到它 · Esc 返回")), body);
  body.addEventListener("keydown", (event) => {
    if (event.key === "j" || event.key === "ArrowDown") { event.preventDefault(); place(at.nextElementSibling); }
    else if (event.key === "k" || event.key === "ArrowUp") { event.preventDefault(); place(at.previousElementSibling); }
    else if (event.key === "o") { event.preventDefault(); closeDialog(); }
    else if (event.key === "n") {
      event.preventDefault();
      const { segments } = at;
      closeDialog();
      showPaper();
      find("#paragraph")?.replaceChildren(...showSegments(segments));
      beginAdding(segments, report);
      showRecord();
    }
  });
  body.focus();
  place(at, "center");
}

/** All keys. */
export function openHelp(groups) {
  openDialog("help", make("div.body", {}, make("h2", {}, "快捷键"), make("div.columns", {}, groups.map(([title, keys]) =>
    make("section", {}, make("h3", {}, title), make("dl", {}, keys.map(([key, text]) => [make("dt", {}, key.split(" ").map((one) => make("kbd", {}, one))), make("dd", {}, text)])))))));
}
