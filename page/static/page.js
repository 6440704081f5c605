// The keys, the search that folds accents, and the events. Everything else is a form or a link and works without.
"use strict";

const LISTS = "[data-list]";
const KEYS = { a: "nut-agree", c: "nut-choose", x: "nut-exclude", e: "nut-leave_empty", s: "nut-stay" };
let meant = "";
let kept = {};
let home = false;
let lastKey = 0;
let waiting = 0;

const fold = (text) =>
  text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").trim();

const byId = (id) => document.getElementById(id);
const items = (list) => [...list.querySelectorAll("[data-item]")].filter((one) => one.offsetParent !== null);

function filter(input) {
  const wanted = fold(input.value);
  const list = byId(input.dataset.filter);
  if (!list) return;
  for (const row of list.querySelectorAll("li[data-key]")) row.hidden = !row.dataset.key.includes(wanted);
  if (wanted) for (const group of list.querySelectorAll("details.state")) group.open = true;
}

function move(step) {
  const list = document.activeElement.closest(LISTS) || document.querySelector(LISTS);
  if (!list) return;
  const all = items(list);
  if (!all.length) return;
  const here = all.indexOf(document.activeElement);
  const current = all.findIndex((one) => one.hasAttribute("aria-current"));
  const next = here < 0 ? Math.max(current, 0) : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next].focus();
}

function across(step) {
  const all = [...document.querySelectorAll(LISTS)];
  const here = all.indexOf(document.activeElement.closest(LISTS));
  const list = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!list) return;
  const rows = items(list);
  (rows.find((one) => one.hasAttribute("aria-current")) || rows[0])?.focus();
}

function decide(key) {
  const button = byId(KEYS[key]);
  const reason = byId("ly-do");
  if (!button || !reason) return;
  if (reason.value.trim() || key === "a") return button.click();
  meant = button.id;
  reason.focus();
}

function press(event) {
  const typing = event.target.matches("input, textarea, select");
  if (event.target.id === "ly-do" && event.key === "Enter" && meant) {
    event.preventDefault();
    byId(meant)?.click();
    meant = "";
    return;
  }
  if (typing && event.key === "Escape") event.target.blur();
  if (event.target.matches("input[data-filter]") && event.key === "ArrowDown") {
    event.preventDefault();
    const first = byId(event.target.dataset.filter);
    return first && items(first)[0]?.focus();
  }
  if (typing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const acts = {
    "/": () => (byId("tim") || document.querySelector("input:not([type=hidden])"))?.focus(),
    "?": () => byId("tro-giup").showModal(),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ArrowRight: () => across(1),
    ArrowLeft: () => across(-1),
    z: () => byId("nut-undo")?.click(),
    p: () => byId("nut-apply")?.click(),
  };
  const act = acts[event.key] || (KEYS[event.key] && (() => decide(event.key)));
  if (!act || (event.key.startsWith("Arrow") && !document.querySelector(LISTS))) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", (event) => {
  lastKey = Date.now();
  press(event);
});
document.addEventListener("input", (event) => event.target.matches("[data-filter]") && filter(event.target));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) byId("tro-giup").showModal();
});

// A swap keeps what was scrolled, and what was typed to search; after a decision the keys go on at its post.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.closest(".decide, .tray, .waive")) return;
  home = true;
  document.activeElement.blur();
});
document.addEventListener("htmx:beforeSwap", () => {
  kept = Object.fromEntries([...document.querySelectorAll("[data-scroll]")].map((one) => [one.id, one.scrollTop]));
});
document.addEventListener("htmx:afterSettle", (event) => {
  for (const [id, top] of Object.entries(kept)) {
    const one = byId(id);
    if (one) one.scrollTop = top;
  }
  if (home && event.detail.requestConfig?.verb === "post") {
    home = false;
    document.querySelector("#cac-chuc-danh [aria-current]")?.focus({ preventScroll: true });
  }
  for (const input of document.querySelectorAll("input[data-filter]")) if (input.value) filter(input);
});

// Answers come in one after another: shown twice a second at most, and not under the fingers of whoever types.
function answered() {
  if (waiting) return;
  waiting = setTimeout(() => {
    waiting = 0;
    if (Date.now() - lastKey < 600) return answered();
    htmx.trigger(document.body, "answers");
  }, 500);
}

if (document.querySelector("#than")) {
  const source = new EventSource(`/su-kien?${new URLSearchParams(byId("than").dataset)}`);
  for (const topic of ["job", "beat"]) source.addEventListener(topic, () => htmx.trigger(document.body, topic));
  source.addEventListener("answers", answered);
  window.addEventListener("pagehide", () => source.close());
}
