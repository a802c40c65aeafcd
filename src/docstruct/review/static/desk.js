// The desk: views, and the keys that do everything.

import { beginAdding } from "./adding.js";
import { closeDialog, find, make, say } from "./dom.js";
import { openHelp, openMerge, openReport, openRule } from "./dialogs.js";
import { listeners, outbox } from "./net.js";
import { showPaper } from "./paper.js";
import { showProgress } from "./progress.js";
import { setFilter, showFilters, showLine, showLines, showPlace } from "./queue.js";
import { cancel, draft, dropDraft, edit, fieldsOf, isDraft, moveEdge, reject, save, showRecord, undo } from "./record.js";
import { forget, goTo, loadBoot, loadQueue, state, watch } from "./store.js";
import { FACT_FIELDS, NAME_FIELDS, REASON } from "./words.js";

const VIEWS = [["facts", "事实"], ["names", "实体"], ["blind", "盲评"], ["disputes", "争议"], ["progress", "进度"]];

function showViews() {
  find("#views").replaceChildren(...VIEWS.map(([view, text]) =>
    make("button", { type: "button", "aria-current": state.view === view ? "page" : false, click: () => openView(view) }, text)));
}

async function openView(view) {
  dropDraft();
  state.view = view;
  state.filters = view === "disputes" ? { state: "disputed" } : {};
  document.body.dataset.view = view;
  showViews();
  const whole = view === "progress";
  find("#report").hidden = !whole;
  find("#work").hidden = whole;
  if (whole) return showProgress();
  showFilters();
  forget();
  return loadQueue();
}

const same = () => {
  const item = state.current;
  if (item?.fields.indicator_id) setFilter("indicator", item.fields.indicator_id, item.names.indicator_id);
};

const KEYS = {
  Enter: save, a: save, x: reject, u: undo, n: () => beginAdding(), o: openReport, r: openRule, M: openMerge,
  j: () => leave(1), ArrowDown: () => leave(1), ArrowRight: () => leave(1), k: () => leave(-1), ArrowUp: () => leave(-1), ArrowLeft: () => leave(-1),
  "[": () => moveEdge(0, -1), "{": () => moveEdge(0, 1), "]": () => moveEdge(1, 1), "}": () => moveEdge(1, -1),
  ",": () => turn(-1), ".": () => turn(1), "/": () => find('#filters [name="find"]')?.focus(), f: () => find("#filters select")?.focus(), F: same, "?": help, Escape: cancel,
};

// no digits here: they choose options, and one typed too early must not lead to another view
function turn(step) {
  const place = VIEWS.findIndex(([view]) => view === state.view);
  return openView(VIEWS[(place + step + VIEWS.length) % VIEWS.length][0]);
}

function leave(step) {
  if (draft.adding) return say("先保存或放弃（Esc）", { bad: true });
  if (isDraft()) return say("有改动未保存：回车保存，Esc 放弃", { bad: true });
  return goTo(state.at + step);
}

function help() {
  openHelp([
    ["审阅", [["Enter a", "确认；有改动时保存更正"], ["x", "剔除"], ["j ↓ →", "下一条"], ["k ↑ ←", "上一条"], ["u", "撤销自己的上一步"], ["Esc", "放弃改动"], ["n", "增补漏掉的一条（可先选中文字）"], ["[ ] { }", "移动起止：左扩、右扩、左缩、右缩"], ["r", "规则：这个写法总是指这个指标"], ["o", "通读报告"]]],
    ["事实的字段", [...FACT_FIELDS, REASON].map((field) => [field.key, field.label])],
    ["实体", [...NAME_FIELDS.map((field) => [field.key, field.label]), ["M", "并入另一实体"]]],
    ["查找与视图", [["/", "原句含有"], ["f", "筛选"], ["F", "只看这个指标"], [", .", "上一个、下一个视图"], ["?", "本页"]]],
  ]);
}

addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  if (find("#dialog").open) return;
  if (event.altKey) {
    const vote = find(`[data-vote="${CSS.escape(event.key)}"]`);
    if (vote) { event.preventDefault(); vote.click(); }
    return;
  }
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") { event.preventDefault(); event.target.blur(); }
    return;
  }
  if (state.view === "progress" && !"?,.".includes(event.key)) return;
  if (KEYS[event.key]) {
    // a button that has the focus is pressed by Enter, and does nothing else
    if (event.key === "Enter" && event.target.matches("button")) return;
    event.preventDefault();
    KEYS[event.key]();
    return;
  }
  const item = draft.adding ?? state.current;
  const field = item && fieldsOf(item).find((entry) => entry.key === event.key);
  if (field) { event.preventDefault(); edit(field.name); }
});

watch((what) => {
  if (what === "queue") showLines({ fresh: true });
  else if (what === "lines") showLines();
  else if (what === "item") {
    if (!draft.adding && !isDraft() && !draft.editing) {
      dropDraft();
      showPaper();
      showRecord();
    }
    showPlace();
    document.body.dataset.current = state.current?.id ?? "";
  } else if (what?.line) showLine(what.line);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#open-report")) openReport();
  if (event.target.id === "dialog") closeDialog();
});
find("#help-button").addEventListener("click", help);
find("#record").tabIndex = -1;

listeners.release = () => {
  say("知识库已发布新版本，队列已更新");
  forget();
  loadQueue({ keep: state.current?.id });
};

await loadBoot();
const kept = outbox.restore(state.boot.user.name);
if (kept) say(`补存上次未保存的 ${kept} 条`);
outbox.show();
await openView("facts");
document.body.dataset.ready = "true";
