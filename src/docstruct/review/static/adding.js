// A fact or a name that was missed: by selecting its words, by typing them, or by going through bare figures.

import { find, make, say } from "./dom.js";
import { read } from "./net.js";
import { countPoints, readParagraph, readSelection, showPaper } from "./paper.js";
import { draft, dropDraft, edit, showRecord, showSpan } from "./record.js";
import { state, tableOf } from "./store.js";

const FIGURE = /[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?:万亿|亿|万|千|百)?(?:余|多)?(?:个百分点|平方公里|公里|公顷|万亩|亩|千瓦|[%％元人户家个项吨件台辆座条所张斤倍米亩次场名]|美元)*(?![号年月日届期G])/gu;

/** Begin: what is selected, else a line to type in. ``paragraph`` is another one than that of the current row. */
export function beginAdding(paragraph = null, report = null) {
  const item = state.current;
  const segments = paragraph ?? item?.paragraph;
  if (!segments) return;
  const chosen = readSelection(find("#report").hidden ? find("#paper") : find("#report"));
  const source = { report: report ?? item.report, paragraph: segments };
  getSelection().removeAllRanges();
  dropDraft();
  if (chosen) describe(chosen, source);
  else ask(source);
}

function ask(source) {
  const { points, start } = readParagraph(source.paragraph);
  const text = points.join("");
  const bare = findBare(source.paragraph);
  let found = bare;
  let at = 0;
  const input = make("input", { type: "text", "aria-label": "漏掉的原文", maxLength: 60, autocomplete: "off", spellcheck: false, placeholder: tableOf() === "mentions" ? "键入漏掉的名称" : "键入漏掉的数量，如 12.5亿元；Tab 逐个看未收的数字" });
  const hint = make("span.hint");
  const show = () => {
    if (found.length) showOn(source, found[at]);
    hint.textContent = found.length ? `${at + 1} / ${found.length} · Tab 换一处 · 回车选定 · [ ] { } 调起止` : "原文里没有这几个字";
  };
  input.addEventListener("input", () => {
    const words = input.value.trim();
    found = words ? findWords(text, words).map(([a, b]) => [start + a, start + b]) : bare;
    at = 0;
    show();
  });
  const bar = make("div.add-bar", {
    keydown: (event) => {
      if (event.isComposing) return;
      if (event.key === "Tab") { event.preventDefault(); if (found.length) at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length; show(); }
      else if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); if (found[at]) describe(found[at], source); }
      else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); showPaper(); showRecord(); find("#record").focus(); }
    },
  }, make("b", {}, "增补"), input, hint);
  find("#add-bar").replaceChildren(bar);
  input.focus();
  show();
}

function findWords(text, words) {
  const found = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    found.push([countPoints(text, at), countPoints(text, at + words.length)]);
  }
  return found;
}

/** Figures that no fact stands on: what was most likely missed. */
function findBare(segments) {
  if (tableOf() === "mentions") return [];
  return segments.filter(([, classes]) => !/\b(fact|quantity)\b/.test(classes)).flatMap(([text, , start]) =>
    [...text.matchAll(FIGURE)].map((match) => [start + countPoints(text, match.index), start + countPoints(text, match.index + match[0].length)]));
}

function showOn(source, span) {
  showSpan(span, source.paragraph);
}

/** The words are known: guess the fields, and let the person complete them. */
async function describe(span, source) {
  const table = tableOf();
  const { points, start } = readParagraph(source.paragraph);
  const text = points.slice(span[0] - start, span[1] - start).join("");
  let fields = { label: null, entity_id: null };
  if (table === "observations") {
    try {
      ({ fields } = await read("suggestion", { report_id: source.report.report_id, start: span[0], end: span[1] }));
    } catch (error) {
      say(error.message, { bad: true });
      return;
    }
  }
  draft.adding = { id: "", table, ...source, span, text, fields, names: {}, state: "added", actors: [], figure: "" };
  find("#add-bar")?.replaceChildren();
  showSpan(span);
  edit(table === "mentions" ? "label" : "indicator_text");
}
