// One editor for each sort of field. Every editor calls done(values) with the fields it sets, or done(null).

import { make } from "./dom.js";
import { read } from "./net.js";
import { state } from "./store.js";

/** Return the element that edits a field. */
export function openEditor(field, current, done) {
  const editors = { options: editOptions, text: editText, number: editText, period: editPeriod, search: editSearch };
  return editors[field.edit](field, current, done);
}

function editOptions(field, current, done) {
  const words = Object.entries(state.boot.words[field.name]);
  if (field.empty) words.push(["", "（无）"]);
  const buttons = words.map(([value, text], number) =>
    make("button.option", { type: "button", "aria-pressed": String((current[field.name] ?? "") === value), click: () => done({ [field.name]: value || null }) },
      make("kbd", {}, String(number + 1)), text));
  return make("div.editor.options", {
    keydown: (event) => {
      const number = Number(event.key);
      const place = buttons.indexOf(document.activeElement);
      if (number >= 1 && number <= buttons.length) take(event, () => buttons[number - 1].click());
      else if (event.key === "ArrowRight" || event.key === "ArrowDown") take(event, () => buttons[(place + 1) % buttons.length].focus());
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") take(event, () => buttons[(place + buttons.length - 1) % buttons.length].focus());
      else if (event.key === "Escape") take(event, () => done(null));
    },
  }, buttons);
}

function take(event, act) {
  event.preventDefault();
  event.stopPropagation();
  act();
}

function editText(field, current, done) {
  const value = current[field.name];
  const input = make("input", { type: "text", value: value === null || value === undefined ? "" : String(value), "aria-label": field.label, maxLength: 200, spellcheck: false, autocomplete: "off" });
  input.addEventListener("focus", () => input.select());
  const hint = field.edit === "number" ? "可写 1312.1亿、5.2、-3.1" : "回车采用，Esc 放弃";
  return make("div.editor", { keydown: (event) => onLine(event, () => done({ [field.name]: input.value.trim() || null }), done) },
    input, make("p.hint", {}, hint));
}

function onLine(event, accept, done) {
  if (event.isComposing) return;
  if (event.key === "Enter") take(event, accept);
  else if (event.key === "Escape") take(event, () => done(null));
}

function editPeriod(field, current, done) {
  const { time_period: looks, year } = state.current.report;
  const back = Number(String(looks).slice(0, 4));
  const span = Math.floor((year - 1) / 5) * 5 + 1;
  const known = [...new Set([looks, String(back), String(back + 1), String(back - 1), `${span}/${span + 4}`, `${span - 5}/${span - 1}`])].slice(0, 6);
  const input = make("input", { type: "text", value: current[field.name] ?? "", "aria-label": field.label, maxLength: 20, spellcheck: false, autocomplete: "off" });
  input.addEventListener("focus", () => input.select());
  const accept = () => {
    if (/^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?(\/\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?)?$/.test(input.value.trim())) done({ [field.name]: input.value.trim() });
    else input.classList.add("wrong");
  };
  const buttons = known.map((period, number) => make("button.option", { type: "button", tabIndex: -1, click: () => done({ [field.name]: period }) }, make("kbd", {}, `Alt ${number + 1}`), period));
  return make("div.editor", {
    keydown: (event) => {
      if (event.altKey && known[Number(event.key) - 1]) take(event, () => buttons[Number(event.key) - 1].click());
      else onLine(event, accept, done);
    },
  }, input, make("div.options", {}, buttons), make("p.hint", {}, "2024 · 2024-H1 · 2024-Q3 · 2024-01 · 2021/2025"));
}

/** Search as one types: the first choice is taken by Enter, others by arrow keys. */
export function editSearch(field, current, done) {
  let found = [];
  let at = 0;
  let asked = 0;
  let pending = Promise.resolve();
  const list = make("ol.choices", { role: "listbox" });
  const input = make("input", { type: "text", "aria-label": field.label, maxLength: 50, spellcheck: false, autocomplete: "off", placeholder: "名称、别名、代码或拼音首字母" });
  const move = (step) => {
    at = Math.max(0, Math.min(at + step, found.length - 1));
    show();
    list.querySelector(".at")?.scrollIntoView({ block: "nearest" });
  };
  const values = (choice) => ({ [field.name]: choice.id, ...(field.also ? { [field.also]: choice.name } : {}), ...(field.of === "units" ? {} : { $name: choice.name }) });
  let sought = "";
  const show = () => list.replaceChildren(...found.map((choice, place) =>
    make(place === at ? "li.at" : "li", { role: "option", "data-query": sought, "aria-selected": String(place === at), click: () => done(values(choice)) },
      make("span", {}, choice.name), make("small", {}, choice.detail))));
  const look = async () => {
    const number = ++asked;
    const words = input.value.trim();
    const choices = await read("choices", { of: field.of, q: words });
    if (number !== asked) return;
    sought = words;
    [found, at] = [choices, 0];
    if (field.free && words && !choices.some((choice) => choice.name === words)) {
      found.push(field.of === "places" ? { id: null, name: words, detail: "照写，没有代码" } : { id: words, name: words, detail: "照写" });
    }
    show();
  };
  input.addEventListener("input", () => { pending = look(); });
  pending = look();
  return make("div.editor.search", {
    keydown: (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") take(event, () => move(1));
      else if (event.key === "ArrowUp") take(event, () => move(-1));
      else if (event.key === "Enter") take(event, async () => { await pending; if (found[at]) done(values(found[at])); });
      else if (event.key === "Delete" && event.ctrlKey) take(event, () => done({ [field.name]: null, ...(field.also ? { [field.also]: "" } : {}) }));
      else if (event.key === "Escape") take(event, () => done(null));
    },
  }, input, list);
}
