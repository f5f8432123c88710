/* Small help on every page: errors in focus, characters counted, the session extended. Saving is in autosave.js; all works without both. */
(() => {
  "use strict";

  const SAY = {
    count: (written) => `${written} 字`,
    left: (written, limit) => `${written} 字，还可写 ${limit - written} 字`,
    over: (written, limit) => `${written} 字，超出 ${written - limit} 字`,
    notExtended: "没有延长成功。请先保存，再重新登录。",
    copied: "已复制，可以到群里粘贴。",
    selected: "已全选，请按 Ctrl+C 复制。",
  };
  const LAST_MINUTES = 5 * 60000, TICK = 15000, TWICE = 1000;
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const announce = (name) => document.dispatchEvent(new CustomEvent(`chengbao:${name}`));

  /* ---- Errors: the summary takes the focus, its lines lead to the labels ---- */

  function showErrors() {
    const summary = document.querySelector("[data-error-summary]:not([tabindex])");
    if (!summary) return;
    summary.setAttribute("tabindex", "-1");
    summary.focus();
  }

  function goToField(event) {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const details = field.closest("details");
    if (details) details.open = true;
    const label = field.type === "radio" ? field.closest("fieldset") : field.labels && field.labels[0];
    (label || field).scrollIntoView();
    field.focus({ preventScroll: true });
  }

  /* ---- Characters: without spaces, as Word and the checks count them ---- */

  function count(place) {
    const field = document.getElementById(place.dataset.countFor);
    if (!field) return;
    const written = Array.from(field.value.replace(/\s/g, "")).length;
    const limit = Number(place.dataset.limit || Infinity);
    const over = written > limit;
    place.textContent = (limit === Infinity ? SAY.count : over ? SAY.over : SAY.left)(written, limit);
    place.classList.toggle("cb-count--over", over);
  }

  /* ---- Session: the server's clock counts, not this computer's ---- */

  const body = document.body.dataset;
  const warning = document.querySelector("[data-session-warning]");
  let ends = Infinity, signedOut = false;

  function renew(told) {
    if (!told.expires) return;
    ends = Date.now() + 1000 * (Number(told.expires) - Number(told.now || Date.now() / 1000));
    tick();
  }

  function tick() {
    if (warning) warning.hidden = ends - Date.now() > LAST_MINUTES;
  }

  async function extend() {
    const answer = await fetch("/session/extend", { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const told = await answer.json();
    if ((signedOut || told.owner) && String(told.owner) !== body.owner) return announce("stranger");
    if (told.csrf) all("input[name=csrf]").forEach((field) => { field.value = told.csrf; });
    signedOut = false;
    renew(told);
    return announce("signed-in");
  }

  function extendNow() {
    extend().catch(() => { warning.querySelector("p").textContent = SAY.notExtended; });
  }

  /* On paper a text box shows all of its text. */
  function unroll() {
    all("textarea").forEach((field) => { field.style.height = `${field.scrollHeight}px`; });
  }

  /* ---- Sentences of last year: found in the box, gone from the list once they are changed ---- */

  const boxOf = (button) => document.getElementById(button.dataset.findIn);

  function find(event) {
    const button = event.target.closest("[data-find]");
    const box = button && boxOf(button);
    const at = box ? box.value.indexOf(button.dataset.find) : -1;
    if (at < 0) return;
    box.blur();
    box.setSelectionRange(at, at + button.dataset.find.length);
    box.focus();
    box.scrollIntoView({ block: "center" });
  }

  function strike() {
    all("[data-find]").forEach((button) => {
      const box = boxOf(button);
      const there = Boolean(box) && box.value.includes(button.dataset.find);
      button.hidden = !there;
      button.closest("li").classList.toggle("cb-stale__touched", Boolean(box) && !there);
    });
  }

  /* ---- The server's clock below the report's pages: it goes on while the page stays open ---- */

  const served = 1000 * Number(body.serverNow), began = Date.now(), BEIJING = 8 * 3600000;

  function tell() {
    const now = new Date(served + (Date.now() - began) + BEIJING);
    all("[data-clock]").forEach((place) => { place.textContent = now.toISOString().slice(11, 16); });
    const over = now.toISOString().slice(0, 10) !== new Date(served + BEIJING).toISOString().slice(0, 10);
    all("[data-clock-over]").forEach((place) => { place.hidden = !over; });
  }

  /* ---- A text to copy, also over plain HTTP, where there is no clipboard API ---- */

  function copy(event) {
    const button = event.target.closest("[data-copy]");
    const box = button && document.getElementById(button.dataset.copy);
    if (!box) return;
    box.focus();
    box.select();
    button.parentElement.querySelector("[role=status]").textContent = document.execCommand("copy") ? SAY.copied : SAY.selected;
  }

  /* ---- A second click on the same button is a slip ---- */

  let last = { button: null, at: 0 };

  function stopSecond(event) {
    if (!event.submitter || event.submitter !== last.button || Date.now() - last.at > TWICE) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function noteFirst(event) {
    if (!event.defaultPrevented) last = { button: event.submitter, at: Date.now() };
  }

  /* ---- Wiring ---- */

  const arrive = () => { showErrors(); strike(); tell(); all("[data-count-for]").forEach(count); };

  document.addEventListener("click", goToField);
  document.addEventListener("click", find);
  document.addEventListener("click", copy);
  document.addEventListener("input", (event) => { if (!event.isComposing) strike(); });
  document.addEventListener("compositionend", strike);
  document.addEventListener("submit", stopSecond, true);
  document.addEventListener("submit", noteFirst);
  document.addEventListener("input", (event) => { if (!event.isComposing) all("[data-count-for]").forEach(count); });
  document.addEventListener("compositionend", () => all("[data-count-for]").forEach(count));
  document.addEventListener("chengbao:answer", (event) => { renew(event.detail); all("[data-count-for]").forEach(count); });
  document.addEventListener("chengbao:signed-out", () => { signedOut = true; });
  document.addEventListener("htmx:load", arrive);
  window.addEventListener("focus", () => { if (signedOut) extend().catch(() => {}); });
  window.addEventListener("beforeprint", unroll);
  if (warning) warning.querySelector("[data-extend-session]").addEventListener("click", extendNow);

  renew({ expires: body.sessionExpires, now: body.serverNow });
  setInterval(() => { tick(); tell(); }, TICK);
  all("[data-copy]").forEach((button) => { button.hidden = false; });
  arrive();
})();
