// What the page knows: who is here, the queue, the rows fetched so far, and decisions that can be taken back.

import { outbox, read } from "./net.js";

/** Rows are fetched so many ahead, so that the next one is at hand before its key is pressed. */
const AHEAD = 12;

export const state = {
  boot: null,
  view: "facts",
  filters: {},
  lines: [],
  total: 0,
  more: false,
  at: -1,
  current: null,
  undoable: [],
};

const items = new Map();
const asked = new Set();
const watchers = [];

/** Call a function whenever something changed that it may show. */
export function watch(watcher) {
  watchers.push(watcher);
}

export function changed(what) {
  for (const watcher of watchers) watcher(what);
}

export async function loadBoot() {
  state.boot = await read("boot");
  const feed = await read("feed");
  const own = feed.filter((entry) => entry.actor === state.boot.user.name && entry.op !== "undo" && !entry.undone);
  state.undoable = own.reverse().map((entry) => ({ decision_id: entry.event_ids[0], row_id: entry.row_id, op: entry.op }));
}

/** The table that the view lists; disputes and blind readings are about either. */
export const tableOf = () => (state.view === "names" ? "mentions" : state.filters.table ?? "observations");

const blind = () => (state.view === "blind" ? { blind: "true" } : {});

function query(after = "") {
  return { table: tableOf(), ...state.filters, ...blind(), after };
}

/** Fetch the queue anew; stay at a row if it is still there. */
export async function loadQueue({ keep = null } = {}) {
  const wanted = JSON.stringify([state.view, state.filters]);
  const page = await read("queue", query());
  if (wanted !== JSON.stringify([state.view, state.filters])) return;
  Object.assign(state, { lines: page.rows, total: page.total, more: page.more, at: -1, current: null });
  const place = keep ? page.rows.findIndex((line) => line.id === keep) : -1;
  changed("queue");
  await goTo(place >= 0 ? place : 0);
}

let extending = false;

async function extend() {
  if (!state.more || extending) return;
  extending = true;
  const page = await read("queue", query(state.lines.at(-1).id));
  extending = false;
  const known = new Set(state.lines.map((line) => line.id));
  state.lines.push(...page.rows.filter((line) => !known.has(line.id)));
  state.more = page.more;
  changed("lines");
}

async function fetchItems(ids) {
  const missing = ids.filter((id) => !items.has(id) && !asked.has(id));
  if (!missing.length) return;
  for (const id of missing) asked.add(id);
  try {
    for (const item of await read("items", { ids: missing.join(",") })) {
      items.set(item.id, item);
    }
  } finally {
    for (const id of missing) asked.delete(id);
  }
}

/** Show a line of the queue. What is at hand is shown at once, then asked for again in case others changed it. */
export async function goTo(place) {
  if (!state.lines.length) {
    Object.assign(state, { at: -1, current: null });
    changed("item");
    return;
  }
  state.at = Math.max(0, Math.min(place, state.lines.length - 1));
  const { id } = state.lines[state.at];
  if (items.has(id)) {
    show(items.get(id));
    prefetch();
    refresh(id);
  } else {
    prefetch();
    await fetchItems([id]);
    while (asked.has(id)) await new Promise((resolve) => setTimeout(resolve, 5));
    if (items.has(id) && state.lines[state.at]?.id === id) show(items.get(id));
  }
}

/** Show a row that need not stand in the queue. */
export async function openRow(id) {
  const place = state.lines.findIndex((line) => line.id === id);
  if (place >= 0) return goTo(place);
  await fetchItems([id]);
  if (items.has(id)) show(items.get(id));
}

function show(item) {
  state.current = item;
  changed("item");
}

function prefetch() {
  const ahead = state.lines.slice(state.at + 1, state.at + 1 + AHEAD).map((line) => line.id);
  const before = state.lines.slice(Math.max(0, state.at - 2), state.at).map((line) => line.id);
  const missing = [...ahead, ...before].filter((id) => !items.has(id) && !asked.has(id));
  // in the background, and only when it is worth a request
  if (missing.length > AHEAD / 3 || ahead.slice(0, 4).some((id) => missing.includes(id))) setTimeout(() => fetchItems(missing));
  if (state.at > state.lines.length - 30) setTimeout(extend);
}

async function refresh(id) {
  const [item] = await read("items", { ids: id }).catch(() => []);
  if (item && !document.body.dataset.waiting?.match(/^[1-9]/)) accept(item);
}

/** Take over what the server says of a row. */
export function accept(item) {
  const before = items.get(item.id);
  if (before && JSON.stringify(before) === JSON.stringify(item)) return;
  items.set(item.id, item);
  mark(item.id, item.state);
  if (state.current?.id === item.id) show(item);
}

/** Set how a row stands in the list. */
export function mark(id, standing) {
  const line = state.lines.find((entry) => entry.id === id);
  if (line) {
    line.state = standing;
    changed({ line });
  }
}

export function forget() {
  items.clear();
}

/** Write a decision: the page goes on at once, the outbox sees to it that it arrives. */
export function decide(path, body, { row_id = null, op, standing = null } = {}) {
  const decision = { decision_id: crypto.randomUUID(), ...body };
  if (op !== "undo") state.undoable.push({ decision_id: decision.decision_id, row_id, op });
  if (row_id && standing) {
    mark(row_id, standing);
    const item = items.get(row_id);
    if (item) items.set(row_id, { ...item, state: standing });
  }
  return outbox.send(path, decision).then(
    (answer) => {
      if (answer.item) accept(answer.item);
      changed("decided");
      return answer;
    },
    (error) => {
      state.undoable = state.undoable.filter((entry) => entry.decision_id !== decision.decision_id);
      items.delete(row_id);
      if (row_id) mark(row_id, "machine");
      throw error;
    },
  );
}
