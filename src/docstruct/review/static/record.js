// The panel on the right: every field with its key, what is staged, and the actions.

import { fill, find, make, say } from "./dom.js";
import { openEditor } from "./editors.js";
import { readParagraph, showPaper } from "./paper.js";
import { decide, goTo, state } from "./store.js";
import { FACT_FIELDS, NAME_FIELDS, REASON, STATES, tell } from "./words.js";

/** What is changed and not yet saved: fields, names of ids, span; ``adding`` while a missed row is described. */
export const draft = { fields: {}, names: {}, span: null, reason: "", adding: null, editing: null };

export function dropDraft() {
  Object.assign(draft, { fields: {}, names: {}, span: null, reason: "", adding: null, editing: null });
}

export const isDraft = () => Object.keys(draft.fields).length > 0 || draft.span !== null;

const subject = () => draft.adding ?? state.current;

export function fieldsOf(item) {
  return [...(item.table === "mentions" ? NAME_FIELDS : FACT_FIELDS), REASON];
}

/** Show the record of the current row, or of the row that is being added. */
export function showRecord() {
  const panel = find("#record");
  const item = subject();
  if (!item) {
    panel.replaceChildren();
    return;
  }
  panel.dataset.table = item.table;
  const { words } = state.boot;
  const current = { ...item.fields, ...draft.fields, [REASON.name]: draft.reason };
  const names = { ...item.names, ...draft.names };
  const rows = fieldsOf(item).map((field) => showField(field, item, current, names, words));
  fill(panel,
    make("header", {},
      make("div.headline", {},
        make("span.subject", {}, item.table === "mentions" ? item.text : names.indicator_id ?? current.indicator_text ?? ""),
        make(`em.tag.state.${item.state}`, {}, draft.adding ? "新增" : STATES[item.state])),
      make("div.figure", {}, draft.adding ? item.text : item.figure || item.text),
      draft.adding ? null : make("p.faint", {}, `置信度 ${Math.round(item.confidence * 100)}%`,
        item.actors.length ? ` · ${item.actors.join("、")} 审过` : "")),
    showDisputes(item),
    make("dl.fields", {}, rows),
    showActions(item));
  // at once, not in the next frame: the next key may come sooner
  panel.querySelector(".editing input, .editing button")?.focus({ preventScroll: true });
  panel.querySelector(".editing")?.scrollIntoView({ block: "nearest" });
}

function showField(field, item, current, names, words) {
  const value = current[field.name];
  const staged = field.name in draft.fields;
  const machine = item.machine && field.name in item.machine;
  if (draft.editing === field.name) {
    return make("div.field.editing", {}, make("dt", {}, make("kbd", {}, field.key), field.label),
      make("dd", {}, openEditor(field, current, (values) => finish(field, values))));
  }
  const text = tell(field, value, words, names, field.also ? current[field.also] : null);
  const before = staged ? tell(field, item.fields[field.name], words, item.names, field.also ? item.fields[field.also] : null)
    : machine ? tell(field, item.machine[field.name], words, {}) : "";
  const rare = field.rare && !text && !staged;
  return make(`div.field${staged ? ".staged" : ""}${machine ? ".moved" : ""}${rare ? ".rare" : ""}`, { click: () => edit(field.name) },
    make("dt", {}, make("kbd", {}, field.key), field.label),
    make("dd", {}, before && before !== text ? make("s", {}, before) : null, make("span", {}, text || "—"),
      field.name === "indicator_id" && value && !String(value).startsWith("x_") ? make("small", {}, value) : null));
}

function showDisputes(item) {
  const entries = Object.entries(item.disputed ?? {});
  if (!entries.length || draft.adding) return null;
  const { words, user } = state.boot;
  const fields = fieldsOf(item);
  let number = 0;
  return make("section.disputes", {}, make("h2", {}, "意见不一"),
    entries.map(([name, votes]) => {
      const field = fields.find((entry) => entry.name === name) ?? { name, label: name === "exists" ? "是否保留" : "起止" };
      return make("div.dispute", {}, make("b", {}, field.label), votes.map((vote) => {
        number += 1;
        const text = vote.text ?? (name === "exists" ? (vote.value ? "保留" : "剔除") : tell(field, vote.value, words));
        return make("button.option", { type: "button", disabled: !user.adjudicator, "data-vote": String(number), click: () => settle(item, name, vote.value) },
          make("kbd", {}, `Alt ${number}`), text || "—", make("small", {}, vote.actor));
      }));
    }),
    user.adjudicator ? null : make("p.faint", {}, "由裁定人裁定；您也可以更正自己的意见。"));
}

function settle(item, field, value) {
  decide("adjudications", { row_id: item.id, field, value, reason: draft.reason }, { row_id: item.id, op: "adjudicate" })
    .then(() => say("已裁定")).catch((error) => say(error.message, { bad: true }));
}

function showActions(item) {
  if (draft.adding) {
    return make("footer.actions", {}, button("Enter", "增补", save, "primary"), button("Esc", "放弃", cancel));
  }
  if (isDraft()) {
    return make("footer.actions", {}, button("Enter", "保存更正", save, "primary"), button("Esc", "放弃", cancel));
  }
  return make("footer.actions", {}, button("Enter", "确认", accept, "primary"),
    button("x", "剔除", reject, "danger"), button("j", "下一条", () => goTo(state.at + 1)), button("u", "撤销", undo));
}

function button(key, text, act, kind = "plain") {
  return make(`button.${kind}`, { type: "button", click: act }, text, make("kbd", {}, key));
}

/** Open the editor of a field. */
export function edit(name) {
  if (!subject()) return;
  draft.editing = name;
  showRecord();
}

function finish(field, values) {
  draft.editing = null;
  if (field === REASON) {
    if (values) draft.reason = values[REASON.name] ?? "";
  } else if (values) {
    const { $name, ...fields } = values;
    for (const [name, value] of Object.entries(fields)) {
      if (!draft.adding && same(subject().fields[name], value)) delete draft.fields[name];
      else draft.fields[name] = value;
    }
    if ($name) draft.names[field.name] = $name;
  }
  showRecord();
  find("#record").focus();
}

const same = (one, other) => (one ?? null) === (other ?? null) || String(one) === String(other);

function next() {
  const open = (state.filters.state ?? "open") === "open";
  const place = state.lines.findIndex((line, number) => number > state.at && (!open || line.state === "machine"));
  return goTo(place < 0 ? state.at + 1 : place);
}

const complain = (error) => say(`没有保存：${error.message}`, { bad: true });

export function accept() {
  const item = state.current;
  if (!item) return;
  const { reason } = draft;
  dropDraft();
  decide("decisions", { op: "accept", row_id: item.id, reason }, { row_id: item.id, op: "accept", standing: "confirmed" }).catch(complain);
  say("已确认");
  next();
}

export function reject() {
  const item = state.current;
  if (!item || draft.adding) return;
  const { reason } = draft;
  dropDraft();
  decide("decisions", { op: "reject", row_id: item.id, reason }, { row_id: item.id, op: "reject", standing: "rejected" }).catch(complain);
  say("已剔除");
  next();
}

/** Save what is staged; without anything staged, accept. */
export function save() {
  const item = subject();
  if (!item) return;
  if (draft.adding) return add(item);
  if (!isDraft()) return accept();
  const body = { op: "fix", row_id: item.id, fields: draft.fields, reason: draft.reason, ...(draft.span ? { span: draft.span } : {}) };
  dropDraft();
  decide("decisions", body, { row_id: item.id, op: "fix", standing: "corrected" }).catch(complain);
  say("已更正");
  next();
}

function add(item) {
  const fields = { ...item.fields, ...draft.fields };
  const missing = item.table === "mentions" ? !fields.label : !fields.indicator_text || fields.value === null || fields.value === "";
  if (missing) {
    const name = item.table === "mentions" ? "label" : !fields.indicator_text ? "indicator_text" : "value";
    say("还缺一项", { bad: true });
    edit(name);
    return;
  }
  const body = { table: item.table, report_id: item.report.report_id, span: item.span, fields, reason: draft.reason };
  dropDraft();
  decide("additions", body, { op: "add" }).then(() => say(`已增补“${item.text}”`)).catch(complain);
  showPaper();
  showRecord();
}

export function cancel() {
  const had = draft.adding || draft.span;
  dropDraft();
  if (had) showPaper();
  showRecord();
}

export function undo() {
  const last = state.undoable.pop();
  if (!last) return say("没有可撤销的操作");
  decide("retractions", { undoes: last.decision_id }, { row_id: last.row_id, op: "undo", standing: last.row_id ? "machine" : null }).catch(complain);
  say("已撤销上一步");
  const place = state.lines.findIndex((line) => line.id === last.row_id);
  if (place >= 0) goTo(place);
}

/** Move an edge of the span by a character. */
export function moveEdge(edge, step) {
  const item = subject();
  if (!item) return;
  const { points, start } = readParagraph(item.paragraph);
  const span = [...(draft.adding ? item.span : draft.span ?? item.span)];
  span[edge] += step;
  if (span[0] < start || span[1] > start + points.length || span[0] >= span[1]) return;
  const same = !draft.adding && span[0] === item.span[0] && span[1] === item.span[1];
  if (draft.adding) {
    item.span = span;
    item.text = points.slice(span[0] - start, span[1] - start).join("");
  } else {
    draft.span = same ? null : span;
  }
  showSpan(span);
  showRecord();
}

/** Show where the edges stand now. */
export function showSpan(span, segments = subject().paragraph) {
  const paragraph = find("#paragraph");
  const { points, start } = readParagraph(segments);
  const cut = (from, to) => points.slice(from - start, to - start).join("");
  const mark = make("span.target.moving", { "data-start": String(span[0]) }, cut(span[0], span[1]));
  paragraph.replaceChildren(
    make("span", { "data-start": String(start) }, cut(start, span[0])), mark,
    make("span", { "data-start": String(span[1]) }, cut(span[1], start + points.length)));
  mark.scrollIntoView({ block: "nearest" });
}
