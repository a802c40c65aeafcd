// Talking to the server: reads, and an outbox that sends decisions one after the other until they are on disk.

import { find } from "./dom.js";

const csrf = document.querySelector('meta[name="csrf"]').content;
const KEPT = "docstruct.outbox";

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let release = null;
export const listeners = { release: () => {} };

async function ask(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (answer.status === 401) location.assign("/login");
  const body = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, body.error ?? `错误 ${answer.status}`);
  const now = answer.headers.get("X-Release");
  if (now && release && now !== release) listeners.release(now);
  release = now ?? release;
  return body;
}

/** Read from the API. Empty parameters are left out. */
export function read(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null));
  return ask(`/api/${path}?${query}`);
}

function write(path, body) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  return ask(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * Decisions that are not acknowledged yet. They are kept in the browser's storage, so that neither a closed tab nor
 * a stopped server loses one; a retry has the same decision_id, so nothing is stored twice.
 */
class Outbox {
  constructor() {
    this.waiting = [];
    this.sending = false;
    this.failures = 0;
  }

  /** Send, or keep sending; resolves with the server's answer, rejects with Refused. */
  send(path, body) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ path, body, resolve, reject });
      this.keep();
      // the next row is drawn first: it is what the person waits for
      setTimeout(() => this.flush(), 30);
    });
  }

  /** Send again what a former page could not. */
  restore(owner) {
    this.owner = owner;
    const kept = JSON.parse(localStorage.getItem(`${KEPT}.${owner}`) ?? "[]");
    for (const { path, body } of kept) this.send(path, body).catch(() => {});
    return kept.length;
  }

  keep() {
    const kept = this.waiting.map(({ path, body }) => ({ path, body }));
    localStorage.setItem(`${KEPT}.${this.owner}`, JSON.stringify(kept));
    this.show();
  }

  show() {
    const count = this.waiting.length;
    const place = find("#saved");
    place.textContent = count === 0 ? "已全部保存" : this.failures ? `${count} 条待保存 · 正在重试` : `正在保存 ${count} 条`;
    place.classList.toggle("bad", this.failures > 0);
    document.body.dataset.waiting = String(count);
  }

  async flush() {
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length) {
      const first = this.waiting[0];
      try {
        const answer = await write(first.path, first.body);
        this.failures = 0;
        this.waiting.shift();
        this.keep();
        first.resolve(answer);
      } catch (error) {
        if (error instanceof Refused && error.status !== 429 && error.status < 500) {
          this.waiting.shift();
          this.keep();
          first.reject(error);
          continue;
        }
        this.failures += 1;
        this.show();
        await new Promise((resolve) => setTimeout(resolve, Math.min(5000, 250 * 2 ** this.failures)));
      }
    }
    this.sending = false;
  }
}

export const outbox = new Outbox();

addEventListener("beforeunload", (event) => {
  if (outbox.waiting.length) event.preventDefault();
});
