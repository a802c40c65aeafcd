// Elements from words and children; text only ever becomes text nodes.

/** Make an element. Attributes with a function are listeners; false and null attributes are left out. */
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value);
  }
  fill(element, ...children);
  return element;
}

/** Put children into an element in the place of the former ones; lists are flattened, null is passed over. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
}

export const find = (selector) => document.querySelector(selector);

let timer = 0;

/** Say something for a moment; errors stay longer. */
export function say(message, { bad = false } = {}) {
  const toast = find("#toast");
  toast.textContent = message;
  toast.classList.toggle("bad", bad);
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { toast.hidden = true; }, bad ? 8000 : 2200);
}

/** Open the dialog with some content; resolves when it closes. */
export function openDialog(classes, ...children) {
  const dialog = find("#dialog");
  dialog.className = classes;
  dialog.replaceChildren(...children);
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
}

export function closeDialog() {
  const dialog = find("#dialog");
  if (dialog.open) dialog.close();
}

/** Show a time as a person of this time zone reads it. */
export function tellTime(iso) {
  const moment = new Date(iso);
  const day = `${moment.getMonth() + 1}月${moment.getDate()}日`;
  const clock = `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
  return moment.toDateString() === new Date().toDateString() ? clock : `${day} ${clock}`;
}
