"use strict";
(() => {
  const records = JSON.parse(document.getElementById("records").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const card = document.getElementById("card");
  const hint = card.innerHTML;
  const marks = Array.from(document.querySelectorAll(".mark"));
  let pinned = null;
  let current = -1;

  const numbers = (element, kind) => (element.dataset[kind] || "").split(" ").filter(Boolean).map(Number);
  const say = (column, word) => (words[column] && words[column][word]) || word;

  const factFields = [
    ["kind", "类别"], ["status", "状态"], ["time_period", "时期"], ["ref_area_name", "地区"], ["commitment", "承诺用语"],
    ["predicate", "谓词"], ["base_text", "基数"], ["price_basis", "口径"], ["unit", "单位"], ["std_unit", "标准单位"],
    ["subject", "主体"], ["indicator_id", "指标编号"], ["confidence", "置信度"], ["method", "方法"],
    ["review_status", "审核"], ["correction_id", "更正"], ["obs_id", "编号"],
  ];
  const nameFields = [
    ["label", "类型"], ["name", "规范名"], ["adcode", "代码"], ["level", "级别"], ["parent", "上级"], ["years", "有效年份"],
    ["candidates", "候选"], ["aliases", "别名"], ["entity_id", "实体"], ["confidence", "置信度"], ["method", "方法"], ["review_status", "审核"],
    ["mention_id", "编号"],
  ];

  const add = (parent, tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    parent.append(element);
    return element;
  };

  const listFields = (parent, record, fields) => {
    const list = add(parent, "dl");
    for (const [field, label] of fields) {
      const value = record[field];
      if (value === null || value === undefined || value === "") continue;
      add(list, "dt", label);
      let shown = say(field, value);
      if (field === "kind" && record.basis) shown = say("basis", record.basis) + shown;
      if (field === "aliases") shown = value.split("|").join("、");
      if (field === "confidence") shown = Number(value).toFixed(2);
      if (field === "ref_area_name" && record.ref_area) shown = `${value} ${record.ref_area}`;
      add(list, "dd", shown, field.endsWith("_id") || field === "method" ? "id" : "");
    }
  };

  const show = (facts, names) => {
    card.replaceChildren();
    for (const number of facts) {
      const fact = records.facts[number];
      const box = add(card, "div", undefined, "record");
      add(box, "h2", fact.indicator_text);
      const figure = add(box, "p", fact.figure + " ", "figure");
      if (fact.bound !== "eq") add(figure, "span", say("bound", fact.bound), "tag");
      add(box, "blockquote", fact.evidence);
      listFields(box, fact, factFields);
    }
    for (const number of names) {
      const name = records.names[number];
      const box = add(card, "div", undefined, "record");
      add(box, "h2", name.text);
      listFields(box, name, nameFields);
    }
  };

  const light = (facts, names) => {
    for (const mark of marks) {
      const lit = numbers(mark, "facts").some((n) => facts.includes(n)) || numbers(mark, "names").some((n) => names.includes(n));
      mark.classList.toggle("lit", lit);
    }
  };

  const reveal = (facts, names) => { show(facts, names); light(facts, names); };
  const release = () => {
    pinned = null;
    card.classList.remove("pinned");
    card.innerHTML = hint;
    light([], []);
  };
  const pin = (facts, names) => {
    pinned = [facts, names];
    card.classList.add("pinned");
    reveal(facts, names);
  };

  const main = document.querySelector("main");
  main.addEventListener("mouseover", (event) => {
    const mark = event.target.closest(".mark");
    if (mark && !pinned) reveal(numbers(mark, "facts"), numbers(mark, "names"));
  });
  main.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark) return release();
    const facts = numbers(mark, "facts");
    if (facts.length) current = facts[0];
    pin(facts, numbers(mark, "names"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return release();
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || !records.facts.length) return;
    current = Math.min(Math.max(current + step, 0), records.facts.length - 1);
    pin([current], []);
    const target = marks.find((m) => m.classList.contains("quantity") && numbers(m, "facts").includes(current));
    if (target) target.scrollIntoView({ block: "center" });
  });

  const hidden = { mark: new Set(), status: new Set() };
  const repaint = () => {
    for (const mark of marks) {
      if (!mark.dataset.classes) mark.dataset.classes = mark.className.replace(" lit", "");
      const classes = mark.dataset.classes.split(" ");
      const gone = classes.some((name) => hidden.status.has(name));
      const kept = classes.filter((name) => !hidden.mark.has(name) && !(gone && name === "quantity"));
      const painted = kept.some((name) => name === "quantity" || name === "indicator" || name in words.label);
      mark.className = painted ? kept.join(" ") : "mark off";
    }
    if (pinned) light(...pinned);
  };
  document.querySelector(".legend").addEventListener("change", (event) => {
    const { mark, status, notes } = event.target.dataset;
    if (notes !== undefined) return main.classList.toggle("plain", !event.target.checked);
    const group = mark ? hidden.mark : hidden.status;
    group[event.target.checked ? "delete" : "add"](mark || status);
    repaint();
  });
  for (const paragraph of document.querySelectorAll("main p.opens")) {
    if (paragraph.textContent.length > 60) paragraph.classList.add("long");
  }
})();
