// The paragraph in the middle: the sentence with quantity and indicator, other facts faint, findings below.

import { fill, find, make } from "./dom.js";
import { openRow, state } from "./store.js";
import { CHECKS } from "./words.js";

/** Code points before a place in a string: offsets of reports count code points, those of strings don't. */
export const countPoints = (text, end = text.length) => [...text.slice(0, end)].length;

export function showSegments(segments, { live = true } = {}) {
  return segments.map(([text, classes, start, ids]) => {
    const own = classes.split(" ").filter(Boolean);
    const element = make("span", { "data-start": String(start) }, text);
    if (own.length) element.classList.add(...own);
    const id = ids.split(" ")[0];
    if (live && id && !own.includes("target")) {
      element.dataset.row = id;
      element.addEventListener("dblclick", () => openRow(id));
    }
    return element;
  });
}

/** Show the current row's paragraph. */
export function showPaper() {
  const paper = find("#paper");
  const item = state.current;
  if (!item) {
    paper.replaceChildren(make("div.empty", {}, make("p", {}, "这里没有待审的条目。"), make("p.faint", {}, "换个筛选条件，或按 n 增补、按 o 通读报告。")));
    return;
  }
  const { words } = state.boot;
  const trail = [item.report.title, ...item.section];
  fill(paper,
    make("div.trail", {},
      make("button.plain", { type: "button", id: "open-report", title: "通读报告（o）" }, trail[0]),
      ...trail.slice(1).map((heading) => make("span", {}, heading)),
      item.role ? make(`em.tag.${item.role}`, {}, words.role[item.role]) : null),
    make("p.paragraph", { id: "paragraph" }, showSegments(item.paragraph)),
    make("div", { id: "add-bar" }),
    showFindings(item),
  );
  const mark = paper.querySelector(".target.quantity, .target.name");
  const box = find("#paragraph");
  if (mark && box.scrollHeight > box.clientHeight) {
    box.scrollTop = mark.offsetTop - box.offsetTop - box.clientHeight / 2;
  }
}

function showFindings(item) {
  if (!item.findings?.length) return null;
  return make("ul.findings", {}, item.findings.map((finding) =>
    make(`li.${finding.severity}`, {}, make("b", {}, CHECKS[finding.check] ?? finding.check), finding.message,
      finding.others.map((other) => make("button.other", { type: "button", title: "转到另一处", click: () => openRow(other.id) },
        make("b", {}, `${other.name} ${other.figure}`), make("small", {}, `${other.title} · ${other.evidence}`))))));
}

/** The words selected in a text, as offsets into the report; null when nothing of it is selected. */
export function readSelection(root) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset, root);
  const end = placeOf(range.endContainer, range.endOffset, root);
  return start !== null && end !== null && start < end ? [start, end] : null;
}

function placeOf(node, offset, root) {
  if (!root.contains(node)) return null;
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[offset];
    if (child) return Number(child.dataset?.start ?? child.parentElement?.dataset.start);
    const last = node.lastChild ?? node;
    return Number((last.dataset ?? node.dataset).start) + countPoints(last.textContent);
  }
  const { start } = node.parentElement.dataset;
  return start === undefined ? null : Number(start) + countPoints(node.data, offset);
}

/** The plain text of a paragraph as code points, and the offset of its first. */
export function readParagraph(segments) {
  return { points: segments.flatMap(([text]) => [...text]), start: segments[0]?.[2] ?? 0 };
}
